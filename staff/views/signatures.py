"""What stands on the desk of signatures, safeguards and hostile notes."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements import approaching, hostility
from engagements.models import Approach
from officials import reviews
from officials.models import ReviewRequest
from staff.addresses import address
from staff.views import outcome_steps
from staff.wording import days_away, short_moment

State = ReviewRequest.State
SHOWN = 8
ANSWERED_WITHIN = 14  # days for which my answered requests stand on my desk


def signing_of(user):
    """The rows of the desk that are about signatures: each a list, often empty."""
    return {
        "to_sign": [
            *(row(each, _("unsigned")) for each in unsigned_for(user)),
            *(row(each, _("to sign")) for each in wanted_from(user)),
            *outcome_steps.to_sign(user),
        ],
        "hostile": [hostile_row(each) for each in hostility.questions(user)[:SHOWN]],
        "answered": [answered_row(each) for each in answered_to(user)],
        "running_out": [
            ending_row(each) for each in approaching.running_out(user)[:SHOWN]
        ],
    }


def approaches_of(user):
    return approaching.whole(Approach.objects.visible_to(user))


def wanted_from(user):
    """Open requests that `user` may sign, those asked of them first."""
    if not user.has_perm(reviews.SIGNS):
        return []
    open_ones = approaches_of(user).filter(review__state=State.OPEN)
    open_ones = open_ones.exclude(review__asked_by=user).exclude(written_by=user)
    open_ones = open_ones.exclude(official__relationships__lead=user)
    if not user.has_perm(reviews.SIGNS_RED):
        open_ones = open_ones.filter(review__is_red=False)
    found = open_ones.order_by("review__asked_at")[: 4 * SHOWN]
    mine = sorted(found, key=lambda each: each.review.asked_of_id != user.pk)
    return mine[:SHOWN]


def unsigned_for(user):
    """What went ahead unsigned, for managers and for who did, the oldest first."""
    ahead = approaches_of(user).filter(review__state=State.UNSIGNED)
    if not user.has_perm(reviews.SIGNS_RED):
        ahead = ahead.filter(review__asked_by=user)
    return ahead.order_by("review__ahead_at")[:SHOWN]


def answered_to(user):
    """My requests that were signed of late, or sent back and not asked again."""
    since = timezone.now() - datetime.timedelta(days=ANSWERED_WITHIN)
    mine = approaches_of(user).filter(review__asked_by=user)
    back = mine.filter(review__state=State.SENT_BACK)
    signed = mine.filter(review__state=State.SIGNED, review__decided_at__gte=since)
    return (back | signed).order_by("-review__decided_at")[:SHOWN]


def row(approach, kind):
    review = approach.review
    item = {
        "title": str(approach.official),
        "url": address(approach),
        "detail": _("Asked by %(name)s, %(when)s")
        % {"name": review.asked_by, "when": short_moment(review.asked_at)},
        "kind": kind,
        "red": review.is_red,
    }
    if review.state == State.UNSIGNED:
        item["detail"] = review.ahead_reason
        item["kind"], item["overdue"] = hours_left(review)
    return item


def hours_left(review):
    """“unsigned, 40 hours left” and whether the 72 hours are over."""
    left = review.countersign_until - timezone.now()
    hours = int(left.total_seconds() // 3600)
    if hours < 0:
        return _("unsigned, the 72 hours are over"), True
    words = ngettext(
        "unsigned, %(hours)s hour left", "unsigned, %(hours)s hours left", hours
    )
    return words % {"hours": hours}, False


def answered_row(approach):
    review = approach.review
    return {
        "title": str(approach.official),
        "url": address(approach),
        "detail": review.answer or str(review.decided_by),
        "kind": review.get_state_display(),
        "overdue": review.state == State.SENT_BACK,
    }


def hostile_row(mention):
    return {
        "title": str(mention.official),
        "url": address(mention, "answer"),
        "detail": mention.note.headline,
        "kind": _("hostile, %(grade)s") % {"grade": mention.note.grade},
        "overdue": True,
    }


def ending_row(approach):
    return {
        "title": str(approach.official),
        "url": address(approach),
        "detail": "",
        "kind": days_away(approach.conduct.valid_until),
        "overdue": approaching.ran_out(approach),
    }
