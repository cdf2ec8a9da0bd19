"""What is said of a plan that was just saved: planned, or kept for now."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.contacts.models import OutreachAction

State = OutreachAction.State


def words_of(action):
    """Whether `action` is planned, or kept until we may turn to them."""
    if action.state == State.WAITING:
        return _("It is kept, but it does not go out yet.")
    if action.state == State.PLANNED:
        return _("It is planned.")
    return _("Saved.")


def with_next(words, step):
    """`words`, and what became of the next `step`, if there is one."""
    if step is None:
        return words
    if step.state == State.WAITING:
        next_words = _("The next step is kept, but it does not go out yet.")
    else:
        next_words = _("The next step is planned.")
    return f"{words} {next_words}"


def with_waiting(words, actions):
    """`words`, and how many of `actions` are kept for now."""
    waiting = actions.waiting().count()
    if not waiting:
        return words
    more = ngettext(
        "%(count)s is kept, but does not go out yet.",
        "%(count)s are kept, but do not go out yet.",
        waiting,
    )
    return f"{words} {more % {'count': waiting}}"
