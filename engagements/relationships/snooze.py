"""Looking later: what the desk leaves out until a day, and taking that back."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.relationships.models import Snooze
from officials.workflow import in_the_name_of


def awake(relationships, user):
    """Those of `relationships` that nobody, as `user` sees it, put off until later."""
    snoozes = Snooze.objects.visible_to(user).in_force(timezone.localdate())
    asleep = snoozes.filter(relationship=OuterRef("pk"))
    return relationships.exclude(Exists(asleep))


def wake(snooze, *, by):
    """The desk tells of the relationship again from now on."""
    if snooze.taken_back_at:
        raise ValidationError(_("It is over already."))
    snooze.taken_back_at = timezone.now()
    with in_the_name_of(by):
        snooze.save(update_fields=["taken_back_at"])
    return snooze
