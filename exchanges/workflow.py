"""The legal moves of a participation, from nominated to attended."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchanges.models import Participation
from officials.clearance import workflow as clearance_steps
from officials.workflow import take_step

State = Participation.State
TO_WHOM = "app_participation_goes_to"
TO_COME = (State.NOMINATED, State.INVITED, State.ACCEPTED, State.DECLINED)
NEXT = {
    State.NOMINATED: {State.INVITED},
    State.INVITED: {State.ACCEPTED, State.DECLINED},
    State.ACCEPTED: {State.CONFIRMED, State.DECLINED},
    State.DECLINED: {State.INVITED},
    State.CONFIRMED: {State.ATTENDED, State.NO_SHOW, State.DECLINED},
}
# Of who died nothing goes on, however far it had come.
CALLED_OFF = {
    state: {State.DECLINED}
    for state in (State.NOMINATED, State.INVITED, State.ACCEPTED, State.CONFIRMED)
}


def begin_as(participation, state):
    """The unsaved `participation` is put on record after it came to `state`.

    For what has happened elsewhere: they attended, did not come, or declined.
    """
    participation.state = state
    return participation


def invite(participation, *, by):
    """The invitation is sent."""
    return take_step(participation, State.INVITED, by=by, legal=NEXT)


def accept(participation, *, by):
    """They said yes."""
    return take_step(participation, State.ACCEPTED, by=by, legal=NEXT)


def decline(participation, *, by):
    """They said no, or can no longer come: asked again, a manager looks again."""
    return take_step(participation, State.DECLINED, by=by, legal=NEXT)


def call_off(participation, *, by):
    """They died: nothing of it goes on."""
    return take_step(participation, State.DECLINED, by=by, legal=CALLED_OFF)


def confirm(participation, *, by):
    """Everything they need to come is there."""
    return take_step(participation, State.CONFIRMED, by=by, legal=NEXT)


@transaction.atomic
def attend(participation, *, by):
    """They were there."""
    return begun(take_step(participation, State.ATTENDED, by=by, legal=NEXT))


@transaction.atomic
def miss(participation, *, by):
    """They were expected and did not come."""
    return begun(take_step(participation, State.NO_SHOW, by=by, legal=NEXT))


def begun(participation):
    """`participation`; ValidationError before the first day of its exchange."""
    first_day = participation.exchange.starts_on
    if first_day and first_day > timezone.localdate():
        raise ValidationError(_("That day is still to come."))
    return participation


def let_go(participation, *, by):
    """A manager lets the invitation go out, where the gate leaves that to them."""
    if participation.state not in TO_COME:
        raise ValidationError(_("It is no invitation that is still to go."))
    return clearance_steps.let_go(participation, TO_WHOM, by=by)
