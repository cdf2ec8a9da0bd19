"""The one move past the gate: a manager lets out what it leaves to them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from officials.clearance.rules import ONLY_A_MANAGER, why_not_out
from officials.safeguards.workflow import SIGNS_RED
from officials.security.refusals import refused_in_words
from officials.workflow import in_the_name_of


@transaction.atomic
def let_go(record, who, *, by):
    """Lets `record` go out where the gate leaves it to a manager; ValidationError else.

    `who` is the function of the database that says to whom it goes, as in `GoesOut`. It
    stands for this act alone: whoever changes to whom it goes, how or when, asks again.
    """
    if not by.has_perm(SIGNS_RED):
        raise ValidationError(ONLY_A_MANAGER)
    manager = type(record)._default_manager
    locked = manager.select_for_update(of=("self",)).get(pk=record.pk)
    locked.let_go_by, locked.let_go_at = by, timezone.now()
    locked.full_clean()
    with in_the_name_of(by), refused_in_words():
        locked.save()
    if why := why_not_out(who, locked):
        raise ValidationError(why)
    return locked
