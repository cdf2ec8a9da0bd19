"""Assessing an official: the verbs, and what a score rests on.

Five axes after AIIM (Alignment, Interest and Influence Matrix, E. Mendizabal, ODI
2010), with openness to change and access besides. A known score names the notes it
rests on or gives a reason; an axis left out is unknown.
"""

import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.assessment.models import (
    Assessment,
    Reconciliation,
    Score,
    ScoreEvidence,
    SpectrumPlace,
)
from engagements.assessment.models.assessments import CORRECTED_WITHIN, STAYS
from engagements.monitoring.models import Note
from officials.days import that_has_come
from officials.people.models import Official
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest, Switch
from officials.security.context import as_system
from officials.security.models import Circle

OLD_AFTER = 18  # months
APART = 2  # points between two assessors that ask for a reconciliation
AWAITED = ReviewRequest.Kind.SECOND_ASSESSMENT


class Given(NamedTuple):
    """What an assessor says of one axis: 1 to 5, why, and the notes it rests on."""

    value: int
    reason: str = ""
    notes: tuple = ()


@transaction.atomic
def assess(official, *, by, scores, summary, supersedes=None, review=None, **details):
    """A new assessment of `official`; `scores` are {axis: Given}, unknown left out.

    `details` are `confidence`, `assessed_on`, `circle` and `pk`. `supersedes` is the
    one that it replaces, `review` the request for a second assessment that it answers.
    ValidationError, or the sentence of a constraint, says why not.
    """
    assessment = Assessment(
        official=official,
        assessor=by,
        summary=summary.strip(),
        supersedes=supersedes,
        **{"circle": official.circle, **details},
    )
    if supersedes:
        assessment.circle = supersedes.circle
        may_be_replaced(supersedes)
    if review:
        first = answered(review, by)
        assessment.second_of, assessment.circle = first, first.circle
        if first.official_id != official.pk:
            raise ValidationError(_("The second assessment is of somebody else."))
    that_has_come(assessment.assessed_on)
    assessment.full_clean()
    assessment.save(force_insert=True)
    put_scores(assessment, scores, by)
    return assessment


@transaction.atomic
def correct(assessment, *, by, scores, **changes):
    """The author puts right what they wrote within the hour."""
    if not may_correct(assessment, by):
        raise ValidationError(STAYS)
    for name, value in changes.items():
        setattr(assessment, name, value)
    that_has_come(assessment.assessed_on)
    assessment.full_clean()
    assessment.save()
    assessment.scores.all().delete()
    put_scores(assessment, scores, by)
    return assessment


def put_scores(assessment, scores, by):
    """Writes {axis: Given} and their evidence, each note seen by who writes."""
    if not scores:
        raise ValidationError(
            _("Five times unknown is no assessment: give at least one score.")
        )
    for axis in Score.Axis:
        if axis not in scores:
            continue
        judgement = scores[axis]
        score = Score(
            assessment=assessment,
            axis=axis,
            value=judgement.value,
            reason=judgement.reason.strip(),
            written_at=assessment.assessed_at,
            circle_id=assessment.circle_id,
        )
        score.full_clean()
        score.save(force_insert=True)
        notes = Note.objects.in_circles_of(by).filter(
            pk__in=[n.pk for n in judgement.notes]
        )
        if len(notes) < len({note.pk for note in judgement.notes}):
            raise ValidationError(
                _("Choose notes that you see: one of these is not there for you.")
            )
        for note in notes.select_related("circle"):
            evidence = ScoreEvidence(
                score=score,
                note=note,
                written_at=assessment.assessed_at,
                circle_id=assessment.circle_id,
            )
            evidence.full_clean()
            evidence.save(force_insert=True)
    ask_at_once()


def ask_at_once():
    """Asks now, and not when the transaction ends, what each score rests on."""
    names = "score_rests_on_something, score_rests_on_something_still"
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")


def may_correct(assessment, person):
    """Whether `person` wrote it, within the hour."""
    until = assessment.assessed_at + datetime.timedelta(minutes=CORRECTED_WITHIN)
    return assessment.assessor_id == person.pk and timezone.now() < until


def may_be_replaced(assessment):
    """ValidationError when another stands in its place, or a second one is awaited."""
    if Assessment.objects.filter(supersedes=assessment).exists():
        raise ValidationError(_("A later assessment replaces this one already."))
    if assessment.review and assessment.review.state == ReviewRequest.State.OPEN:
        raise ValidationError(
            _(
                "A second assessment of it is awaited: wait for it, or withdraw the "
                "request first."
            )
        )


# The blind second assessor


def ask_for_second(assessment, *, by, of, message=""):
    """Asks `of` for an assessment of their own, without having seen this one."""
    with transaction.atomic():
        assessment = Assessment.objects.select_for_update(of=("self",)).get(
            pk=assessment.pk
        )
        if why := not_to_be_seconded(assessment, by):
            raise ValidationError(why)
        if of == assessment.assessor:
            raise ValidationError(
                {"asked_of": _("Ask somebody other than who wrote the first.")}
            )
        if not Circle.objects.open_to(of).filter(pk=assessment.circle_id).exists():
            raise ValidationError(
                {"asked_of": _("That person is not in the circle of this assessment.")}
            )
        if not of.has_perm("engagements.add_assessment"):
            raise ValidationError(
                {"asked_of": _("That person may not write assessments.")}
            )
        review = review_steps.ask(
            AWAITED, by=by, of=of, message=message, circle=assessment.circle
        )
        assessment.review = review
        assessment.save(update_fields=["review"])
    return review


