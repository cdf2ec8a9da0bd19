"""An appointment that ended, and whether somebody has followed it up."""

from django.utils import timezone

from officials.institutions.models import Appointment
from officials.workflow import in_the_name_of


def follow_up(appointment, *, by):
    """`by` has done what the departure asked for: it leaves their desk."""
    stamp(appointment, followed_up_at=timezone.now(), followed_up_by=by)


def follow_again(appointment, *, by):
    """Takes `follow_up` back."""
    with in_the_name_of(by):
        stamp(appointment, followed_up_at=None, followed_up_by=None)


def stamp(appointment, **stamps):
    Appointment.objects.filter(pk=appointment.pk).update(**stamps)
