"""Continued support: how a request is promised and answered, how a plan goes on.

A request waits (open, promised) until it is answered, declined by us or withdrawn by
them; each of these can be taken back. A plan begins with their yes.
"""

import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count, FloatField, Q
from django.db.models.aggregates import Aggregate
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.relationships.models import Relationship
from engagements.support.models import SupportPlan, SupportRequest
from engagements.support.models.support import DaysBetween
from officials.workflow import take_step

State = SupportRequest.State
ENDS = {State.ANSWERED, State.DECLINED, State.WITHDRAWN}
NEXT = {
    State.OPEN: {State.PROMISED, *ENDS},
    State.PROMISED: {State.OPEN, *ENDS},
    State.ANSWERED: {State.OPEN, State.PROMISED},
    State.DECLINED: {State.OPEN, State.PROMISED},
    State.WITHDRAWN: {State.OPEN, State.PROMISED},
}
PlanState = SupportPlan.State
NEXT_OF_PLAN = {
    PlanState.ACTIVE: {PlanState.PAUSED, PlanState.ENDED},
    PlanState.PAUSED: {PlanState.ACTIVE, PlanState.ENDED},
    PlanState.ENDED: {PlanState.ACTIVE},
}
PERIOD = 365  # days back, of the median


def has_come(name, day):
    """`day`, or today; ValidationError on the field `name` when it is to come."""
    day = day or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({name: _("That day is still to come.")})
    return day


def promise(request, *, by, promised_by=None, due_on=None, promised_on=None):
    """`promised_by` (or else `by`) said that they see to it, until `due_on`."""
    return take_step(
        request,
        State.PROMISED,
        by=by,
        legal=NEXT,
        promised_by=promised_by or by,
        promised_on=has_come("promised_on", promised_on),
        due_on=due_on or request.due_on,
    )


def take_promise_back(request, *, by):
    """Nobody promised it after all: it is open again."""
    stamps = {"promised_by": None, "promised_on": None}
    return take_step(request, State.OPEN, by=by, legal=NEXT, **stamps)


def answer(
    request,
    *,
    by,
    answered_on=None,
    action=None,
    translation=None,
    exchange=None,
    answer="",
):
    """What they asked for was given: by one of these things, or as `answer` says.

    ValidationError, in a sentence, when nothing answers it, or a translation does that
    is not published.
    """
    if translation and not translation.in_force_id:
        sentence = _("Only a published translation answers a request.")
        raise ValidationError({"translation": sentence})
    return take_step(
        request,
        State.ANSWERED,
        by=by,
        legal=NEXT,
        answered_on=has_come("answered_on", answered_on),
        action=action,
        translation=translation,
        exchange=exchange,
        answer=answer.strip(),
        reason="",
    )


def decline(request, *, by, reason):
    """We cannot or will not; `reason` says why, in a sentence."""
    return take_step(
        request, State.DECLINED, by=by, legal=NEXT, reason=required_reason(reason)
    )


def withdraw(request, *, by, reason):
    """They do not ask for it any more; `reason` says why."""
    return take_step(
        request, State.WITHDRAWN, by=by, legal=NEXT, reason=required_reason(reason)
    )


def reopen(request, *, by):
    """It waits again, promised if it was; what answered it before stays to be read."""
    state = State.PROMISED if request.promised_by_id else State.OPEN
    return take_step(request, state, by=by, legal=NEXT, answered_on=None)


def required_reason(reason):
    """`reason` without blanks around it; ValidationError when nothing is said."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    return reason.strip()


class Median(Aggregate):
    """The middle value: `percentile_cont(0.5)` of PostgreSQL."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class Pace(NamedTuple):
    """How long answers took: the median in days, or None, of `count` answers."""

    median: float | None
    count: int
    since: datetime.date


def pace(user):
    """The `Pace` of what `user` sees as answered in the last 365 days."""
    since = timezone.localdate() - datetime.timedelta(PERIOD)
    requests = SupportRequest.objects.visible_to(user)
    answered = requests.filter(state=State.ANSWERED, answered_on__gte=since)
    days = DaysBetween("answered_on", "received_on")
    figures = answered.order_by().aggregate(median=Median(days), count=Count("pk"))
    return Pace(figures["median"], figures["count"], since)


def mine(user):
    """What waits that `user` promised, or whose official they lead, the soonest due."""
    officials = (
        Relationship.objects.visible_to(user).filter(lead=user).values("official")
    )
    unanswered = SupportRequest.objects.visible_to(user).with_wait().unanswered()
    unanswered = unanswered.of_the_living()
    requests = unanswered.filter(Q(promised_by=user) | Q(official__in=officials))
    return requests.order_by("answer_by", "pk")


# The plan


def pause(plan, *, by, reason):
    """It rests for a while, and nothing of it is lost; `reason` says why."""
    return to_state(plan, PlanState.PAUSED, by=by, reason=required_reason(reason))


def end(plan, *, by, reason):
    """It is over; `reason` says how it ended."""
    return to_state(plan, PlanState.ENDED, by=by, reason=required_reason(reason))


def go_on(plan, *, by):
    """It goes on after a pause, or after an end by mistake."""
    return to_state(plan, PlanState.ACTIVE, by=by, reason="")


def to_state(plan, state, *, by, **stamps):
    today = timezone.localdate()
    return take_step(plan, state, by=by, legal=NEXT_OF_PLAN, state_on=today, **stamps)


def reviews_due(user):
    """The active plans of `user` whose day of review has come, the oldest first."""
    plans = SupportPlan.objects.visible_to(user).to_review().filter(contact=user)
    return plans.select_related("official").order_by("review_on", "pk")
