"""Opening and ending work of the accountability track, and whom to consult first."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.relationships.models import AccountabilityWork, ConsultFirst
from officials.institutions.models import Appointment, Institution
from officials.safeguards.models import Switch
from officials.security.models import Circle
from officials.workflow import in_the_name_of


@transaction.atomic
def open_work(work, *, by):
    """Keeps the new `work`; its institution says from now on: consult `by` first.

    ValidationError when its circle is none of the accountability track.
    """
    work.opened_by = by
    work.full_clean(exclude=["flag"])
    place = work.institution
    work.flag = ConsultFirst.objects.create(
        institution=place, whom=by, circle=place.circle
    )
    work.save()
    return work


@transaction.atomic
def end_work(work, *, by):
    """It is over today: nobody needs to be consulted because of it any more."""
    work = lock(work)
    if work.until_on:
        raise ValidationError(_("It has ended already."))
    return keep(work, timezone.localdate(), timezone.now(), by=by)


@transaction.atomic
def open_again(work, *, by):
    """It goes on after all."""
    work = lock(work)
    if work.until_on is None:
        raise ValidationError(_("It has not ended."))
    return keep(work, None, None, by=by)


def keep(work, until_on, ended_at, *, by):
    work.until_on, work.flag.ended_at = until_on, ended_at
    work.full_clean()
    with in_the_name_of(by):
        work.save()
        work.flag.save()
    return work


def lock(work):
    """The work as it stands now, held until this transaction ends."""
    works = AccountabilityWork.objects.select_for_update(of=("self",))
    return works.select_related("flag", "circle", "institution").get(pk=work.pk)


def tracks_of(user):
    """The circles of the accountability track that are open to `user`."""
    return Circle.objects.open_to(user).filter(accountability=True)


def whom_to_consult(institutions, user):
    """Whom to consult before one turns to one of `institutions` (keys), sorted.

    Also where what they belong to is meant; empty while the two tracks are switched
    off.
    """
    if not institutions or not Switch.objects.is_on(Switch.Name.TWO_TRACKS):
        return []
    above = Institution.objects.above_any(institutions)
    flags = ConsultFirst.objects.visible_to(user).in_force()
    flags = flags.filter(institution__in=above).select_related("whom")
    return sorted({flag.whom for flag in flags}, key=str)


def places_of(officials, user):
    """The keys of the institutions in which `officials` hold a post today."""
    appointments = (
        Appointment.objects.visible_to(user).current().filter(official__in=officials)
    )
    return list(
        appointments.order_by().values_list("post__institution", flat=True).distinct()
    )
