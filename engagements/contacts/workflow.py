"""The legal moves of an outreach action."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts.models import ActionOfficial, OutreachAction
from officials.clearance import workflow as clearance_steps
from officials.clearance.rules import why_not_out
from officials.workflow import in_the_name_of, take_step

State, Direction = OutreachAction.State, OutreachAction.Direction
NEXT = {
    State.WAITING: {State.PLANNED, State.DONE, State.CANCELLED},
    State.PLANNED: {State.WAITING, State.DONE, State.CANCELLED},
    State.DONE: {State.PLANNED, State.WAITING},
    State.CANCELLED: {State.PLANNED, State.WAITING},
}
TO_COME = (State.PLANNED, State.WAITING)
TO_WHOM = "app_action_goes_to"
# What a day or an hour closes is nobody's click: a check ran out, a post is 30 days
# old, 72 hours are over, somebody left office.
SETTLED = """
    SELECT coalesce(sum(app_settle_plans(person)), 0)
    FROM (SELECT DISTINCT o.official_id AS person
          FROM engagements_actionofficial o
          JOIN engagements_outreachaction x ON x.id = o.action_id
          WHERE x.state IN ('planned', 'waiting') ORDER BY person) people
"""


@transaction.atomic
def plan(action, people=(), *, by):
    """Plans the unsaved `action` towards `people`; it waits while the gate is closed.

    Returns it as `planned` or `waiting`: nothing is refused, and nothing lost.
    """
    action.state = State.WAITING
    action.full_clean()
    with in_the_name_of(by):
        action.save()
        ActionOfficial.objects.bulk_create(
            ActionOfficial(
                action=action, official_id=key_of(each), circle=action.circle
            )
            for each in people
        )
    return release(action, by=by)


def key_of(official):
    """The key of an official, or a key as it is."""
    return getattr(official, "pk", official)


@transaction.atomic
def hold(action, *, by):
    """A planned `action` waits."""
    if action.state == State.PLANNED:
        action = take_step(action, State.WAITING, by=by, legal=NEXT)
    return action


def hold_for_change(action, *, by):
    """The `action` waits while it is changed or its people are named; `release` it.

    Whatever a manager let go has to be looked at by them again. Saves nothing of what
    was changed.
    """
    if not action._state.adding:
        hold(OutreachAction.objects.get(pk=action.pk), by=by)
    action.state = State.WAITING
    action.let_go_by = action.let_go_at = None


@transaction.atomic
def release(action, *, by):
    """What waits is planned, if the gate lets it go to all of its people today."""
    if action.state == State.WAITING and not why_not_out(TO_WHOM, action):
        action = take_step(action, State.PLANNED, by=by, legal=NEXT)
    return action


@transaction.atomic
def let_go(action, *, by):
    """A manager lets out what the gate leaves to them; ValidationError if it does not.

    It stands for this act alone: whoever changes to whom it goes, how or when, asks
    again.
    """
    return release(clearance_steps.let_go(hold(action, by=by), TO_WHOM, by=by), by=by)


def settle():
    """Sets all plans to come by what the gate says today; as the system: how many."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLED)
        return cursor.fetchone()[0]


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
    kept_back=False,
):
    """It happened on `done_on` (today by default); a next step becomes a plan.

    The texts that it names are in their hands from then on, unless they were
    `kept_back`.
    """
    done_on = done_on or timezone.localdate()
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": _("That day is still to come.")})
    if kept_back:
        with in_the_name_of(by):
            action.action_editions.all().delete()
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
    plan_next(action, by=by)
    return action


@transaction.atomic
def went_already(action, *, by, reason, went_on=None):
    """It went out before the gate was asked: on record as done, with how that came.

    It is recorded and neither allowed nor refused: the lead reads it.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say how it came that it went already.")})
    went_on = went_on or timezone.localdate()
    if went_on > timezone.localdate():
        raise ValidationError({"went_on": _("That day is still to come.")})
    return take_step(
        action,
        State.DONE,
        by=by,
        legal=NEXT,
        done_on=went_on,
        went_already=reason.strip(),
    )


@transaction.atomic
def seen_too(action, *, by):
    """Another than who recorded it has seen that they turned to us."""
    if by.pk in (action.lead_id, recorder_of(action)):
        raise ValidationError(
            _("Somebody else has to have seen it than who recorded it.")
        )
    with in_the_name_of(by):
        OutreachAction.objects.filter(pk=action.pk, seen_too_by=None).update(
            seen_too_by=by
        )
    settle_answers(action)


def recorder_of(action):
    """The key of the person who put `action` on record, or None."""
    events = OutreachAction.pgh_event_model.objects.filter(
        pgh_obj=action.pk, pgh_label="insert"
    )
    event = events.select_related("pgh_context").first()
    context = event.pgh_context if event else None
    return context.metadata.get("user") if context else None


def settle_answers(action):
    """The plans that answer `action` go on, where the gate lets them now."""
    for each in OutreachAction.objects.waiting().filter(answers=action):
        release(each, by=each.lead)


def plan_next(action, *, by):
    """Plans the step that `action` names with a day, for the same people and office.

    Where they turned to us it answers them. Returns the action, planned or waiting, or
    None when there is no such step.
    """
    if not (action.next_step and action.next_step_on):
        return None
    if same_action := next_of(action):
        return same_action  # the action was reopened, and is finished again
    people = action.action_officials.values_list("official_id", flat=True)
    return plan(OutreachAction(**next_fields(action)), list(people), by=by)


def next_of(action):
    """The step to come that `action` names with a day, or None."""
    if not (action.next_step and action.next_step_on):
        return None
    steps = OutreachAction.objects.to_come().filter(**next_fields(action))
    return steps.first()


def next_fields(action):
    """What the step that `action` names is made of."""
    return {
        "kind": action.kind,
        "subject": action.next_step,
        "planned_on": action.next_step_on,
        "lead": action.lead,
        "institution": action.institution,
        "circle": action.circle,
        "answers": action if action.direction == Direction.IN else None,
    }


def cancel(action, *, by, reason):
    """It will not happen; `reason` says why, in a sentence."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it was cancelled.")})
    return take_step(action, State.CANCELLED, by=by, legal=NEXT, result=reason.strip())


def reopen(action, *, by):
    """It is planned again, after a step taken by mistake; what was written stays.

    As far as the gate lets it: else it waits.
    """
    waiting = take_step(
        action,
        State.WAITING,
        by=by,
        legal=NEXT,
        done_on=None,
        went_already="",
        planned_on=action.planned_on or timezone.localdate(),
    )
    return release(waiting, by=by)
