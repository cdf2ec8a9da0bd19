"""What officials asked for is promised, answered, and not forgotten."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.support import workflow
from engagements.support.models import SupportPlan, SupportRequest
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.support import SupportPlanFactory, SupportRequestFactory, before
from tests.factories.translations.jobs import TranslationFactory
from translations.jobs import workflow as translation_steps

pytestmark = pytest.mark.django_db
State = SupportRequest.State


def test_a_request_is_promised_by_somebody_until_a_day():
    request, irina = SupportRequestFactory(), UserFactory()
    until = timezone.localdate() + datetime.timedelta(14)

    promised = workflow.promise(request, by=irina, due_on=until)

    assert promised.state == State.PROMISED
    assert promised.promised_by == irina
    assert promised.due_on == until


def test_a_promise_can_be_taken_back():
    request = SupportRequestFactory()
    promised = workflow.promise(request, by=request.recorded_by)

    opened = workflow.take_promise_back(promised, by=request.recorded_by)

    assert (opened.state, opened.promised_by) == (State.OPEN, None)


def test_nothing_is_due_before_they_asked():
    request = SupportRequestFactory(received_on=before(3))

    with pytest.raises(ValidationError, match="cannot be due before they asked"):
        workflow.promise(request, by=request.recorded_by, due_on=before(4))


def test_an_answer_says_what_answered_it():
    request = SupportRequestFactory()

    with pytest.raises(ValidationError, match="Say what answered it"):
        workflow.answer(request, by=request.recorded_by, answer="  ")

    by_word = workflow.answer(request, by=request.recorded_by, answer="We rang back")
    assert by_word.state == State.ANSWERED


def test_an_answer_is_not_of_a_day_to_come():
    request, to_come = SupportRequestFactory(), before(-1)

    with pytest.raises(ValidationError, match="still to come"):
        workflow.answer(request, by=UserFactory(), answered_on=to_come, answer="Soon")


def test_only_a_published_translation_answers_a_request():
    request = SupportRequestFactory()
    draft = TranslationFactory(state="revising")

    with pytest.raises(ValidationError, match="Only a published translation"):
        workflow.answer(request, by=request.recorded_by, translation=draft)

    published = TranslationFactory(state="published")
    answered = workflow.answer(request, by=UserFactory(), translation=published)
    assert answered.translation == published


def test_the_database_too_lets_only_a_published_translation_answer():
    request = SupportRequestFactory()
    draft = TranslationFactory(state="revising")
    answer_fields = {"state": State.ANSWERED, "answered_on": timezone.localdate()}
    row = SupportRequest.objects.filter(pk=request.pk)

    with (
        acting_as(request.recorded_by),
        pytest.raises(IntegrityError, match="answered_unpublished"),
        transaction.atomic(),
    ):
        row.update(**answer_fields, translation=draft)

    with acting_as(request.recorded_by):
        assert row.update(
            **answer_fields, translation=TranslationFactory(state="published")
        )


def test_a_translation_withdrawn_later_did_answer_in_its_time():
    published = TranslationFactory(state="published")
    request = SupportRequestFactory()
    answered = workflow.answer(request, by=UserFactory(), translation=published)
    translation_steps.withdraw(published, by=UserFactory(), reason="A mistake")

    with acting_as(request.recorded_by):
        answered.asked = "Put right"
        answered.full_clean()
        answered.save()


def test_an_answer_taken_back_leaves_the_promise_and_the_words():
    request = SupportRequestFactory()
    promised = workflow.promise(request, by=request.recorded_by)
    answered = workflow.answer(promised, by=UserFactory(), answer="Sent by post")

    again = workflow.reopen(answered, by=UserFactory())

    assert (again.state, again.answered_on) == (State.PROMISED, None)
    assert again.answer == "Sent by post"


@pytest.mark.parametrize("verb", [workflow.decline, workflow.withdraw])
def test_who_declines_or_withdraws_says_why(verb):
    request = SupportRequestFactory()

    with pytest.raises(ValidationError, match="Say why"):
        verb(request, by=UserFactory(), reason=" ")

    assert verb(request, by=UserFactory(), reason="Not ours to give").reason


def test_what_is_answered_is_not_declined():
    request = SupportRequestFactory(answered=3)

    with pytest.raises(ValidationError, match="cannot become"):
        workflow.decline(request, by=UserFactory(), reason="Too late")


def test_a_request_is_of_somebody():
    request = SupportRequestFactory.build(official=None, recorded_by=UserFactory())

    with pytest.raises(ValidationError, match="Say who asked"):
        request.full_clean()


def test_a_request_is_in_the_circle_of_who_asked():
    circle = CircleFactory()
    official = OfficialFactory(circle=circle)
    request = SupportRequestFactory(official=official)
    request.circle_id = 1

    with pytest.raises(ValidationError, match="known to the circle"):
        request.full_clean()


def test_what_waits_past_its_day_is_overdue():
    late = SupportRequestFactory(received_on=before(9), due_on=before(2))
    forgotten = SupportRequestFactory(received_on=before(31))
    SupportRequestFactory(received_on=before(29))
    SupportRequestFactory(received_on=before(90), due_on=before(-1))
    SupportRequestFactory(answered=90)

    assert set(SupportRequest.objects.overdue()) == {late, forgotten}


def test_overdue_requests_stand_with_who_promised_them_and_who_leads():
    anna = UserFactory()
    mine = SupportRequestFactory(received_on=before(90))
    workflow.promise(mine, by=anna, promised_on=before(80))
    of_mine = SupportRequestFactory(received_on=before(80))
    RelationshipFactory(official=of_mine.official, lead=anna)
    SupportRequestFactory(received_on=before(70))

    with acting_as(anna):
        assert list(workflow.mine(anna)) == [mine, of_mine]


def test_the_median_is_over_what_the_reader_sees_in_a_year():
    reader, circle = UserFactory(), CircleFactory()
    for days in (2, 8, 20):
        SupportRequestFactory(answered=days)
    hidden = SupportRequestFactory(
        official=OfficialFactory(circle=circle), answered=300
    )
    old = SupportRequestFactory(received_on=before(900))
    workflow.answer(old, by=UserFactory(), answered_on=before(500), answer="Late")

    with acting_as(reader):
        assert workflow.pace(reader)[:2] == (8, 3)
    member = UserFactory()
    hidden.circle.people.add(member)
    with acting_as(member):
        assert workflow.pace(member)[:2] == (14, 4)


def test_without_an_answer_there_is_no_median():
    SupportRequestFactory()

    assert workflow.pace(UserFactory())[:2] == (None, 0)


# The plan


def test_there_is_no_plan_without_their_words():
    plan = SupportPlanFactory.build(
        official=OfficialFactory(),
        contact=UserFactory(),
        written_by=UserFactory(),
        in_their_words=" ",
    )

    with pytest.raises(ValidationError, match="Write down the words"):
        plan.full_clean()


def test_a_person_has_one_open_plan():
    plan = SupportPlanFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        SupportPlanFactory(official=plan.official)

    workflow.end(plan, by=UserFactory(), reason="They moved abroad")
    assert SupportPlanFactory(official=plan.official).pk


def test_a_paused_plan_keeps_its_words_and_goes_on():
    plan = SupportPlanFactory(needs="A trainer")

    paused = workflow.pause(plan, by=UserFactory(), reason="They are ill")
    assert (paused.state, paused.reason) == (SupportPlan.State.PAUSED, "They are ill")

    active = workflow.go_on(paused, by=UserFactory())
    assert (active.state, active.needs, active.reason) == ("active", "A trainer", "")


def test_a_review_that_has_come_stands_with_the_contact():
    anna = UserFactory()
    due = SupportPlanFactory(contact=anna, review_on=before(1))
    SupportPlanFactory(contact=anna, review_on=before(-5))
    SupportPlanFactory(review_on=before(1))
    rests = SupportPlanFactory(contact=anna, review_on=before(1))
    workflow.pause(rests, by=UserFactory(), reason="They asked for a rest")

    with acting_as(anna):
        assert list(workflow.reviews_due(anna)) == [due]


def test_what_was_heard_in_an_action_names_it():
    action = OutreachActionFactory(done=True)
    request = SupportRequestFactory(heard_in=action)

    assert list(action.requests_heard.all()) == [request]
