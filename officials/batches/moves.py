"""Moving records between circles, so that nothing is left wider than what it names."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from officials.batches import workflow
from officials.security.context import as_system
from officials.security.models import Circle
from officials.security.records import relations_to
from officials.security.row_security import NoWiderThan


class Move(NamedTuple):
    """What moving a record would do: the records that go with it, and what stops it."""

    companions: list
    obstacles: list


def naming(record):
    """The wholes that name `record` or a part of it and so may not be wider than it;
    and those that were made with it."""
    wholes = {
        whole.pk: whole
        for row in (record, *_parts(record))
        for whole in (*_naming_row(row), *_made_with(row))
    }
    wholes.pop(record.pk, None)
    return list(wholes.values())


def _made_with(row):
    """The wholes that this one row says were made with it (`takes_along`)."""
    for name in getattr(row, "takes_along", ()):
        yield getattr(row, name).whole()


def _naming_row(row):
    """The wholes that name this one row."""
    for relation in relations_to(type(row)):
        model = relation.related_model
        if any(
            isinstance(rule, NoWiderThan) and rule.field == relation.field.name
            for rule in model._meta.constraints
        ):
            for other in model._base_manager.filter(**{relation.field.name: row}):
                yield other.whole()


def plan(record, circle):
    """What would go along if `record` moved to `circle`; call it as system.

    A record in All staff that names it goes along; one of a third circle stops it,
    and so does a named record of a third circle (safety.md). What says nothing of its
    own (somebody watches the person) goes along from wherever it is. To All staff goes
    along what was made with it.
    """
    companions, obstacles, queue = {record.pk: record}, [], [record]
    while queue:
        moved = queue.pop()
        rows = (moved, *_parts(moved))
        others = (each for row in rows for each in _made_with(row))
        for other in others if circle.everyone else naming(moved):
            if other.pk in companions or other.circle_id == circle.pk:
                continue
            if not (circle.everyone or other.circle.everyone or other.goes_along):
                obstacles.append(other)
                continue
            companions[other.pk] = other
            queue.append(other)
    for moved in list(companions.values()):
        obstacles += _named_elsewhere(moved, circle, companions)
    del companions[record.pk]
    return Move(list(companions.values()), obstacles)


def _named_elsewhere(record, circle, companions):
    """Records named by `record` or its parts that `circle` would not fit."""
    misfits = []
    for row in [record, *_parts(record)]:
        for rule in row._meta.constraints:
            if not isinstance(rule, NoWiderThan):
                continue
            other = getattr(row, rule.field)
            if other is None or other.whole().pk in companions:
                continue
            if not other.circle.everyone and other.circle_id != circle.pk:
                misfits.append(other)
    return misfits


def _parts(record):
    """The rows that always follow `record`: its parts and theirs."""
    for relation in relations_to(type(record)):
        model = relation.related_model
        parents = getattr(model, "parent_fields", tuple)()
        if relation.field.name in parents:
            for part in model._base_manager.filter(**{relation.field.name: record}):
                yield part
                yield from _parts(part)


def preview(record, circle, *, by):
    """The records that would go along, as far as `by` may know of them."""
    with as_system():
        companions = plan(record, circle).companions
    return [
        other
        for other in companions
        if type(other).objects.visible_to(by).filter(pk=other.pk).exists()
    ]


@transaction.atomic
def move(record, circle, *, by, meanwhile=None, batch=None):
    """Moves `record`, its parts and what names it to `circle`, in one transaction.

    `meanwhile` writes what else changes of it, as the person who moves it; who fits
    with whom is asked after that. A `batch` keeps what was where. Returns the
    companions. Raises PermissionDenied when `by` is not in both circles and
    ValidationError, in words, when a record of a third circle stops it.
    """
    mine = Circle.objects.open_to(by)
    if not mine.filter(pk=circle.pk).exists():
        raise PermissionDenied
    if not mine.filter(pk=record.circle_id).exists():
        raise PermissionDenied
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    if meanwhile:
        meanwhile()
    with as_system():
        planned = plan(record, circle)
        if planned.obstacles:
            raise ValidationError(
                _("It cannot move there: what it belongs with is in a third circle.")
            )
        for each in [record, *planned.companions]:
            moved = type(each)._base_manager.filter(pk=each.pk)
            if batch:
                workflow.change(batch, moved, circle=circle)
            else:
                moved.update(circle=circle)
            each.circle = circle
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return planned.companions
