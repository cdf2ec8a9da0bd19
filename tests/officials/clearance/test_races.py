"""At the same moment: what goes out, and what closes or opens."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.test import Client

from engagements.approach import workflow as approach_steps
from engagements.contacts.models import OutreachAction
from engagements.letters import workflow as letter_steps
from engagements.letters.models import Letter
from exchanges import workflow as exchange_steps
from exchanges.models import Participation
from officials.security.context import acting_as, as_system
from staff.roles import set_roles
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ParticipationFactory
from tests.factories.letters import LetterFactory
from tests.factories.people import OfficialFactory

pytestmark = pytest.mark.django_db(transaction=True)
RACES = int(os.environ.get("GATE_RACES", "9"))  # tried with 200 as well
BLOCKED = """
    SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()
"""


@pytest.fixture
def people(transactional_db):
    set_roles()
    with as_system():
        return UserFactory(role="Manager"), UserFactory(role="Manager")


def a_letter(official):
    with as_system():
        return LetterFactory(official=official, state="ready")


def a_seat(official):
    with as_system():
        return ParticipationFactory(official=official, state="accepted")


def send(letter, by):
    letter_steps.dispatch(letter, by=by, method="post")


def confirm(seat, by):
    exchange_steps.confirm(seat, by=by)


def withdraw(official, by):
    approach_steps.withdraw(official.approaches.get(), by=by, reason="Moved")


def turn_red(official, by):
    ApproachFactory(official=official, version=2, threat=(5, 5))


def sign_again(official, by):
    newer = ApproachFactory(official=official, version=2)
    AssessmentFactory(official=official)
    approach_steps.ask(newer, by=newer.written_by)
    approach_steps.sign(newer, by=by)


OUT = {
    "dispatched": (a_letter, send, Letter),
    "confirmed": (a_seat, confirm, Participation),
}
MEANWHILE = (withdraw, turn_red, sign_again)


def state_of(record):
    return type(record).objects.values_list("state", flat=True).get(pk=record.pk)


def race(record, official, step, change, one, other):
    """What both did: (whether it went out or why not, its state at the change)."""
    together = Barrier(2, timeout=20)

    def goes_out():
        try:
            with acting_as(one):
                together.wait()
                step(record, one)
        except ValidationError as refusal:
            return refusal.messages
        finally:
            connections.close_all()
        return []

    def changes():
        try:
            with acting_as(other):
                together.wait()
                change(official, other)
                return state_of(record)  # what was committed before this is
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(goes_out), pool.submit(changes)
        return first.result(), second.result()


@pytest.mark.parametrize("state", OUT)
def test_nothing_goes_out_after_it_was_closed(state, people):
    arrange, step, _model = OUT[state]
    went, stayed = 0, 0
    for number in range(RACES):
        change = MEANWHILE[number % len(MEANWHILE)]
        with as_system():
            official = cleared(OfficialFactory())
        record = arrange(official)

        refusals, state_at_change = race(record, official, step, change, *people)

        with as_system():
            is_out = state_of(record) == state
        assert is_out is not bool(refusals), refusals
        if is_out and change is not sign_again:
            assert state_at_change == state, "it was dispatched after it was closed"
        assert all("has to be looked at" in each for each in refusals)
        went, stayed = went + is_out, stayed + (not is_out)
    print(f"{state}: {went} went first, {stayed} were refused")  # noqa: T201


def test_two_who_wait_for_each_other_are_told_in_a_sentence(people):
    officer, _other = people
    with as_system():
        official = cleared(OfficialFactory())
        plan = OutreachActionFactory(towards=[official], lead=officer, done=True)

    def reopen():
        client = Client()
        client.force_login(officer)
        try:
            return client.post(f"/actions/{plan.pk}/reopen/", follow=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, as_system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(app_clearance_lock(%s))", [official.pk]
        )
        answer = pool.submit(reopen)
        end = time.monotonic() + 20
        while not (blocked(cursor) or answer.done() or time.monotonic() > end):
            time.sleep(0.01)
        OutreachAction.objects.filter(pk=plan.pk).update(subject="Closed")  # its row

    assert answer.result().status_code == 200
    assert "at the same moment" in answer.result().text


def blocked(cursor):
    cursor.execute(BLOCKED)
    return cursor.fetchone()[0]


def test_two_signatures_at_the_same_moment_release_the_plan_of_both(people):
    signer, other = people
    with as_system():
        plan = OutreachActionFactory(
            towards=[OfficialFactory(), OfficialFactory()], state="waiting"
        )
        first, second = map(asked, plan.officials.order_by("-pk"))

    def sign():
        try:
            with acting_as(other):
                approach_steps.sign(second, by=other)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with acting_as(signer), transaction.atomic(), connection.cursor() as cursor:
            approach_steps.sign(first, by=signer)
            later = pool.submit(sign)
            end = time.monotonic() + 20
            while not (blocked(cursor) or later.done() or time.monotonic() > end):
                time.sleep(0.01)
        later.result()

    with as_system():
        assert state_of(plan) == "planned"


def asked(official):
    """The page about `official`, which waits for a signature."""
    approach = ApproachFactory(official=official)
    AssessmentFactory(official=official)
    return approach_steps.ask(approach, by=approach.written_by)
