"""Outreach actions: planned, done, cancelled, and what comes next."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.contacts import workflow
from engagements.contacts.models import OutreachAction
from officials.people.models import Official
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.contacts import OutreachActionFactory, met_before
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.jobs import EditionFactory, TranslationFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db

State = OutreachAction.State


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def test_finishing_says_when_and_what_came_of_it():
    action = OutreachActionFactory()

    done_action = workflow.finish(
        action, by=UserFactory(), done_on=days(-1), result="Agreed", responded=True
    )

    assert (
        done_action.state,
        done_action.done_on,
        done_action.result,
        done_action.responded,
    ) == (
        State.DONE,
        days(-1),
        "Agreed",
        True,
    )
    assert workflow.finish(OutreachActionFactory(), by=UserFactory()).done_on == days(0)


def test_a_next_step_becomes_a_plan_for_the_same_people_in_the_same_circle():
    circle = CircleFactory()
    people = [OfficialFactory(circle=circle), OfficialFactory()]
    action = OutreachActionFactory(circle=circle, towards=people, kind="call")

    workflow.finish(
        action, by=UserFactory(), next_step="Send the handbook", next_step_on=days(7)
    )

    planned = OutreachAction.objects.planned().get()
    assert (planned.subject, planned.planned_on) == ("Send the handbook", days(7))
    assert (planned.circle, planned.lead, planned.kind) == (circle, action.lead, "call")
    assert set(planned.officials.all()) == set(people)


def test_the_next_step_towards_an_office_is_planned_for_the_same_office():
    place = InstitutionFactory()
    action = OutreachActionFactory(institution=place)

    workflow.finish(
        action, by=UserFactory(), next_step="Ask again", next_step_on=days(7)
    )

    assert OutreachAction.objects.planned().get().institution == place


def test_a_next_step_without_a_day_is_only_remembered():
    done_action = workflow.finish(
        OutreachActionFactory(), by=UserFactory(), next_step="Think"
    )

    assert done_action.next_step == "Think"
    assert not OutreachAction.objects.planned().exists()


def test_what_is_still_to_come_is_not_done_yet(as_role):
    client = as_role("Officer")
    action = OutreachActionFactory()

    with pytest.raises(ValidationError, match="still to come"):
        workflow.finish(action, by=UserFactory(), done_on=days(1))
    finish_fields = {"finish-done_on": days(1).isoformat(), "finish-result": "Агреед"}
    refusal = client.post(f"/actions/{action.pk}/finish/", finish_fields)

    assert refusal.status_code == 422
    assert "That day is still to come." in refusal.content.decode()
    assert "Агреед" in refusal.content.decode()
    action.refresh_from_db()
    assert action.state == State.PLANNED


def test_what_was_done_cannot_be_moved_into_the_future(as_role):
    client, action = as_role("Officer"), OutreachActionFactory(done=True)
    action.officials.add(OfficialFactory())

    for day, sentence in (
        (days(1).isoformat(), "That day is still to come."),
        ("9999-12-31", "between 1900 and 2200"),
    ):
        refusal = fill(client, f"/actions/{action.pk}/edit/", done_on=day)
        assert refusal.status_code == 422
        assert refusal.content.decode().count(sentence) == 2  # above, and beside it
    saved = fill(client, f"/actions/{action.pk}/edit/", done_on=days(-3).isoformat())
    assert saved.status_code == 302


def test_cancelling_needs_a_reason(as_role):
    client, action = as_role("Officer"), OutreachActionFactory()

    refusal = client.post(f"/actions/{action.pk}/cancel/", {"cancel-reason": "  "})
    assert refusal.status_code == 422
    with pytest.raises(ValidationError, match="Say why it was cancelled"):
        workflow.cancel(action, by=UserFactory(), reason=" ")

    client.post(f"/actions/{action.pk}/cancel/", {"cancel-reason": "They are ill"})
    action.refresh_from_db()
    assert (action.state, action.result) == (State.CANCELLED, "They are ill")


@pytest.mark.parametrize("state", [State.DONE, State.CANCELLED])
def test_reopening_makes_it_planned_again(state):
    action = OutreachActionFactory()
    if state == State.DONE:
        workflow.finish(action, by=UserFactory())
    else:
        workflow.cancel(action, by=UserFactory(), reason="By mistake")

    again = workflow.reopen(action, by=UserFactory())

    assert (again.state, again.done_on) == (State.PLANNED, None)
    assert again.planned_on == action.planned_on


def test_what_was_never_planned_is_reopened_for_today():
    action = OutreachActionFactory(done=True, planned_on=None)

    assert workflow.reopen(action, by=UserFactory()).planned_on == days(0)


@pytest.mark.parametrize(
    ("state", "verb", "label"),
    [
        (State.DONE, "finish", "Done"),
        (State.DONE, "cancel", "Cancelled"),
        (State.CANCELLED, "finish", "Done"),
        (State.CANCELLED, "cancel", "Cancelled"),
    ],
)
def test_an_illegal_move_is_refused_in_words(as_role, state, verb, label):
    client = as_role("Officer")
    fields = {"done_on": days(0)} if state == State.DONE else {"result": "Ill"}
    action = OutreachActionFactory(state=state, **fields)
    sentence = f"It is “{state.label}”: it cannot become “{label}” from there."
    reason = {"reason": "A mistake"} if verb == "cancel" else {}

    with pytest.raises(ValidationError) as refusal:
        getattr(workflow, verb)(action, by=UserFactory(), **reason)
    answer = client.post(f"/actions/{action.pk}/{verb}/", follow=True)

    assert refusal.value.messages == [sentence]
    assert sentence in answer.content.decode()
    action.refresh_from_db()
    assert action.state == state


def test_overdue_is_what_was_planned_for_a_day_that_has_passed():
    late = OutreachActionFactory(planned_on=days(-1))
    today = OutreachActionFactory(planned_on=days(0))
    done_action = OutreachActionFactory(planned_on=days(-1), done=True)
    cancelled = OutreachActionFactory(
        planned_on=days(-1), state=State.CANCELLED, result="Ill"
    )

    assert list(OutreachAction.objects.overdue()) == [late]
    assert late.is_overdue
    assert not any(each.is_overdue for each in (today, done_action, cancelled))


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        (
            {"state": "done", "done_on": None},
            "action_done_has_day",
            "Say on which day it was done.",
        ),
        (
            {"state": "planned", "done_on": datetime.date(2026, 1, 1)},
            "action_done_has_day",
            "Say on which day it was done.",
        ),
        (
            {"planned_on": None},
            "action_planned_has_day",
            "Say for which day it is planned.",
        ),
        (
            {"state": "cancelled"},
            "action_cancelled_has_reason",
            "Say why it was cancelled.",
        ),
    ],
)
def test_each_rule_refuses_in_its_own_words(fields, name, sentence):
    action = OutreachActionFactory()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OutreachAction.objects.filter(pk=action.pk).update(**fields)
    for field, value in fields.items():
        setattr(action, field, value)
    with pytest.raises(ValidationError) as refusal:
        action.validate_constraints()
    assert sentence in refusal.value.messages


def test_a_done_action_without_its_day_is_refused_in_words(as_role):
    client, action = as_role("Officer"), OutreachActionFactory(done=True)
    action.officials.add(OfficialFactory())

    refusal = fill(client, f"/actions/{action.pk}/edit/", done_on="")

    assert refusal.status_code == 422
    assert "Say on which day it was done." in refusal.content.decode()


def test_a_document_of_a_narrower_circle_is_not_handed_over_in_the_open(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    text = EditionFactory.attached(DocumentFactory(circle=circle), kind="official")
    action_fields = {
        "subject": "Hand over the rules",
        "officials": met_before().pk,
        "editions": [text.pk],
        "planned_on": days(1).isoformat(),
    }

    refusal = fill(client, "/actions/new/", **action_fields)
    saved = fill(client, "/actions/new/", **action_fields, circle=circle.pk)

    assert f"known to the circle {circle} only" in refusal.content.decode()
    assert saved.status_code == 302


# Met


def test_met_keeps_the_meeting_and_plans_the_next_step(as_role):
    client, official = as_role("Officer"), cleared(OfficialFactory())

    fill(
        client,
        f"/met/?official={official.pk}",
        subject="Spoke about open hearings",
        next_step="Send the handbook",
        next_step_on=days(7).isoformat(),
    )

    done_action = OutreachAction.objects.get(state=State.DONE)
    assert (done_action.done_on, done_action.lead) == (days(0), client.person)
    assert list(done_action.officials.all()) == [official]
    planned = OutreachAction.objects.planned().get()
    assert (planned.subject, planned.planned_on) == ("Send the handbook", days(7))
    assert list(planned.officials.all()) == [official]


def test_met_with_somebody_new_puts_them_and_their_post_on_record(as_role):
    client, place = as_role("Officer"), InstitutionFactory()
    post = PostFactory(institution=place, title="Deputy head")

    for name in ("Анна Волкова", "Olga Sedova"):
        fill(
            client,
            "/met/",
            subject="Met at the round table",
            new_name=name,
            new_post="Deputy head",
            new_institution=place.pk,
        )

    assert OutreachAction.objects.filter(state=State.DONE).count() == 2
    for name in ("Волкова", "Sedova"):
        official = Official.objects.search(name).with_post().get()
        assert official.appointments.get().post == post
        assert official.hint == f"Deputy head, {place}"
        assert official.actions.get().subject == "Met at the round table"


def test_somebody_new_is_in_the_circle_of_the_meeting(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    meeting_fields = {"subject": "Met in the yard", "new_name": "Anna Volkova"}

    fill(client, "/met/", **meeting_fields, circle=circle.pk)

    assert Official.objects.get().circle == circle


def test_met_says_what_is_missing(as_role):
    client = as_role("Officer")

    nobody = fill(client, "/met/", subject="Met")
    nowhere = fill(
        client, "/met/", subject="Met", new_name="Anna", new_post="Deputy head"
    )
    tomorrow = fill(
        client, "/met/", subject="Met", new_name="A", done_on=days(1).isoformat()
    )

    for answer, sentence in (
        (nobody, "Say whom you met."),
        (nowhere, "Say in which institution."),
        (tomorrow, "That day is still to come."),
    ):
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not OutreachAction.objects.exists()
    assert not Official.objects.exists()


def test_a_post_in_an_institution_of_a_narrower_circle_is_refused_in_words(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    meeting_fields = {
        "subject": "Met",
        "new_name": "Anna Volkova",
        "new_post": "Deputy head",
        "new_institution": InstitutionFactory(circle=circle).pk,
    }

    refusal = fill(client, "/met/", **meeting_fields)

    assert refusal.status_code == 422
    assert f"known to the circle {circle} only" in refusal.content.decode()
    assert not Official.objects.exists()
    assert fill(client, "/met/", **meeting_fields, circle=circle.pk).status_code == 302


def test_who_may_not_add_officials_meets_those_on_record(as_role):
    fields = as_role("Officer").get("/met/").context["form"].fields
    assert "new_name" in fields

    fields = as_role("Coordinator").get("/met/").context["form"].fields
    allowed = "new_name" in fields

    assert allowed == UserFactory(role="Coordinator").has_perm("officials.add_official")


def test_seen_and_met_stand_filled_in_with_the_person_and_their_circle(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    official = OfficialFactory(named="Anna Volkova", circle=circle)
    hidden = OfficialFactory(named="Olga Sedova", circle=CircleFactory())

    for page in ("seen", "met", "notes/new", "actions/new"):
        opened = client.get(f"/{page}/?official={official.pk}")
        form = opened.context["form"]
        assert [str(key) for key in form["officials"].value()] == [str(official.pk)]
        assert form["circle"].value() == circle.pk
        assert "Anna Volkova" in opened.content.decode()
        for stranger in (hidden.pk, "nonsense", ""):
            opened = client.get(f"/{page}/?official={stranger}")
            assert "Olga Sedova" not in opened.content.decode()
            assert not opened.context["form"]["officials"].value()


def test_seen_keeps_the_note_in_the_circle_of_the_person(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    official = OfficialFactory(circle=circle)

    fill(client, f"/seen/?official={official.pk}", headline="Opened the hearings")

    note = official.notes.get()
    assert (note.circle, note.recorded_by) == (circle, client.person)


def test_only_a_translation_is_given_to_somebody_outside(as_role):
    client = as_role("Officer")
    outside = UserFactory(role="Translator", is_external=True)

    action = client.get("/actions/new/").context["form"]
    text = client.get(f"/translations/{TranslationFactory().pk}/edit/")

    assert outside not in action.fields["lead"].queryset
    assert client.person in action.fields["lead"].queryset
    assert outside in text.context["form"].fields["translator"].queryset
