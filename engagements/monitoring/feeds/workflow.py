"""What becomes of a news item: a note is made of it, or nothing is."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.monitoring.models import FeedItem
from officials.workflow import take_step

State = FeedItem.State
NEXT = {
    State.NEW: {State.NOTED, State.DISMISSED},
    State.NOTED: {State.NEW},
    State.DISMISSED: {State.NEW},
}


def note_of(item, *, by):
    """A note of what `item` says is on record; it waits no longer."""
    return decide(item, State.NOTED, by)


def dismiss(item, *, by):
    """`item` is of no interest to the work."""
    return decide(item, State.DISMISSED, by)


def take_back(item, *, by):
    """`item` waits again; a note that was made of it stays on record."""
    return take_step(
        item, State.NEW, by=by, legal=NEXT, decided_by=None, decided_at=None
    )


def decide(item, state, by):
    """Moves `item` to `state`; of two who decide at once the second is told who did."""
    locked = FeedItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if locked.state != State.NEW:
        raise ValidationError(already(locked))
    now = timezone.now()
    return take_step(locked, state, by=by, legal=NEXT, decided_by=by, decided_at=now)


def already(item):
    """“Pavel Orlov made a note of it already.”"""
    if item.state == State.NOTED:
        sentence = _("%(who)s made a note of it already.")
    elif item.state == State.DISMISSED:
        sentence = _("%(who)s dismissed it already.")
    else:
        return _("It waits already.")
    return sentence % {"who": item.decided_by}
