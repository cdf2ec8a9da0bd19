"""What was changed of late that decides whom the gate asks about, told to managers."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.clearance.models import WallChange
from officials.safeguards.models import Switch
from officials.safeguards.workflow import SIGNS_RED
from staff.phrases import short_moment
from staff.views.desk.lines import Line, Tile

OF_LATE = timedelta(days=14)
SHOWN = 4
What = WallChange.What


def tile(user):
    """The countries added or taken off, and the parts switched on or off; or None."""
    if not user.has_perm(SIGNS_RED):
        return None
    since = timezone.now() - OF_LATE
    changes = WallChange.objects.filter(changed_at__gte=since)
    changes = list(changes.select_related("changed_by"))
    lines = [line_of(each, user) for each in changes[:SHOWN]]
    return Tile("walls", _("What was changed for all"), lines, count=len(changes))


def line_of(change, user):
    return Line(
        title=words_of(change),
        url=page_of(change, user),
        who=str(change.changed_by or _("somebody on the server")),
        when=short_moment(change.changed_at),
    )


def words_of(change):
    """“Countries we work on: FI was added”, “Switched on: Playbooks”."""
    if change.what == What.COUNTRY:
        words = _("Countries we work on: %(name)s was added")
        if not change.is_on:
            words = _("Countries we work on: %(name)s was taken off")
        return words % {"name": change.name}
    words = _("Switched on: %(name)s") if change.is_on else _("Switched off: %(name)s")
    names = dict(Switch.Name.choices)
    return words % {"name": names.get(change.name, change.name)}


def page_of(change, user):
    """Where it is changed, for who may."""
    if change.what == What.COUNTRY:
        return reverse("work-countries")
    return reverse("switch-list") if user.has_perm("officials.change_switch") else ""
