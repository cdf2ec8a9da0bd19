"""Signatures, safeguards and hostile notes, as they wait on the desk."""

import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.approach import hostility
from engagements.approach import workflow as approach_steps
from engagements.approach.models import Approach
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest
from staff.addresses import address
from staff.phrases import short_moment, since
from staff.views.desk.lines import Line, Place

State = ReviewRequest.State
MOST, SHOWN = 50, 8  # lines of a kind in the list, and of what is new
SIGNED_WITHIN = 14  # days for which what was signed for me is news


def lines_of(user):
    """What waits for `user`: to sign, to decide on a hostile note, to mend or renew."""
    if not user.has_perm("engagements.view_approach"):
        return []
    unsigned, sent_back = unsigned_and_sent_back(user)
    return [
        *(unsigned_line(each) for each in unsigned),
        *(asked_line(each) for each in wanted_from(user)),
        *(hostile_line(each) for each in hostility.questions(user)[:MOST]),
        *(sent_back_line(each) for each in sent_back),
        *(ending_line(each) for each in approach_steps.running_out(user)[:MOST]),
    ]


def approaches_of(user):
    approaches = Approach.objects.visible_to(user)
    return approaches.select_related(
        "official", "review__asked_by", "review__decided_by"
    )


def wanted_from(user):
    """Open requests that `user` may sign, those asked of them first."""
    if not user.has_perm(review_steps.SIGNS):
        return []
    open_ones = approaches_of(user).filter(review__state=State.OPEN)
    open_ones = open_ones.exclude(review__asked_by=user).signable_by(user)
    if not user.has_perm(review_steps.SIGNS_RED):
        open_ones = open_ones.filter(review__is_red=False)
    first_approaches = open_ones.order_by("review__asked_at")[: 4 * MOST]
    mine = sorted(first_approaches, key=lambda each: each.review.asked_of_id != user.pk)
    return mine[:MOST]


def unsigned_and_sent_back(user):
    """What went ahead unsigned, for managers and for who did, the oldest first; and my
    requests that were sent back and not asked again, the latest first."""
    mine = Q(review__asked_by=user)
    ahead = Q(review__state=State.UNSIGNED)
    if not user.has_perm(review_steps.SIGNS_RED):
        ahead &= mine
    waiting = approaches_of(user).filter(
        ahead | mine & Q(review__state=State.SENT_BACK)
    )
    unsigned, sent_back = [], []
    for each in waiting:
        is_ahead = each.review.state == State.UNSIGNED
        (unsigned if is_ahead else sent_back).append(each)
    unsigned.sort(key=lambda each: each.review.ahead_at)
    sent_back.sort(key=lambda each: each.review.decided_at, reverse=True)
    return unsigned[:MOST], sent_back


def asked_line(approach):
    review = approach.review
    return Line(
        icon="signature",
        kind=_("To sign"),
        title=str(approach.official),
        url=address(approach),
        who=_("Asked by %(name)s, %(when)s")
        % {"name": review.asked_by, "when": short_moment(review.asked_at)},
        when=since(review.asked_at),
        place=Place.TODAY,
        red=review.is_red,
    )


def unsigned_line(approach):
    review = approach.review
    words, over = hours_left(review)
    return Line(
        icon="timer",
        kind=_("Unsigned"),
        title=str(approach.official),
        url=address(approach),
        who=review.ahead_reason,
        on=timezone.localdate(review.countersign_until),
        when=words,
        place=Place.OVERDUE if over else Place.TODAY,
        red=review.is_red,
    )


def hours_left(review):
    """“40 hours left” and whether the 72 hours are over."""
    time_left = review.countersign_until - timezone.now()
    hours = int(time_left.total_seconds() // 3600)
    if hours < 0:
        return _("the 72 hours are over"), True
    words = ngettext("%(hours)s hour left", "%(hours)s hours left", hours)
    return words % {"hours": hours}, False


def hostile_line(mention):
    return Line(
        icon="shield-alert",
        kind=_("Hostile note: hold, keep or withdraw"),
        title=str(mention.official),
        url=address(mention, "answer"),
        who=mention.note.headline,
        when=_("hostile, %(grade)s") % {"grade": mention.note.grade},
        place=Place.OVERDUE,
    )


def sent_back_line(approach):
    review = approach.review
    return Line(
        icon="undo-2",
        kind=capfirst(review.get_state_display()),
        title=str(approach.official),
        url=address(approach),
        who=review.answer or str(review.decided_by),
        when=since(review.decided_at),
        place=Place.TODAY,
    )


def ending_line(approach):
    return Line(
        icon="shield-check",
        kind=_("Conduct check runs out"),
        title=str(approach.official),
        url=address(approach),
        on=approach.conduct.valid_until,
    )


def signed_lines(user):
    """My requests that were signed of late: news, the latest first."""
    if not user.has_perm("engagements.view_approach"):
        return []
    after = timezone.now() - datetime.timedelta(days=SIGNED_WITHIN)
    mine = approaches_of(user).filter(review__asked_by=user, review__state=State.SIGNED)
    mine = mine.filter(review__decided_at__gte=after).order_by("-review__decided_at")
    return [
        Line(
            title=str(each.official),
            url=address(each),
            who=_("Signed by %(name)s") % {"name": each.review.decided_by},
            when=since(each.review.decided_at),
            more=[each.review.answer] if each.review.answer else [],
        )
        for each in mine[:SHOWN]
    ]
