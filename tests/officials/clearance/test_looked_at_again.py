"""What opens the gate again, and what does not."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagements.approach import workflow
from engagements.letters import workflow as letter_steps
from engagements.letters.models import Letter
from exchanges import workflow as exchange_steps
from officials.clearance import gate
from officials.clearance.models import Clearance
from officials.clearance.rules import why_not_out
from officials.safeguards.models import ReviewRequest
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import days
from tests.factories.exchanges import ParticipationFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.letters import LetterFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.safeguards import ReviewRequestFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


def exposing(official, circle=None):
    return gate.answer(official, gate.Weight.EXPOSING, circle)


def test_who_left_office_is_invited_once_somebody_looked_again():
    official = cleared(OfficialFactory())
    post = AppointmentFactory(
        official=official, started="2015", ended=days(0).isoformat()
    )
    assert exposing(official) is gate.Answer.WAITS

    post.ended = days(-1).isoformat()
    post.save()

    assert exposing(official) is gate.Answer.GOES


def test_a_signature_that_ran_out_says_nothing_of_a_new_post():
    circle, official, writer = CircleFactory(), OfficialFactory(), UserFactory()
    for where in (circle, official.circle):
        ApproachFactory(
            official=official,
            circle=where,
            written_by=writer,
            review=ReviewRequestFactory(
                state=ReviewRequest.State.SIGNED,
                asked_by=writer,
                decided_by=UserFactory(),
                decided_at=timezone.now(),
                circle=where,
            ),
        )
    for where, signed, until in ((circle, 400, 100), (official.circle, 10, -1)):
        Clearance.objects.filter(official=official, circle=where).update(
            signed_at=timezone.now() - datetime.timedelta(days=signed),
            signed_until=days(until),
        )
    assert exposing(official, circle.pk) is gate.Answer.GOES

    AppointmentFactory(official=official, started=days(-20).isoformat())

    assert exposing(official, circle.pk) is gate.Answer.WAITS


def test_a_signature_taken_back_ends_who_went_ahead_before_it():
    ahead = ApproachFactory()
    official, writer = ahead.official, ahead.written_by
    AssessmentFactory(official=official)
    workflow.go_ahead(
        workflow.ask(ahead, by=writer), by=writer, reason="Leaves tomorrow"
    )
    later = workflow.renew(ahead, by=writer)
    later = workflow.ask(later, by=writer, nevertheless="As before")
    signer = UserFactory(role="Manager")
    later = workflow.sign(later, by=signer)
    assert gate.answer(official) is gate.Answer.GOES

    workflow.withdraw(later, by=signer, reason="They were moved")

    assert gate.answer(official) is gate.Answer.WAITS


def test_who_declined_is_let_go_anew_before_they_are_asked_again():
    approach, manager = ApproachFactory(threat=(5, 5)), UserFactory(role="Manager")
    AssessmentFactory(official=approach.official)
    workflow.sign(workflow.ask(approach, by=approach.written_by), by=manager)
    seat = ParticipationFactory(official=approach.official)
    seat = exchange_steps.let_go(seat, by=manager)
    seat = exchange_steps.invite(seat, by=UserFactory())
    seat = exchange_steps.decline(seat, by=UserFactory())

    with pytest.raises(ValidationError):
        exchange_steps.invite(seat, by=UserFactory())

    exchange_steps.invite(exchange_steps.let_go(seat, by=manager), by=UserFactory())


def came_in(official, **fields):
    fields = {"dated_on": days(-3), "received_on": days(-2), **fields}
    letter = Letter(
        official=official,
        circle=official.circle,
        subject="Hearings",
        body="Tell us more.",
        **fields,
    )
    return letter_steps.register_incoming(letter, by=UserFactory())


def why_not(letter):
    return why_not_out("app_letter_goes_to", letter)


def test_a_letter_put_aside_is_answered_by_none():
    official = OfficialFactory()
    theirs = came_in(official)
    ours = LetterFactory(official=official, answers=theirs, cold=True)
    assert not why_not(ours)

    letter_steps.cancel(theirs, by=UserFactory(), reason="Registered by mistake")

    assert why_not(ours)


def test_a_letter_registered_late_is_answered_once_another_saw_it():
    official = OfficialFactory()
    theirs = came_in(official, dated_on=days(-40), received_on=days(-30))
    ours = LetterFactory(official=official, answers=theirs, cold=True)
    assert why_not(ours)

    action = Letter.objects.get(pk=theirs.pk).action
    letter_steps.action_steps.seen_too(action, by=UserFactory())

    assert not why_not(ours)


def test_a_letter_to_an_office_tells_nothing_of_who_is_known_to_a_circle():
    institution, circle = InstitutionFactory(), CircleFactory()
    post = PostFactory(institution=institution, seats=1, is_leading=True)
    letter = LetterFactory(official=None, institution=institution, cold=True)
    hidden = OfficialFactory(circle=circle)
    seat = AppointmentFactory(official=hidden, post=post, started="2020")
    assert not why_not(letter)

    seat.delete()
    AppointmentFactory(official=OfficialFactory(), post=post, started="2020")

    assert why_not(letter)
