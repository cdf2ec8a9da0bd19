"""How a record moves from one state to the next, and by whom."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from officials.security.refusals import refused_in_words


def in_the_name_of(person):
    """Within, the history of what is written says that `person` did it.

    On a page it does so already; a verb that a job, a command or the shell calls tells
    it as well.
    """
    return pghistory.context(user=person.pk)


@transaction.atomic
def take_step(record, state, *, by, legal, **stamps):
    """Move a locked `record` to `state`, stamp who and when, and save it.

    Its history names `by`. `legal` maps each state to those that may follow. Raises
    ValidationError, in words, when the move is not legal or a rule of the database
    refuses it.
    """
    manager = type(record)._default_manager
    locked = manager.select_for_update(of=("self",)).get(pk=record.pk)
    if state not in legal.get(locked.state, ()):
        raise ValidationError(illegal_move(locked, state))
    locked.state = state
    for name, value in stamps.items():
        setattr(locked, name, value)
    locked.full_clean()
    with in_the_name_of(by), refused_in_words():
        locked.save()
    return locked


def illegal_move(record, state):
    """The sentence that says why `record` cannot move to `state`."""
    return _("It is “%(now)s”: it cannot become “%(wanted)s” from there.") % {
        "now": record.get_state_display(),
        "wanted": record.State(state).label,
    }
