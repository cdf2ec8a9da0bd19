"""The steps of keepers: named, confirmed, laid down."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.security.refusals import refused_in_words
from staff.keepers.models import Keeper


def name(person, *, by):
    """The manager `by` names `person`, who is a keeper once another manager confirms.

    ValidationError says why not.
    """
    keeper = Keeper(person=person, named_by=by)
    keeper.full_clean()
    with refused_in_words():
        keeper.save()
    return keeper


def confirm(keeper, *, by):
    """Another manager names the same person: from now on they are a keeper."""
    change(keeper, confirmed_by=by, confirmed_at=timezone.now())


def withdraw(keeper, *, by):
    """A manager takes back a name that nobody confirmed yet."""
    with refused_in_words():
        keeper.delete()


def lay_down(keeper, *, by):
    """The keeper `by` themselves is one no more."""
    change(keeper, laid_down_at=timezone.now())


def change(keeper, **stamps):
    """Writes `stamps`; ValidationError where it is gone or a rule is against it."""
    with refused_in_words():
        changed = Keeper.objects.filter(pk=keeper.pk, laid_down_at=None)
        if not changed.update(**stamps):
            raise ValidationError(_("Somebody else was quicker. Look again."))
