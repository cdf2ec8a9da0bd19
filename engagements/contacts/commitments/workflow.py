"""Commitments, theirs and ours: kept, broken, withdrawn, open again."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts.models import Commitment
from officials.workflow import take_step

State = Commitment.State
NEXT = {
    State.OPEN: {State.KEPT, State.BROKEN, State.WITHDRAWN},
    State.KEPT: {State.OPEN},
    State.BROKEN: {State.OPEN},
    State.WITHDRAWN: {State.OPEN},
}


def keep(commitment, *, by, settled_on=None, words=""):
    """They, or we, did what was promised, on `settled_on` (today by default)."""
    return settle(commitment, State.KEPT, by, settled_on, words)


def break_(commitment, *, by, settled_on=None, words=""):
    """It was not done, and will not be."""
    return settle(commitment, State.BROKEN, by, settled_on, words)


def withdraw(commitment, *, by, settled_on=None, words=""):
    """Who was promised it does not want it any more, or who promised took it back."""
    return settle(commitment, State.WITHDRAWN, by, settled_on, words)


def reopen(commitment, *, by):
    """It is open again, after a step taken by mistake."""
    return take_step(
        commitment,
        State.OPEN,
        by=by,
        legal=NEXT,
        settled_on=None,
        settled_by=None,
        settled_how="",
    )


def settle(commitment, state, by, settled_on, words):
    """ValidationError where nothing was promised, and for a day still to come."""
    if not commitment.text:
        raise ValidationError(_("Nothing was promised here."))
    settled_on = settled_on or timezone.localdate()
    if settled_on > timezone.localdate():
        raise ValidationError({"settled_on": _("That day is still to come.")})
    return take_step(
        commitment,
        state,
        by=by,
        legal=NEXT,
        settled_on=settled_on,
        settled_by=by,
        settled_how=words.strip(),
    )