def not_to_be_seconded(assessment, by):
    """Why nobody can be asked for a second assessment of it; empty when one can."""
    if not Switch.objects.is_on(Switch.Name.SECOND_ASSESSMENT):
        return _("Blind second assessment is not in use here.")
    if assessment.second_of_id:
        return _("This is a second assessment itself.")
    if Assessment.objects.filter(second_of=assessment).exists():
        return _("There is a second assessment already.")
    if Assessment.objects.filter(supersedes=assessment).exists():
        return _("A later assessment replaces this one already.")
    if assessment.review and assessment.review.state == ReviewRequest.State.OPEN:
        return _("A second assessment of it is awaited already.")
    if by.pk != assessment.assessor_id and not by.has_perm("officials.sign_red"):
        return _("The author asks for a second assessment, or a manager.")
    return ""


def withdraw_second(assessment, *, by):
    """Nobody is asked for a second assessment of it any more."""
    if assessment.review is None or assessment.review.state != ReviewRequest.State.OPEN:
        raise ValidationError(_("No second assessment of it is awaited."))
    review_steps.withdraw(assessment.review, by=by)


def wanted_of(person):
    """[(request, official)] of the second assessments that wait for `person`.

    They do not see the first one; so it is looked up as system, and only whom it is
    about is told, to those who may see both the request and the official.
    """
    requests = ReviewRequest.objects.visible_to(person).waiting()
    requests = requests.filter(kind=AWAITED, asked_of=person).select_related("asked_by")
    requests = {request.pk: request for request in requests}
    if not requests:
        return []
    with as_system():
        firsts = Assessment.objects.filter(review__in=requests)
        about = dict(firsts.values_list("review", "official"))
    people = Official.objects.visible_to(person).in_bulk(set(about.values()))
    return [
        (request, people[about[key]])
        for key, request in requests.items()
        if about.get(key) in people
    ]


def answered(review, by):
    """The first assessment, once `by` has signed the request for a second one."""
    if review.kind != AWAITED or review.asked_of_id != by.pk:
        raise ValidationError(_("Somebody else is asked for this second assessment."))
    review_steps.sign(review, by=by)
    with as_system():
        return Assessment.objects.select_related("circle").get(review=review.pk)


def differences(first, second):
    """{axis: (score of the first, of the second)} where they lie two or more apart."""
    one, other = (
        {score.axis: score.value for score in each.scores.all()}
        for each in (first, second)
    )
    return {
        axis: (one[axis], other[axis])
        for axis in Score.Axis.values
        if axis in one and axis in other and abs(one[axis] - other[axis]) >= APART
    }


def reconcile(first, *, by, text):
    """Both assessors, or a manager, write down what they agreed on."""
    second = Assessment.objects.filter(second_of=first).first()
    if second is None or not differences(first, second):
        raise ValidationError(_("The two assessments do not differ by two or more."))
    if by.pk not in (first.assessor_id, second.assessor_id) and not by.has_perm(
        "officials.sign_red"
    ):
        raise ValidationError(_("The two assessors reconcile, or a manager."))
    if Reconciliation.objects.filter(first=first).exists():
        raise ValidationError(_("What was agreed on is written down already."))
    reconciliation = Reconciliation(
        first=first, written_by=by, text=text.strip(), circle_id=first.circle_id
    )
    reconciliation.full_clean()
    reconciliation.save(force_insert=True)
    return reconciliation


def to_reconcile(person):
    """First assessments of pairs in which `person` has a part and that lie apart."""
    firsts = (
        Assessment.objects.visible_to(person)
        .filter(second__isnull=False, reconciliation=None)
        .select_related("official", "second", "assessor", "second__assessor")
        .prefetch_related("scores", "second__scores")
    )
    mine = firsts.filter(assessor=person) | firsts.filter(second__assessor=person)
    return [first for first in mine if differences(first, first.second)]


# Old evidence


def old_before(today=None):
    """The day before which evidence is old: eighteen months ago."""
    today = today or timezone.localdate()
    months = today.year * 12 + today.month - 1 - OLD_AFTER
    year, month = divmod(months, 12)
    day = min(today.day, 28)
    return datetime.date(year, month + 1, day)


def rests_on_old(score, notes, today=None):
    """Whether all that `score` rests on is older than eighteen months.

    `notes` are those that the reader sees. A note counts by the latest day on which
    it may have happened, a reason by the day it was written.
    """
    limit = old_before(today)
    if score.reason and timezone.localdate(score.written_at) >= limit:
        return False
    dated = [note.happened_on.last for note in notes if note.happened_on]
    if dated:
        return max(dated) < limit
    return timezone.localdate(score.written_at) < limit


# The spectrum of allies


def place(official, *, by, segment, goal, reason, **details):
    """Where `official` stands on the spectrum of allies, and the step hoped for."""
    placed = SpectrumPlace(
        official=official,
        placed_by=by,
        segment=segment,
        goal=goal,
        reason=reason.strip(),
        **{"circle": official.circle, **details},
    )
    that_has_come(placed.placed_on)
    placed.full_clean()
    placed.save(force_insert=True)
    return placed
