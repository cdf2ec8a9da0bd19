"""The legal moves of an outreach action."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts.models import ActionOfficial, OutreachAction
from officials.workflow import take_step

State = OutreachAction.State
NEXT = {
    State.PLANNED: {State.DONE, State.CANCELLED},
    State.DONE: {State.PLANNED},
    State.CANCELLED: {State.PLANNED},
}


def begin_as_done(action):
    """The unsaved `action` is put on record after it happened: it was never a plan."""
    action.state = State.DONE
    return action


@transaction.atomic
def finish(
    action,
    *,
    by,
    done_on=None,
    result="",
    responded=False,
    next_step="",
    next_step_on=None,
):
    """It happened on `done_on` (today by default); a next step becomes a plan."""
    done_on = done_on or timezone.localdate()
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": _("That day is still to come.")})
    action = take_step(
        action,
        State.DONE,
        by=by,
        legal=NEXT,
        done_on=done_on,
        result=result or action.result,
        responded=responded,
        next_step=next_step,
        next_step_on=next_step_on,
    )
    plan_next(action)
    return action


def plan_next(action):
    """Plans the step that `action` names with a day, for the same people and office.

    Returns the planned action, or None when there is no such step.
    """
    if not (action.next_step and action.next_step_on):
        return None
    step = {
        "kind": action.kind,
        "subject": action.next_step,
        "planned_on": action.next_step_on,
        "lead": action.lead,
        "institution": action.institution,
        "circle": action.circle,
    }
    if same_action := OutreachAction.objects.planned().filter(**step).first():
        return same_action  # the action was reopened, and is finished again
    planned = OutreachAction(**step)
    planned.full_clean()
    planned.save()
    for link in action.action_officials.all():
        ActionOfficial.objects.create(action=planned, official_id=link.official_id)
    return planned


def cancel(action, *, by, reason):
    """It will not happen; `reason` says why, in a sentence."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it was cancelled.")})
    return take_step(action, State.CANCELLED, by=by, legal=NEXT, result=reason.strip())


def reopen(action, *, by):
    """It is planned again, after a step taken by mistake; what was written stays."""
    return take_step(
        action,
        State.PLANNED,
        by=by,
        legal=NEXT,
        done_on=None,
        planned_on=action.planned_on or timezone.localdate(),
    )
