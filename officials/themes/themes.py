"""Looking after the tree of themes: two become one, and one is used no longer."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext as _

from officials.security.context import as_system
from officials.security.records import Record, relations_to, rules_of_uniqueness
from officials.themes.models import Theme


class Same(Func):
    """Whether two values are equal, or both unknown."""

    template = "%(expressions)s"
    arg_joiner = " IS NOT DISTINCT FROM "
    output_field = BooleanField()


class Use(NamedTuple):
    """How many rows of `model` name a theme."""

    model: type
    count: int


def uses(theme, user):
    """Where `theme` is named, as far as `user` may see it: a list of `Use`."""
    theme_uses = []
    for relation in relations_to(Theme):
        model, name = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{name: theme})
        if issubclass(model, Record):
            rows = model.objects.visible_to(user).filter(**{name: theme})
        if number := rows.count():
            theme_uses.append(Use(model, number))
    return theme_uses


def why_not(goes, stays):
    """The sentence that says why `goes` cannot become `stays`, or nothing."""
    if goes.pk == stays.pk:
        return _("That is the same theme: choose another one.")
    if stays.deprecated:
        return _("That theme is no longer used: choose one that is.")
    return ""


@transaction.atomic
def merge(goes, stays):
    """Lets everything that names `goes` name `stays`, then removes `goes`.

    In all apps and all circles, found through the model graph; what would name
    `stays` twice goes. It cannot be undone. Returns how many rows moved; raises
    ValidationError, in words.
    """
    pair = Theme.objects.select_for_update().in_bulk([goes.pk, stays.pk])
    if len(pair) < len({goes.pk, stays.pk}):
        raise ValidationError(_("Somebody has merged one of them just now."))
    goes, stays = pair[goes.pk], pair[stays.pk]
    if reason := why_not(goes, stays):
        raise ValidationError(reason)
    with as_system():
        rise(stays, goes)
        moved = sum(repoint(relation, goes, stays) for relation in relations_to(Theme))
        goes.delete()
    return moved


def rise(stays, goes):
    """Puts `stays` where `goes` stood, if it is narrower: else it would stand below
    itself."""
    above = stays.parent
    while above is not None and above.pk != goes.pk:
        above = above.parent
    if above is not None:
        stays.parent = goes.parent
        stays.save(update_fields=["parent"])


def repoint(relation, goes, stays):
    """Points the rows of `relation` at `stays`; what it has already is dropped."""
    model, name = relation.related_model, relation.field.name
    rows = model._base_manager.filter(**{name: goes})
    for rule in rules_of_uniqueness(model, name):
        twins = model._base_manager.filter(rule.condition or Q(), **{name: stays})
        for other in set(rule.fields) - {name}:
            twins = (
                twins.filter(Same(F(other), OuterRef(other)))
                if rule.nulls_distinct is False
                else twins.filter(**{other: OuterRef(other)})
            )
        rows.filter(rule.condition or Q()).filter(Exists(twins)).delete()
    return rows.update(**{name: stays})
