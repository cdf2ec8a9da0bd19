"""Playbooks: dated steps on working days, begun with somebody and stopped."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.planning import playbooks
from engagements.planning.models import Playbook, PlaybookRun
from officials.safeguards.models import Switch
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.contacts import days, met_before
from tests.factories.people import OfficialFactory
from tests.factories.planning import PlaybookFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import standing

pytestmark = pytest.mark.django_db
State = OutreachAction.State


@pytest.fixture
def in_use():
    Switch.objects.turn(Switch.Name.PLAYBOOKS, on=True)


def begin(playbook, official, **run_fields):
    person = UserFactory()
    run_fields = {"by": person, "lead": person, "anchor_on": days(10), **run_fields}
    return playbooks.begin(playbook, official=official, **run_fields)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (datetime.date(2026, 12, 5), datetime.date(2026, 12, 7)),  # a Saturday
        (datetime.date(2026, 5, 9), datetime.date(2026, 5, 12)),  # moved to a Monday
        (datetime.date(2026, 12, 9), datetime.date(2026, 12, 9)),
    ],
)
def test_a_step_waits_for_the_next_working_day(day, works):
    assert playbooks.working_day(day) == works


def test_there_are_four_playbooks_from_the_beginning():
    names = set(Playbook.objects.values_list("name", flat=True))

    assert {"New minister", "Cold start", "After a seminar", "Successor"} <= names


def test_a_playbook_plans_its_steps_in_the_circle_of_the_person():
    person = UserFactory()
    circle = CircleFactory(people=[person])
    official = met_before(OfficialFactory(circle=circle), circle=circle)
    playbook = PlaybookFactory(on=(-30, 0, 7))

    run = begin(playbook, official, by=person)

    actions = list(run.actions.order_by("planned_on"))
    assert [each.subject for each in actions] == ["Day -30", "Day 0", "Day 7"]
    assert all(each.planned_on.weekday() < 5 for each in actions)
    assert actions[0].planned_on == playbooks.working_day(days(0))
    assert {each.circle for each in actions} == {circle}
    assert all(each.officials.get() == official for each in actions)


def test_a_change_of_the_playbook_leaves_what_was_begun_alone():
    playbook = PlaybookFactory(on=(5,))
    run = begin(playbook, met_before())
    before = list(run.actions.values_list("subject", "planned_on"))

    playbook.steps.update(days=90, subject="Something else")

    assert list(run.actions.values_list("subject", "planned_on")) == before


def test_the_steps_wait_until_we_may_turn_to_them():
    stranger = OfficialFactory()
    run = begin(PlaybookFactory(on=(5, 9)), stranger)
    assert {action.state for action in run.actions.all()} == {"waiting"}

    cleared(stranger)

    assert {action.state for action in run.actions.all()} == {"planned"}
    assert {action.planned_on for action in run.actions.all()} != {None}


def test_stopping_cancels_what_is_planned_and_can_be_taken_back():
    run = begin(PlaybookFactory(on=(0, 5, 9)), met_before())
    first = run.actions.order_by("planned_on").first()
    action_steps.finish(first, by=run.lead)

    with pytest.raises(ValidationError, match="Say why"):
        playbooks.stop(run, by=run.lead, reason=" ")
    run = playbooks.stop(run, by=run.lead, reason="They left the office")

    states = list(run.actions.order_by("pk").values_list("state", flat=True))
    assert sorted(states) == ["cancelled", "cancelled", "done"]
    playbooks.resume(run, by=run.lead)
    states = list(run.actions.order_by("pk").values_list("state", flat=True))
    assert sorted(states) == ["done", "planned", "planned"]


def test_playbooks_are_not_there_while_switched_off(as_role):
    client = as_role("Manager")
    playbook = PlaybookFactory(on=(5,))

    assert client.get("/playbooks/").status_code == 404
    Switch.objects.turn(Switch.Name.PLAYBOOKS, on=True)
    assert client.get("/playbooks/").status_code == 200
    assert client.get(f"/playbooks/{playbook.pk}/").status_code == 200


def test_the_steps_are_shown_before_they_are_planned(as_role, in_use):
    client, official = as_role("Officer"), met_before()
    playbook = PlaybookFactory(on=(5, 9))
    page = f"/playbooks/{playbook.pk}/begin/"
    run_fields = standing(client.get(page).context) | {"official": official.pk}

    preview = client.post(page, run_fields)
    assert "Day 9" in preview.content.decode()
    assert not PlaybookRun.objects.exists()
    planned = client.post(page, run_fields | {"plan": "1"})

    run = PlaybookRun.objects.get()
    assert planned.url == f"/playbooks/runs/{run.pk}/"
    run_page = client.get(planned.url).content.decode()
    assert "Day 5" in run_page
    assert str(official) in run_page


def test_managers_change_playbooks_and_officers_read_them(as_role, in_use):
    playbook = PlaybookFactory(on=(5,))
    page = f"/playbooks/{playbook.pk}/edit/"

    assert as_role("Officer").get(page).status_code == 403
    client = as_role("Manager")
    playbook_fields = standing(client.get(page).context) | {"what_for": "Somebody new"}
    assert client.post(page, playbook_fields).status_code == 302
    playbook.refresh_from_db()
    assert playbook.what_for == "Somebody new"


def test_a_second_playbook_of_one_name_is_refused_in_words(as_role, in_use):
    PlaybookFactory(name="A cold start")
    typed = {"name": "A cold start", "anchor": "the day we begin"}

    page = as_role("Manager").post("/playbooks/new/", typed)

    assert page.status_code == 422
    (sentence,) = page.context["form"].errors["name"]
    assert sentence == "A playbook of this name is there already."
