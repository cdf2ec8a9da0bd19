"""Progress markers: how a marker is dropped and taken up again, and how it grew."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.support.models import ProgressMarker
from officials.workflow import in_the_name_of


@transaction.atomic
def drop(marker, *, by, reason):
    """It is not looked for any more; `reason` says why. Its judgements stay."""
    locked = lock(marker)
    if locked.dropped_on:
        raise ValidationError(_("It is dropped already."))
    locked.dropped_on, locked.dropped_because = timezone.localdate(), reason.strip()
    return keep(locked, by=by)


@transaction.atomic
def take_up(marker, *, by):
    """It is looked for again."""
    locked = lock(marker)
    if not locked.dropped_on:
        raise ValidationError(_("It was not dropped."))
    locked.dropped_on, locked.dropped_because = None, ""
    return keep(locked, by=by)


def lock(marker):
    """The marker as it stands now, held until this transaction ends."""
    return ProgressMarker.objects.select_for_update(of=("self",)).get(pk=marker.pk)


def keep(marker, *, by):
    marker.full_clean()
    with in_the_name_of(by):
        marker.save()
    return marker
