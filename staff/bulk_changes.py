"""The changes that can be made to many officials at once, and who may make them."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.relationships import leads
from officials.batches.models import Batch
from officials.people import bulk
from officials.themes.models import Theme


class Change(NamedTuple):
    """A bulk change: what it is called, what it sets, how it is planned and done.

    `plan` and `do` take officials and a value, and `by`; whoever holds one of
    `permissions` may try, and the plan says of each official whether they may.
    """

    label: str
    sentence: str
    model: type
    plan: Callable
    do: Callable
    permissions: tuple


def plan_removal(officials, theme, *, by):
    return bulk.plan_theme(officials, theme, by=by, remove=True)


CHANGES = {
    "set_lead": Change(
        gettext_lazy("Set the lead"),
        gettext_lazy("Lead: %(value)s"),
        get_user_model(),
        leads.plan_lead,
        leads.set_lead,
        ("engagements.change_relationship", "engagements.add_relationship"),
    ),
    "add_theme": Change(
        gettext_lazy("Add a theme"),
        gettext_lazy("Theme added: %(value)s"),
        Theme,
        bulk.plan_theme,
        bulk.add_theme,
        ("officials.change_official",),
    ),
    "remove_theme": Change(
        gettext_lazy("Remove a theme"),
        gettext_lazy("Theme removed: %(value)s"),
        Theme,
        plan_removal,
        bulk.remove_theme,
        ("officials.change_official",),
    ),
}


def open_changes(user):
    """The names of the changes that `user` may try."""
    return [
        name
        for name, change in CHANGES.items()
        if any(user.has_perm(permission) for permission in change.permissions)
    ]


def in_words(what, value):
    """What the change `what` to `value` (None when it is gone) did, for a person."""
    return CHANGES[what].sentence % {"value": _("unknown") if value is None else value}


def changes_in_words(batch):
    """How many officials a batch changed, in words."""
    n = batch.details["changed"]
    sentence = ngettext(
        "%(count)s official changed.", "%(count)s officials changed.", n
    )
    return sentence % {"count": number_format(n)}


def edits_in_words(batches):
    """What each bulk edit among `batches` set, in words, by its key."""
    edits = [batch for batch in batches if batch.kind == Batch.Kind.BULK]
    values = {}
    for change in CHANGES.values():
        keys = {
            b.details["value"]
            for b in edits
            if CHANGES[b.details["what"]].model is change.model
        }
        values.setdefault(change.model, change.model.objects.in_bulk(keys))
    return {
        batch.pk: in_words(
            batch.details["what"],
            values[CHANGES[batch.details["what"]].model].get(batch.details["value"]),
        )
        for batch in edits
    }
