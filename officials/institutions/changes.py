"""What an institution goes through: a new name, another place in the tree, its end.

Each verb changes the institution and keeps what it was, in one transaction; what it
was on a day is read back from there.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from officials.institutions.models import Institution, InstitutionChange

Kind = InstitutionChange.Kind


def locked(institution):
    return Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)


def keep(institution, kind, *, happened_on, source, **was):
    """Writes down a change of `institution`, and saves what it is now."""
    change = InstitutionChange(
        institution=institution,
        circle=institution.circle,
        kind=kind,
        happened_on=happened_on,
        source=source,
        **was,
    )
    change.full_clean()
    institution.full_clean()
    institution.save()
    change.save(force_insert=True)
    return change


@transaction.atomic
def rename(institution, *, name, native_name, happened_on, source=""):
    """`institution` is called `name` since `happened_on`; the old name is kept."""
    now = locked(institution)
    if (now.name, now.native_name) == (name, native_name):
        raise ValidationError({"name": _("That is its name already.")})
    was = {"former_name": now.name, "former_native_name": now.native_name}
    now.name, now.native_name = name, native_name
    return keep(now, Kind.RENAMED, happened_on=happened_on, source=source, **was)


@transaction.atomic
def move_under(institution, *, parent, happened_on, source=""):
    """`institution` belongs to `parent` (None: to nothing) since `happened_on`."""
    now = locked(institution)
    if now.parent_id == (parent and parent.pk):
        raise ValidationError({"parent": _("It belongs there already.")})
    was, now.parent = now.parent, parent
    return keep(now, Kind.MOVED, happened_on=happened_on, source=source, other=was)


@transaction.atomic
def merge_into(institution, *, other, happened_on, source=""):
    """`institution` became a part of `other` and ceased to exist on `happened_on`.

    Whoever still holds a post in it stands on “To mend”, where a person decides.
    """
    now = locked(institution)
    if now.dissolved_on:
        raise ValidationError(
            _("It ceased to exist in %(when)s already.") % {"when": now.dissolved_on}
        )
    now.dissolved_on = happened_on
    return keep(now, Kind.MERGED, happened_on=happened_on, source=source, other=other)


class Was(NamedTuple):
    """What something was then, and whether that is only possible."""

    value: object
    perhaps: bool


def names_on(institution, changes, span):
    """The names that `institution` bore in `span`: `Was`, the oldest first.

    `changes` are its changes that the reader may see. One that may have happened
    within the span leaves both names possible.
    """
    now = (institution.name, institution.native_name)
    renamed = [c for c in changes if c.kind == Kind.RENAMED]
    before = [(c, (c.former_name, c.former_native_name)) for c in renamed]
    return values_on(now, before, span)


def wholes_on(institution, changes, span):
    """What `institution` belonged to in `span`: `Was`, as `names_on`."""
    moved = [c for c in changes if c.kind == Kind.MOVED]
    before = [(c, c.other) for c in moved]
    return values_on(institution.parent, before, span)


def values_on(now, before, span):
    """`Was` of each value that held in `span`, the oldest first.

    `now` is what holds today, `before` are (change, what held until then).
    """
    history, value = [], now
    for change, was in sorted(before, key=lambda pair: pair[0].happened_on)[::-1]:
        if change.happened_on.last <= span.first:
            break
        if change.happened_on.first <= span.last:
            history.insert(0, Was(value, True))
        value = was
    return [Was(value, bool(history)), *history]


def parts_on(institution, user, span):
    """The institutions that belonged to `institution` in `span`: list of `Was`.

    Takes two queries. Only what `user` may see.
    """
    institutions = Institution.objects.visible_to(user)
    changed = InstitutionChange.objects.visible_to(user)
    moved_away = changed.filter(kind=Kind.MOVED, other=institution)
    candidates = institutions.filter(
        Q(parent=institution) | Q(pk__in=moved_away.values("institution"))
    ).select_related("parent")
    moves = {}
    for change in changed.filter(institution__in=candidates).select_related("other"):
        moves.setdefault(change.institution_id, []).append(change)
    parts = []
    for part in candidates:
        if part.dissolved_on and part.dissolved_on.last < span.first:
            continue
        for whole in wholes_on(part, moves.get(part.pk, []), span):
            if whole.value == institution:
                parts.append(Was(part, whole.perhaps))
    return parts
