"""Clearances are computed anew and compared; plans follow the days."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from engagements.approach.models import Approach
from engagements.contacts.jobs import settle_plans
from engagements.contacts.models import OutreachAction
from engagements.contacts.workflow import settle
from officials.clearance.models import Clearance
from officials.safeguards.models import ConductCheck, ReviewRequest
from officials.security.lifts import gate_lifted
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory

pytestmark = pytest.mark.django_db


def check(capsys):
    """(exit status, what it says) of `manage.py check_clearance`."""
    try:
        call_command("check_clearance")
    except SystemExit as end:
        return end.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.fixture
def people():
    """Somebody in each of several states, and one whose worse news was softened."""
    softened = ApproachFactory(official=cleared(OfficialFactory()), version=2,
                               threat=(5, 5))  # fmt: skip
    softened.exposure.threats.update(severity=1)
    RelationshipFactory()
    ApproachFactory(decision="refuse")
    return [cleared(OfficialFactory(named="Anna Volkova")), softened.official]


def test_all_follows_from_what_it_rests_on_and_asking_changes_nothing(people, capsys):
    rows = list(Clearance.objects.order_by("pk").values())
    assert len(rows) >= 4

    assert check(capsys) == (0, "Every clearance follows from what it rests on.\n")

    assert list(Clearance.objects.order_by("pk").values()) == rows


@pytest.mark.parametrize("column", ["signed_at", "resting_since", "ahead_until"])
def test_a_row_that_says_otherwise_is_told_by_its_key_and_no_name(
    people, column, capsys
):
    official = people[0]
    false_words = {column: timezone.now() + datetime.timedelta(days=9)}
    assert Clearance.objects.filter(official=official).update(**false_words) == 1

    status, words = check(capsys)

    assert (status, words) == (1, f"{official.pk}: other rows\n")


def test_a_text_that_was_changed_after_its_signature_is_told(people, capsys):
    signed = people[0].approaches.get()
    assert Approach.objects.filter(pk=signed.pk).update(what_would_help="Money") == 1

    assert check(capsys) == (1, f"{people[0].pk}: another text\n")


# What the calendar closes


def ran_out(official):
    for each in ConductCheck.objects.filter(official=official):
        each.checked_on, each.valid_until = days(-400), days(-15)
        each.save()


def has_a_new_post(official):
    long_ago = timezone.now() - datetime.timedelta(days=40)
    ReviewRequest.objects.filter(approach__official=official).update(
        decided_at=long_ago
    )
    Clearance.objects.filter(official=official).update(signed_at=long_ago)
    AppointmentFactory(official=official, started=days(-31).isoformat())


def left_office(official):
    AppointmentFactory(official=official, started="2015", ended=days(0).isoformat())


@pytest.mark.parametrize(
    ("closed", "kind"),
    [(ran_out, "call"), (has_a_new_post, "call"), (left_office, "invitation")],
)
def test_at_night_plans_wait_that_a_day_closed_and_no_further_change_is_made(
    closed, kind
):
    official, friend = cleared(OfficialFactory()), cleared(OfficialFactory())
    plan = OutreachActionFactory(towards=[official, friend], kind=kind,
                                 planned_on=days(5))  # fmt: skip
    other = OutreachActionFactory(towards=[friend], planned_on=days(5))
    closed(official)
    with gate_lifted("undo"):  # as the day before, when nobody was asked
        OutreachAction.objects.filter(pk=plan.pk).update(state="planned")
    assert states(plan, other) == ["planned", "planned"]

    settle()

    assert states(plan, other) == ["waiting", "planned"]
    assert settle() == 0


def states(*actions):
    for each in actions:
        each.refresh_from_db()
    return [each.state for each in actions]


def test_at_night_what_may_go_again_is_planned_again():
    official = cleared(OfficialFactory())
    plan = OutreachActionFactory(towards=[official], kind="invitation",
                                 planned_on=days(5))  # fmt: skip
    left = AppointmentFactory(
        official=official, started="2015", ended=days(0).isoformat()
    )
    settle()
    assert states(plan) == ["waiting"]
    left.delete()

    settle_plans(0)

    assert states(plan) == ["planned"]


def test_plans_are_settled_every_night():
    tasks = app.periodic_registry.periodic_tasks.values()
    nightly = {each.task.name: each.cron for each in tasks}
    assert nightly["settle_plans"] == "20 2 * * *"
