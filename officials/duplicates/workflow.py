"""What a person decides of a pair that may be one."""

from django.utils import timezone

from officials.duplicates.models import Resemblance
from officials.workflow import in_the_name_of


def tell_apart(resemblance, *, by):
    """`by` knows that these two are not one person; the finder minds it."""
    resemblance.state = Resemblance.State.DIFFERENT
    resemblance.decided_by, resemblance.decided_at = by, timezone.now()
    resemblance.save()


def suspect_again(resemblance, *, by):
    """Takes it back: they may be one person after all."""
    resemblance.state = Resemblance.State.SUSPECTED
    resemblance.decided_by = resemblance.decided_at = None
    with in_the_name_of(by):
        resemblance.save()


def remember_apart(official, others, *, by):
    """`by` has said that `official`, new on record, is none of these `Candidate`s."""
    for candidate in others:
        one, other = official, candidate.official
        circles = {
            each.circle_id: each.circle
            for each in (one, other)
            if not each.circle.everyone
        }
        if len(circles) > 1:  # no circle may see both
            continue
        pair = Resemblance(one=one, other=other, reasons=[*candidate.likeness.reasons])
        pair.circle = next(iter(circles.values()), one.circle)
        pair.score = round(100 * candidate.likeness.score)
        tell_apart(pair, by=by)
