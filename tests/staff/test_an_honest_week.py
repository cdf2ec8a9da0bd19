"""A week of honest work, from the front door: nothing stops it in its tracks.

Nobody is set up behind the gate: whoever may be turned to was signed for on the pages.
"""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.approach.models import Approach
from engagements.approach.respect_check import QUESTIONS
from engagements.contacts.models import OutreachAction
from exchanges.models import Participation
from officials.people.models import Official
from tests.engagements.approach.test_approaches import ANSWERS
from tests.factories.accounts import UserFactory
from tests.factories.exchanges import ExchangeFactory
from tests.factories.people import OfficialFactory
from tests.filled_forms import fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
NEUTRAL = "has to be looked at before we turn to them"
TICKED = [code for code, _question in QUESTIONS]
RED = {"threat-0-likelihood": "5", "threat-0-severity": "5"}


def signed_in(role):
    client = Client()
    client.person = UserFactory(role=role)
    client.force_login(client.person)
    return client


@pytest.fixture
def officer():
    return signed_in("Officer")


@pytest.fixture
def manager():
    return signed_in("Manager")


def on(days):
    return (timezone.localdate() + datetime.timedelta(days)).isoformat()


def saved(response):
    assert response.status_code == 302
    return response


def press(client, name, record, **fields):
    """Presses the button of the step `name` on the page of `record`."""
    verb = name.split("-", 1)[1]
    data = {f"{verb}-{field}": value for field, value in fields.items()}
    return client.post(reverse(name, args=[record.pk]), data)


def told(page):
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())[-20_000:]


def latest(**fields):
    return OutreachAction.objects.filter(**fields).order_by("-pk").first()


def plan(client, *people, **fields):
    """What became of the plan that `client` saves on its page."""
    first = {"subject": "Talk about remand", "planned_on": on(5), "kind": "meeting"}
    fields = {**first, "nevertheless": "Agreed among us", **fields}
    keys = [official.pk for official in people]
    saved(fill(client, reverse("action-add"), officials=keys, **fields))
    return latest(subject=fields["subject"])


def assess(client, official):
    page = reverse("assessment-add", args=[official.pk])
    saved(
        fill(
            client,
            page,
            summary="Says so in public",
            **{"openness": "4", "openness_reason": "Heard it myself"},
        )
    )


def prepare(client, official, **answers):
    """The page “Before we approach”, asked to be signed; the approach."""
    if not official.assessments.exists():
        assess(client, official)
    page = reverse("official-before", args=[official.pk])
    saved(client.post(page, {**ANSWERS, **answers}))
    approach = Approach.objects.get(official=official)
    saved(press(client, "approach-ask", approach, message="Please", respected=TICKED))
    return approach


def sign(client, approach):
    saved(press(client, "approach-sign", approach))


def test_a_plan_waits_for_the_signature_and_goes_on_by_itself(officer, manager):
    official = OfficialFactory()
    waiting = plan(officer, official)
    assert waiting.state == "waiting"
    page = officer.get(reverse("action-detail", args=[waiting.pk]))
    assert NEUTRAL in told(page)

    sign(manager, prepare(officer, official))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.planned_on.isoformat()) == ("planned", on(5))
    page = officer.get(reverse("action-detail", args=[waiting.pk]))
    assert NEUTRAL not in told(page)


def test_a_minister_rings_and_is_answered(officer):
    saved(
        fill(
            officer,
            reverse("met"),
            new_name="Svetlana Kotelnikova",
            subject="She asks for the handbook",
            kind="call",
            direction="in",
            next_step="Ring back with the day",
            next_step_on=on(1),
        )
    )

    minister = Official.objects.get()
    answer = latest(subject="Ring back with the day")
    assert answer.state == "planned"
    assert list(answer.officials.all()) == [minister]
    saved(press(officer, "action-finish", answer, done_on=on(0)))
    assert plan(officer, minister, subject="Another matter").state == "waiting"


def test_in_august_only_one_of_us_is_there(officer, manager):
    official = OfficialFactory()
    approach = prepare(officer, official)
    meeting = plan(officer, official)
    assert meeting.state == "waiting"

    reason = "All are away until Monday"
    saved(press(officer, "approach-go_ahead", approach, reason=reason))

    meeting.refresh_from_db()
    assert meeting.state == "planned"
    assert plan(officer, official, subject="x", kind="invitation").state == "waiting"
    sign(manager, approach)
    assert latest(subject="x").state == "planned"


def test_a_partner_invites_ten_people_for_next_week(officer, manager):
    exchange = ExchangeFactory(lead=officer.person)
    people = OfficialFactory.create_batch(10)
    add = reverse("participation-add", args=[exchange.pk])
    for official in people:
        saved(fill(officer, add, official=official.pk))
    page = officer.get(reverse("exchange-detail", args=[exchange.pk]))
    assert page.status_code == 200
    assert all(str(official) in page.text for official in people)

    seat = Participation.objects.get(official=people[0])
    invite = reverse("participation-invite", args=[seat.pk])
    assert NEUTRAL in told(officer.post(invite, follow=True))
    seat.refresh_from_db()
    assert seat.state == "nominated"

    sign(manager, prepare(officer, people[0]))
    saved(officer.post(invite))
    seat.refresh_from_db()
    assert seat.state == "invited"


def test_a_condolence_to_somebody_red_goes_by_a_click_of_a_manager(officer, manager):
    official = OfficialFactory()
    prepare(officer, official, **RED)
    condolence = plan(officer, official, subject="Their father", kind="condolence")
    assert condolence.state == "waiting"
    assert press(officer, "action-let_go", condolence).status_code in (403, 404)

    saved(press(manager, "action-let_go", condolence))

    condolence.refresh_from_db()
    assert condolence.state == "planned"


def test_we_warn_five_people_within_the_hour(officer):
    people = OfficialFactory.create_batch(5)
    prepare(officer, people[0], **RED)

    warning = plan(
        officer, *people, subject="A search is to come", ground="warning", kind="call"
    )

    assert warning.state == "planned"
    saved(press(officer, "action-finish", warning, done_on=on(0)))


def test_what_a_law_demands_by_a_day_goes_and_names_the_law(officer):
    official = OfficialFactory()
    refusal = fill(
        officer,
        reverse("action-add"),
        officials=[official.pk],
        subject="Answer to the inspection",
        planned_on=on(1),
        ground="law",
    )
    assert refusal.status_code == 422
    assert "Name the law or the rule that it rests on." in refusal.text

    words = {"ground": "law", "ground_words": "Federal law 59, article 12"}
    assert plan(officer, official, **words).state == "planned"


def test_somebody_who_rests_is_turned_to_after_they_come_back(officer, manager):
    official = OfficialFactory()
    sign(manager, prepare(officer, official))
    tie_page = reverse("relationship-add", args=[official.pk])
    saved(fill(officer, tie_page, lead=officer.person.pk, rhythm_days=90))
    tie = official.relationships.get()
    meeting = plan(officer, official)
    assert meeting.state == "planned"

    saved(press(officer, "relationship-move", tie, to="paused", reason="On leave"))
    meeting.refresh_from_db()
    assert meeting.state == "waiting"

    tie.refresh_from_db()
    saved(press(officer, "relationship-move", tie, to="monitored", reason="Back"))
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_recording_what_happened_asks_nothing_of_anybody(officer):
    official = OfficialFactory()
    prepare(officer, official, **RED)

    saved(
        fill(
            officer,
            f"{reverse('met')}?official={official.pk}",
            subject="We met in the corridor",
        )
    )

    assert latest(subject="We met in the corridor").state == "done"
