"""How a record moves from one state to the next."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _


@transaction.atomic
def take_step(record, state, *, legal, **stamps):
    """Move a locked `record` to `state`, stamp who and when, and save it.

    `legal` maps each state to those that may follow. Raises ValidationError, in
    words, when the move is not legal or a constraint of the record refuses it.
    """
    manager = type(record)._default_manager
    locked = manager.select_for_update(of=("self",)).get(pk=record.pk)
    if state not in legal.get(locked.state, ()):
        raise ValidationError(illegal_move(locked, state))
    locked.state = state
    for name, value in stamps.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


def illegal_move(record, state):
    """The sentence that says why `record` cannot move to `state`."""
    return _("It is “%(now)s”: it cannot become “%(wanted)s” from there.") % {
        "now": record.get_state_display(),
        "wanted": record.State(state).label,
    }
