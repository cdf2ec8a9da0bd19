"""What people think of an official: evidence, replacing, the blind second assessor."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.assessment import workflow
from engagements.assessment.models import Assessment, Score, ScoreEvidence
from engagements.assessment.workflow import Given
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest, Switch
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.assessment import AssessmentFactory, SpectrumPlaceFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def irina(roles):
    return UserFactory()


@pytest.fixture
def pavel(roles):
    return UserFactory()


@pytest.fixture
def seconds():
    """Blind second assessment is in use."""
    Switch.objects.update_or_create(name="second_assessment", defaults={"on": True})


def assess(official, by, summary="Says yes, and does it", **scores):
    return workflow.assess(official, by=by, scores=scores, summary=summary)


def test_a_score_rests_on_a_note_or_on_a_reason(irina):
    official = OfficialFactory()
    note = NoteFactory(about=[official])

    assessment = assess(
        official, irina, alignment=Given(4, notes=(note,)), access=Given(2, "Met once")
    )

    assert {s.axis: s.value for s in assessment.scores.all()} == {
        "alignment": 4,
        "access": 2,
    }
    assert [e.note for e in assessment.scores.get(axis="alignment").evidence.all()] == [
        note
    ]


@pytest.mark.parametrize("reason", ["", "   "])
def test_the_database_refuses_a_score_that_rests_on_nothing(irina, reason):
    with pytest.raises(IntegrityError, match="score_rests_on_nothing"):
        assess(OfficialFactory(), irina, alignment=Given(4, reason))

    empty_assessment = AssessmentFactory()
    Score.objects.create(
        assessment=empty_assessment, axis="access", value=1, reason=reason
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        workflow.ask_at_once()


def test_the_last_note_is_not_taken_from_a_score_without_a_reason(irina):
    official = OfficialFactory()
    assessment = assess(official, irina, access=Given(3, notes=(NoteFactory(),)))

    ScoreEvidence.objects.filter(score__assessment=assessment).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        workflow.ask_at_once()


def test_five_times_unknown_is_refused_in_words(irina):
    with pytest.raises(ValidationError, match="Five times unknown"):
        assess(OfficialFactory(), irina)


def test_nobody_cites_a_note_they_do_not_see(irina):
    note = NoteFactory(circle=CircleFactory())

    with pytest.raises(ValidationError, match="Choose notes that you see"):
        assess(OfficialFactory(), irina, alignment=Given(4, notes=(note,)))


def test_a_wider_assessment_does_not_cite_a_narrower_note(irina):
    circle = CircleFactory(people=[irina])
    note = NoteFactory(circle=circle)

    with pytest.raises(ValidationError, match="known to the circle"):
        assess(OfficialFactory(), irina, alignment=Given(4, notes=(note,)))


def test_an_assessment_is_not_of_a_day_to_come(irina):
    tomorrow = timezone.localdate() + datetime.timedelta(1)

    with pytest.raises(ValidationError, match="still to come"):
        workflow.assess(
            OfficialFactory(),
            by=irina,
            scores={"access": Given(1, "No answer")},
            summary="Too early",
            assessed_on=tomorrow,
        )


def test_the_author_corrects_for_an_hour_and_nobody_after_it(irina, pavel):
    assessment = assess(OfficialFactory(), irina, alignment=Given(4, "Said so"))
    anew = {"alignment": Given(2, "Meant the opposite")}

    with pytest.raises(ValidationError, match="stays as it was written"):
        workflow.correct(assessment, by=pavel, scores=anew)
    workflow.correct(assessment, by=irina, scores=anew)
    assert assessment.scores.get().value == 2

    later = time_machine.travel(timezone.now() + datetime.timedelta(minutes=61))
    with later, pytest.raises(ValidationError, match="stays as it was written"):
        workflow.correct(assessment, by=irina, scores=anew)


def test_a_later_assessment_replaces_one_and_the_former_stays_readable(irina):
    former = assess(OfficialFactory(), irina, alignment=Given(4, "Said so"))
    later = workflow.assess(
        former.official,
        by=irina,
        scores={"alignment": Given(2, "Did otherwise")},
        summary="Changed",
        supersedes=former,
    )

    visible = Assessment.objects.visible_to(irina)
    assert set(visible) == {former, later}
    assert list(visible.standing()) == [later]
    with pytest.raises(ValidationError, match="replaces this one already"):
        workflow.assess(
            former.official,
            by=irina,
            scores={"alignment": Given(1, "Again")},
            summary="Twice",
            supersedes=former,
        )


def test_a_score_is_old_when_its_latest_note_is_older_than_eighteen_months(irina):
    today = datetime.date(2026, 5, 1)
    old, new = (
        NoteFactory(happened_on=day("2024-09")),
        NoteFactory(happened_on=day("2024-11")),
    )
    score = Score(value=4, written_at=timezone.now())

    assert workflow.rests_on_old(score, [old], today)
    assert not workflow.rests_on_old(score, [old, new], today)
    score.reason = "Met last week"
    assert not workflow.rests_on_old(score, [old], today)


# The blind second assessor


def first_and_review(irina, pavel, **fields):
    first = assess(OfficialFactory(), irina, alignment=Given(5, "Said so"), **fields)
    review = workflow.ask_for_second(first, by=irina, of=pavel)
    first.refresh_from_db()
    return first, review


def test_who_is_asked_does_not_see_the_first_until_theirs_is_saved(
    irina, pavel, seconds
):
    first, review = first_and_review(irina, pavel)
    third = UserFactory()

    def seen(person):
        with acting_as(person):
            in_code = Assessment.objects.visible_to(person).count()
            scores = Score.objects.visible_to(person).count()
            return in_code, scores, Assessment.objects.count(), Score.objects.count()

    assert seen(irina) == seen(third) == (1, 1, 1, 1)
    assert seen(pavel) == (0, 0, 0, 0)
    assert workflow.wanted_of(pavel) == [(review, first.official)]

    with acting_as(pavel):
        second = workflow.assess(
            first.official,
            by=pavel,
            scores={"alignment": Given(2, "I saw otherwise")},
            summary="Less than it seems",
            review=review,
        )
    assert second.second_of == first
    assert seen(pavel) == seen(third) == (2, 2, 2, 2)
    review.refresh_from_db()
    assert (review.state, review.decided_by) == (ReviewRequest.State.SIGNED, pavel)
    assert workflow.wanted_of(pavel) == []


def test_the_history_of_the_first_is_blind_as_well(irina, pavel, seconds):
    first, _review = first_and_review(irina, pavel)
    events = Assessment.pgh_event_model.objects.filter(pgh_obj=first.pk)

    with acting_as(irina):
        assert events.exists()
    with acting_as(pavel):
        assert not events.exists()


def test_only_who_is_asked_answers(irina, pavel, seconds):
    first, review = first_and_review(irina, pavel)

    with pytest.raises(ValidationError, match="Somebody else is asked"):
        workflow.assess(
            first.official,
            by=UserFactory(),
            scores={"alignment": Given(2, "Uninvited")},
            summary="Uninvited",
            review=review,
        )


def test_a_second_assessment_is_asked_for_only_where_it_is_switched_on(irina, pavel):
    first = assess(OfficialFactory(), irina, alignment=Given(5, "Said so"))

    with pytest.raises(ValidationError, match="not in use here"):
        workflow.ask_for_second(first, by=irina, of=pavel)


def test_the_author_asks_or_a_manager_and_nobody_the_author(irina, pavel, seconds):
    first = assess(OfficialFactory(), irina, alignment=Given(5, "Said so"))
    manager = UserFactory(role="Manager")

    with pytest.raises(ValidationError, match="The author asks"):
        workflow.ask_for_second(first, by=pavel, of=UserFactory())
    with pytest.raises(ValidationError, match="other than who wrote the first"):
        workflow.ask_for_second(first, by=manager, of=irina)
    assert workflow.ask_for_second(first, by=manager, of=pavel).asked_of == pavel
    with pytest.raises(ValidationError, match="awaited already"):
        workflow.ask_for_second(first, by=manager, of=UserFactory())


def test_the_first_is_not_replaced_while_the_second_is_awaited(irina, pavel, seconds):
    first, review = first_and_review(irina, pavel)
    anew = {"scores": {"alignment": Given(1, "Thought again")}, "summary": "Anew"}

    with pytest.raises(ValidationError, match="is awaited"):
        workflow.assess(first.official, by=irina, supersedes=first, **anew)
    review_steps.withdraw(review, by=irina)
    first.refresh_from_db()
    assert workflow.assess(first.official, by=irina, supersedes=first, **anew)


@pytest.mark.parametrize(("value", "apart"), [(4, {}), (3, {"alignment": (5, 3)})])
def test_two_points_apart_ask_both_for_a_reconciliation(
    irina, pavel, seconds, value, apart
):
    first, review = first_and_review(irina, pavel)
    second = workflow.assess(
        first.official,
        by=pavel,
        scores={"alignment": Given(value, "I saw otherwise")},
        summary="Less than it seems",
        review=review,
    )

    assert workflow.differences(first, second) == apart
    for person in (irina, pavel):
        assert bool(workflow.to_reconcile(person)) == bool(apart)
    if not apart:
        with pytest.raises(ValidationError, match="do not differ"):
            workflow.reconcile(first, by=irina, text="We agree")
        return
    with pytest.raises(ValidationError, match="The two assessors reconcile"):
        workflow.reconcile(first, by=UserFactory(), text="I decide")
    workflow.reconcile(first, by=pavel, text="We agreed on 4")
    assert workflow.to_reconcile(irina) == []


# The spectrum


def test_a_goal_lies_one_step_away_at_most(irina):
    with pytest.raises(ValidationError, match="one step at a time"):
        workflow.place(OfficialFactory(), by=irina, segment=-1, goal=1, reason="Hope")


def test_a_place_on_the_spectrum_stays_as_it_was(irina):
    placed = SpectrumPlaceFactory(
        placed_at=timezone.now() - datetime.timedelta(minutes=61), placed_by=irina
    )
    placed.segment = 1

    with acting_as(irina), pytest.raises(IntegrityError), transaction.atomic():
        placed.save()
