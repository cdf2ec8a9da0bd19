"""Before we turn to somebody: walls, and warnings that a reason answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.contacts.models import OutreachAction
from engagements.planning import guard
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory, days, met_before
from tests.factories.exchanges import ParticipationFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
NEW = "/actions/new/"


def plan(client, official, **action_fields):
    action_fields = {
        "subject": "Talk",
        "planned_on": days(3).isoformat(),
        **action_fields,
    }
    return fill(client, NEW, officials=official.pk, **action_fields)


def test_an_action_names_a_person_or_an_office(as_role):
    client = as_role("Officer")
    action_fields = {
        "subject": "Ask for the figures",
        "planned_on": days(3).isoformat(),
    }

    refusal = fill(client, NEW, **action_fields)
    saved = fill(client, NEW, **action_fields, institution=InstitutionFactory().pk)

    assert "Name at least one official, or the institution" in refusal.content.decode()
    assert saved.status_code == 302


def test_a_plan_waits_until_we_may_turn_to_them_and_no_contact_opens_the_gate(as_role):
    client = as_role("Officer")
    stranger, acquaintance, friend = OfficialFactory(), OfficialFactory(), met_before()
    OutreachActionFactory(
        towards=[acquaintance], done=True, done_on=days(-200), planned_on=None
    )

    def state(official, **fields):
        answer = plan(client, official, **fields)
        assert answer.status_code == 302
        return OutreachAction.objects.order_by("pk").last().state

    assert state(friend) == "planned"
    assert state(stranger) == state(acquaintance) == "waiting"
    assert state(stranger, direction="in") == "waiting"


def test_the_words_of_a_plan_change_without_a_stop_at_the_gate(as_role):
    client, official = as_role("Officer"), met_before()
    action = OutreachActionFactory(towards=[official], lead=client.person)
    states = OutreachAction.pgh_event_model.objects.filter(pgh_obj=action.pk)

    edit = f"/actions/{action.pk}/edit/"
    assert fill(client, edit, subject="Talk about remand").status_code == 302
    assert set(states.values_list("state", flat=True)) == {"planned"}

    fill(client, edit, kind="call", nevertheless="Agreed")
    assert "waiting" in states.values_list("state", flat=True)
    action.refresh_from_db()
    assert (action.kind, action.state) == ("call", "planned")


def test_what_happened_is_recorded_with_nobody_asked_first(as_role):
    client, stranger = as_role("Officer"), OfficialFactory()
    RelationshipFactory(official=stranger)

    answer = fill(
        client, f"/met/?official={stranger.pk}", subject="Met in the corridor"
    )

    assert answer.status_code == 302
    action = OutreachAction.objects.get()
    assert fill(client, f"/actions/{action.pk}/edit/", subject="Met").status_code == 302


def test_a_contact_by_somebody_else_two_weeks_around_asks_for_a_reason(as_role):
    client, official = as_role("Officer"), met_before()
    OutreachActionFactory(
        towards=[official], done=True, done_on=days(-5), subject="Asked for figures"
    )
    far = OutreachActionFactory(towards=[official], planned_on=days(40), subject="Far")

    refusal = plan(client, official)
    saved = plan(client, official, nevertheless="Another matter, agreed with Pavel")

    refusal_text = refusal.content.decode()
    assert refusal.status_code == 422
    assert "Asked for figures" in refusal_text
    assert far.subject not in refusal_text.replace("Far</", "")
    assert saved.status_code == 302
    saved_action = OutreachAction.objects.get(subject="Talk")
    assert saved_action.nevertheless == "Another matter, agreed with Pavel"
    assert (
        saved_action.nevertheless
        in client.get(f"/actions/{saved_action.pk}/").content.decode()
    )


def test_a_contact_with_their_office_counts_as_well(as_role):
    client, place = as_role("Officer"), InstitutionFactory()
    official, colleague = met_before(), OfficialFactory()
    for person in (official, colleague):
        AppointmentFactory(official=person, post=PostFactory(institution=place))
    OutreachActionFactory(
        towards=[colleague], done=True, done_on=days(-2), subject="Saw the deputy"
    )

    assert "Saw the deputy" in plan(client, official).content.decode()


def test_invitations_other_leads_and_too_many_contacts_are_told(as_role):
    client, official = as_role("Officer"), met_before()
    RelationshipFactory(official=official, most_a_quarter=1)
    invited = ParticipationFactory(official=official, state="invited")
    OutreachActionFactory(towards=[official], planned_on=days(3))

    warning_text = plan(client, official).content.decode()

    assert str(invited.exchange) in warning_text
    assert "leads the relationship with" in warning_text
    assert "the most is 1" in warning_text


def test_nothing_is_told_of_what_the_person_may_not_see():
    member, outsider = UserFactory(), UserFactory()
    circle, official = CircleFactory(people=[member]), OfficialFactory()
    OutreachActionFactory(
        towards=[official], circle=circle, planned_on=days(0), subject="In secret"
    )

    def warnings_for(user):
        return guard.warnings(user, officials=[official], on=days(0))

    assert any("In secret" in each.what for each in warnings_for(member))
    assert warnings_for(outsider) == []


def test_the_guard_asks_the_same_number_of_questions_whatever_there_is():
    reader, query_counts = UserFactory(), []
    guard.warnings(reader, officials=[OfficialFactory()], on=days(0))
    for number in (1, 6):
        officials = [OfficialFactory() for _each in range(number)]
        for official in officials:
            RelationshipFactory(official=official)
            ParticipationFactory(official=official, state="invited")
            OutreachActionFactory(towards=[official], planned_on=days(0))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            concerns = guard.warnings(reader, officials=officials, on=days(0))
        assert len(concerns) >= number
        query_counts.append(len(queries))

    assert query_counts[0] == query_counts[1] <= 6


def test_a_call_that_nobody_prepared_for_is_three_fields(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    opened = client.get(f"/met/?official={official.pk}")
    form = opened.context["form"]
    open_fields = [name for name in form.fields if name not in form.folded]

    assert open_fields[:2] == ["officials", "subject"]
    assert {"kind", "direction"} <= set(open_fields)
    fill(
        client,
        f"/met/?official={official.pk}",
        subject="They called about the hearings",
        kind="call",
        direction="in",
    )

    call = OutreachAction.objects.get()
    assert (call.kind, call.direction, call.state) == ("call", "in", "done")
    assert (call.done_on, call.lead) == (days(0), client.person)


def test_met_hints_afterwards_at_what_others_did_just_now(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    OutreachActionFactory(towards=[official], planned_on=days(2), subject="Their visit")

    saved = fill(client, f"/met/?official={official.pk}", subject="Met them")

    assert saved.status_code == 302
    page_text = client.get(saved.url).content.decode()
    assert "Others are in touch" in page_text
    assert "Their visit" in page_text
