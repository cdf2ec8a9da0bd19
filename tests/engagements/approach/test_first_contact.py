"""A first contact is prepared; what has happened is recorded always."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from engagements.approach import workflow
from engagements.approach.workflow import why_not_contact
from officials.safeguards.models import ConductCheck, ReviewRequest
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db
UNPREPARED = "It takes a signed “Before we approach” before the first contact."
RED = "The risk of exposure is red, and not signed by a manager."


def approach_to_sign(**fields):
    approach = ApproachFactory(**fields)
    AssessmentFactory(official=approach.official)
    return workflow.ask(approach, by=approach.written_by)


def test_a_first_contact_waits_for_a_signature():
    user, approach = UserFactory(), approach_to_sign()
    assert why_not_contact(approach.official, user) == UNPREPARED

    workflow.sign(approach, by=user)

    assert why_not_contact(approach.official, user) == ""


def test_who_goes_ahead_unsigned_has_72_hours():
    user, approach = UserFactory(), approach_to_sign()
    workflow.go_ahead(approach, by=approach.written_by, reason="Leaves tomorrow")
    assert why_not_contact(approach.official, user) == ""

    ago = timezone.now() - datetime.timedelta(hours=73)
    ReviewRequest.objects.filter(pk=approach.review_id).update(ahead_at=ago)

    assert "72 hours" in why_not_contact(approach.official, user)


def test_a_red_risk_stops_it_even_beside_an_older_signature():
    user, manager = UserFactory(), UserFactory(role="Manager")
    approach = approach_to_sign()
    workflow.sign(approach, by=user)
    assert why_not_contact(approach.official, user) == ""

    red = approach_to_sign(official=approach.official, version=2, threat=(3, 5))
    assert why_not_contact(approach.official, user) == RED
    workflow.sign(red, by=manager)
    assert why_not_contact(approach.official, user) == ""


def test_amber_is_not_red():
    approach = approach_to_sign(threat=(3, 4))
    workflow.sign(approach, by=UserFactory())
    assert why_not_contact(approach.official, UserFactory()) == ""


def database_day():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_date, current_setting('TimeZone')")
        return cursor.fetchone()


def test_a_check_holds_until_the_end_of_our_day_and_not_of_another_zone():
    user, approach = UserFactory(), approach_to_sign()
    workflow.sign(approach, by=user)
    here = timezone.get_current_timezone_name()
    assert database_day() == (timezone.localdate(), here)

    # Where it is another day than here at every hour, the check ends with that day.
    for zone, days in (("Etc/GMT+12", 0), ("Pacific/Kiritimati", 1)):
        with timezone.override(zone), connection.cursor() as cursor:
            cursor.execute("SET LOCAL TIME ZONE %s", [zone])
            conduct = ConductCheck.objects.filter(pk=approach.conduct_id)
            day = timezone.localdate() - datetime.timedelta(days=days)
            conduct.update(checked_on=day, valid_until=day)
            latest_approach = workflow.latest(approach.official, user)
            ended = "ran out" in why_not_contact(approach.official, user)

            assert ended == bool(days)
            assert workflow.ran_out(latest_approach) == bool(days)


def test_a_check_that_ran_out_and_a_signature_taken_back_say_so():
    user, approach = UserFactory(), approach_to_sign()
    workflow.sign(approach, by=user)
    conduct = ConductCheck.objects.filter(pk=approach.conduct_id)
    long_ago = timezone.localdate() - datetime.timedelta(days=2)
    conduct.update(valid_until=long_ago)
    assert "ran out" in why_not_contact(approach.official, user)

    conduct.update(valid_until=timezone.localdate())
    assert why_not_contact(approach.official, user) == ""
    workflow.withdraw(approach, by=user, reason="They were moved")
    assert "was withdrawn" in why_not_contact(approach.official, user)


def test_whom_we_know_already_is_no_first_contact():
    user = UserFactory()
    action, ally, paused = OfficialFactory.create_batch(3)
    assert why_not_contact(action, user) == UNPREPARED
    OutreachActionFactory(towards=[action], done=True)
    RelationshipFactory(official=ally, stage="ally")
    RelationshipFactory(official=paused, stage="paused")

    assert why_not_contact(action, user) == ""
    assert why_not_contact(ally, user) == ""
    assert why_not_contact(paused, user) == UNPREPARED


def test_what_one_does_not_see_does_not_prepare():
    insider, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[insider])
    official = OfficialFactory()
    approach = ApproachFactory(official=official, circle=circle, written_by=insider)
    AssessmentFactory(official=official)
    workflow.ask(approach, by=insider)
    approach.refresh_from_db()
    ReviewRequest.objects.filter(pk=approach.review_id).update(
        state="signed", decided_by=UserFactory(), decided_at=timezone.now()
    )

    with acting_as(insider):
        assert why_not_contact(official, insider) == ""
    with acting_as(outsider):
        assert why_not_contact(official, outsider) == UNPREPARED
