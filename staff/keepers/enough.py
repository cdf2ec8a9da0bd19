"""Whether the keepers are enough: with three, two can always be reached.

Fewer stop nothing, least of all that somebody is locked; it is said in words.
"""

from contextlib import contextmanager

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from staff.keepers.models import Keeper


def lack():
    """The sentence that says how many keepers are missing; "" where none is."""
    missing = Keeper.LEAST - Keeper.objects.in_office().count()
    words = ngettext(
        "One more is wanted: with three, two can always be reached.",
        "%(count)s more are wanted: with three, two can always be reached.",
        missing,
    )
    return words % {"count": missing} if missing > 0 else ""


def lack_without(person):
    """What to know before `person`, a keeper, is one no more; "" else, or if enough
    are left."""
    in_office = Keeper.objects.in_office()
    others = in_office.exclude(person=person).count()
    if others >= Keeper.LEAST or not in_office.filter(person=person).exists():
        return ""
    words = ngettext(
        "They are a keeper, and without them there is %(count)s. Let two managers "
        "name another one soon, on “Keepers”.",
        "They are a keeper, and without them there are %(count)s. Let two managers "
        "name another one soon, on “Keepers”.",
        others,
    )
    return words % {"count": others}


@contextmanager
def warn_of_fewer(request):
    """Tells who is at work when what is done in it leaves fewer than three keepers."""
    before = Keeper.objects.in_office().count()
    yield
    if Keeper.objects.in_office().count() < before and (sentence := lack()):
        messages.warning(request, _("One keeper fewer. %(lack)s") % {"lack": sentence})
