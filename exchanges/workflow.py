"""The legal moves of a participation, from nominated to attended."""

from exchanges.models import Participation
from officials.workflow import take_step

State = Participation.State
NEXT = {
    State.NOMINATED: {State.INVITED},
    State.INVITED: {State.ACCEPTED, State.DECLINED},
    State.ACCEPTED: {State.CONFIRMED, State.DECLINED},
    State.DECLINED: {State.INVITED},
    State.CONFIRMED: {State.ATTENDED, State.NO_SHOW, State.DECLINED},
}


def invite(participation, *, by):
    """The invitation is sent."""
    return take_step(participation, State.INVITED, by=by, legal=NEXT)


def accept(participation, *, by):
    """They said yes."""
    return take_step(participation, State.ACCEPTED, by=by, legal=NEXT)


def decline(participation, *, by):
    """They said no, or can no longer come."""
    return take_step(participation, State.DECLINED, by=by, legal=NEXT)


def confirm(participation, *, by):
    """Everything they need to come is there."""
    return take_step(participation, State.CONFIRMED, by=by, legal=NEXT)


def attend(participation, *, by):
    """They were there."""
    return take_step(participation, State.ATTENDED, by=by, legal=NEXT)


def miss(participation, *, by):
    """They were expected and did not come."""
    return take_step(participation, State.NO_SHOW, by=by, legal=NEXT)
