"""Writing many records as one batch, and undoing it.

Imports, merges and bulk edits write through `write_down`-ing functions here: each
keeps, row by row, what the database held before and after, in the same transaction.
Undoing goes through the steps backwards and gives every column the value it had. A
value that somebody has changed since stays as it is, and is told.
"""

import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.batches.models import Batch, BatchRow
from officials.security.context import as_system
from officials.security.lifts import gate_lifted
from officials.security.records import relations_to

UNDONE_WITHIN = {Batch.Kind.MERGE: 30, Batch.Kind.BULK: 30}  # days
WRITTEN = """
    INSERT INTO officials_batchrow (batch_id, step, kind, model, key, before, after)
    SELECT %(batch)s, %(step)s, %(kind)s, %(model)s, t.id, {before}, {after}
    FROM {table} t WHERE t.id = ANY(%(keys)s)
"""


class Undone(NamedTuple):
    """What undoing did: rows put back, and (model, key) of those that were left."""

    rows: int
    left: list


def begin(kind, *, by, details=None):
    """A new `Batch` of `kind`, made by the person `by`; call it in a transaction."""
    return Batch.objects.create(kind=kind, made_by=by, details=details or {})


def made(batch, model, keys, *, stays_if_touched=False):
    """Keeps that the batch made the records `keys` of `model`.

    Undoing removes them, and refuses as a whole when something was built on one. With
    `stays_if_touched` it leaves those instead that were changed or built on since.
    """
    after = _columns(model) if stays_if_touched else None
    _keep(batch, BatchRow.Kind.MADE, model, keys, after=after)


def made_by_query(batch, model, query, **params):
    """Runs `query`, which inserts into `model` and returns `id`; keeps what it made.

    Returns how many. For as many rows as there are: none passes through Python.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH made AS ({query})"
            " INSERT INTO officials_batchrow (batch_id, step, kind, model, key)"
            " SELECT %(batch)s, %(step)s, %(kind)s, %(model)s, id FROM made",
            {
                **params,
                "batch": batch.pk,
                "step": _last_step(batch) + 1,
                "kind": BatchRow.Kind.MADE,
                "model": model._meta.label,
            },
        )
        return cursor.rowcount


def change(batch, records, **values):
    """Sets `values` on the queryset `records`, and keeps what they were before.

    Returns how many it changed; those that hold the values already are left alone.
    """
    model = records.model
    keys = list(records.order_by().values_list("pk", flat=True).select_for_update())
    return change_each(
        batch, model, keys, list(values), lambda: _set(model, keys, values)
    )


def change_each(batch, model, keys, fields, write):
    """Calls `write()`, which may change `fields` of the records `keys`, and keeps it.

    For writes that give each record another value. Returns how many rows changed.
    """
    columns = [model._meta.get_field(name).column for name in fields]
    step = _keep(batch, BatchRow.Kind.CHANGED, model, keys, before=columns)
    write()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE officials_batchrow r SET after = {_json(columns)}"
            f" FROM {_table(model)} t"
            " WHERE r.batch_id = %s AND r.step = %s AND t.id = r.key",
            [batch.pk, step],
        )
        cursor.execute(
            "DELETE FROM officials_batchrow"
            " WHERE batch_id = %s AND step = %s AND before = after",
            [batch.pk, step],
        )
    return batch.rows.filter(step=step).count()


def remove(batch, records):
    """Removes the queryset `records`, each kept whole; returns how many.

    Their parts and what names them must have been moved or removed before.
    """
    model = records.model
    keys = list(records.order_by().values_list("pk", flat=True).select_for_update())
    _keep(batch, BatchRow.Kind.REMOVED, model, keys, before=_columns(model))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_table(model)} WHERE id = ANY(%s)", [keys])
    return len(keys)


def keep(batch, records):
    """Keeps the queryset `records` as it is now: undoing puts that back."""
    keys = list(records.order_by().values_list("pk", flat=True))
    model = records.model
    _keep(batch, BatchRow.Kind.REMOVED, model, keys, before=_columns(model))


def _set(model, keys, values):
    model._base_manager.filter(pk__in=keys).update(**values)


def _keep(batch, kind, model, keys, before=None, after=None):
    """Writes the rows of one more step; returns its number."""
    step = _last_step(batch)
    with connection.cursor() as cursor:
        cursor.execute(
            WRITTEN.format(
                before=_json(before) if before else "NULL",
                after=_json(after) if after else "NULL",
                table=_table(model),
            ),
            {
                "batch": batch.pk,
                "step": step + 1,
                "kind": kind,
                "model": model._meta.label,
                "keys": list(keys),
            },
        )
    return step + 1


def _last_step(batch):
    return batch.rows.order_by("-step").values_list("step", flat=True).first() or 0


def _table(model):
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model):
    """The columns that somebody wrote; the database makes the others."""
    return [f.column for f in model._meta.concrete_fields if not f.generated]


def _json(columns):
    pairs = ", ".join(
        f"'{name}', t.{connection.ops.quote_name(name)}" for name in columns
    )
    return f"jsonb_build_object({pairs})"


# Undoing


@transaction.atomic
def undo(batch, *, by):
    """Puts back what `batch` wrote; returns `Undone`.

    Raises PermissionDenied when `by` is not who made it, and ValidationError, in
    words, when it was undone before, when `by` may no longer see a record of it, or
    when something was built on a record that it made.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.made_by_id != by.pk:
        raise PermissionDenied
    if why := why_not(batch):
        raise ValidationError(why)
    check_seen(batch, by)
    with as_system(), gate_lifted("undo"):
        check_nothing_built(batch)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            # Unset, each row asks in a subtransaction: quadratic beside deferred keys.
            cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
        rows, leftovers, news = 0, [], followers_with_news(batch)
        for step in steps(batch):
            row_count, remainder = UNDOING[step["kind"]](batch, step | {"news": news})
            rows, leftovers = rows + row_count, leftovers + remainder
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Batch.objects.filter(pk=batch.pk).update(undone_by=by, undone_at=timezone.now())
    return Undone(rows, leftovers)


def why_not(batch):
    """The sentence that says why `batch` cannot be undone any more, or nothing."""
    if batch.undone_at:
        return _("This was undone already.")
    days = UNDONE_WITHIN.get(batch.kind)
    if days and batch.made_at < timezone.now() - datetime.timedelta(days=days):
        return _("This can be undone for %(days)s days only.") % {"days": days}
    return ""


def steps(batch):
    """{step, kind, model} of each write of `batch`, the last first."""
    return list(batch.rows.order_by("-step").values("step", "kind", "model").distinct())


def check_seen(batch, by):
    """ValidationError unless `by` may see every record that is still there.

    A merge has moved what its maker never saw: of that the officials count.
    """
    touched = batch.rows.exclude(kind=BatchRow.Kind.REMOVED).order_by()
    if batch.kind == Batch.Kind.MERGE:
        touched = touched.filter(
            model__in=("officials.Official", "officials.FormerKey")
        )
    for label in touched.values_list("model", flat=True).distinct():
        model = apps.get_model(label)
        keys = touched.filter(model=label).values("key")
        mine = model.objects.visible_to(by).filter(pk__in=keys).count()
        with as_system():
            if mine != model._base_manager.filter(pk__in=keys).count():
                raise ValidationError(
                    _("Some of these records have moved to a circle that is not yours.")
                )


def check_nothing_built(batch):
    """ValidationError when a record outside `batch` names one that it made."""
    made_here = batch.rows.filter(
        kind=BatchRow.Kind.MADE, after__isnull=True
    ).order_by()
    for label in made_here.values_list("model", flat=True).distinct():
        keys = made_here.filter(model=label).values("key")
        for field, built in built_on(batch, apps.get_model(label), keys):
            if dependant := built.first():
                raise ValidationError(
                    _("“%(record)s” was built on it since, so it stays: %(kind)s."),
                    params={
                        "record": getattr(dependant, field),
                        "kind": dependant._meta.verbose_name,
                    },
                )


def built_on(batch, model, keys):
    """(name of a field, records outside `batch` that name one of `keys` by it)."""
    batch_rows = batch.rows.filter(kind=BatchRow.Kind.MADE)
    for relation in relations_to(model):
        other, field = relation.related_model, relation.field.name
        ours = batch_rows.filter(model=other._meta.label).values("key")
        rows = other._base_manager.filter(**{f"{field}__in": keys})
        yield field, rows.exclude(pk__in=ours)


def _undo_made(batch, step):
    """Removes what was made; of what stays if touched, what nobody touched since."""
    model = apps.get_model(step["model"])
    rows = batch.rows.filter(step=step["step"])
    stays = {
        key
        for field, built in built_on(
            batch, model, rows.filter(after__isnull=False).values("key")
        )
        for key in built.values_list(field, flat=True)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {_table(model)} t USING officials_batchrow r"
            " WHERE r.batch_id = %s AND r.step = %s AND t.id = r.key"
            f" AND (r.after IS NULL OR {_json(_columns(model))} = r.after)"
            " AND t.id <> ALL(%s)",
            [batch.pk, step["step"], list(stays)],
        )
        deleted_count = cursor.rowcount
    survivors = model._base_manager.filter(pk__in=rows.values("key"))
    return deleted_count, [
        (model, key) for key in survivors.values_list("pk", flat=True)
    ]


def followers_with_news(batch):
    """Keys of those of whom something is known since that follows what it rests on."""
    news = set()
    for label in batch.rows.order_by().values_list("model", flat=True).distinct():
        model = apps.get_model(label)
        if not model.follows_others:
            continue
        since = reduce(
            or_, (Q(**{f"{at}__gt": batch.made_at}) for at in model.changed_at)
        )
        rows = model._base_manager.filter(since)
        news |= set(rows.values_list(f"{model.follows_others}_id", flat=True))
    return news


def make_way(batch, step, model):
    """What was written instead of what comes back goes, unless there is news since."""
    follows = model._meta.get_field(model.follows_others).column
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {_table(model)} t USING officials_batchrow b"
            " WHERE b.batch_id = %s AND b.step = %s"
            f" AND t.{follows} = (b.before ->> %s)::uuid AND t.{follows} <> ALL(%s)",
            [batch.pk, step["step"], follows, list(step["news"])],
        )


def _undo_removed(batch, step):
    model = apps.get_model(step["model"])
    if model.follows_others:
        make_way(batch, step, model)
    names = [connection.ops.quote_name(name) for name in _columns(model)]
    columns, values = ", ".join(names), ", ".join(f"r.{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_table(model)} ({columns}) SELECT {values}"
            " FROM officials_batchrow b,"
            f" jsonb_populate_record(NULL::{_table(model)}, b.before) r"
            " WHERE b.batch_id = %s AND b.step = %s"
            # Somebody may have made the same again since.
            " ON CONFLICT DO NOTHING RETURNING id",
            [batch.pk, step["step"]],
        )
        restored_keys = {key for (key,) in cursor.fetchall()}
    unrestored_rows = batch.rows.filter(step=step["step"]).exclude(
        key__in=restored_keys
    )
    return len(restored_keys), [
        (model, key) for key in unrestored_rows.values_list("key", flat=True)
    ]


def _undo_changed(batch, step):
    """Gives each column its value of before, where nobody has changed it since."""
    model = apps.get_model(step["model"])
    rows = batch.rows.filter(step=step["step"])
    columns = list(rows.values_list("before", flat=True).first())
    table = _table(model)
    listed = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET ({listed}) = (SELECT {listed}"
            f" FROM jsonb_populate_record(NULL::{table}, b.before))"
            " FROM officials_batchrow b"
            " WHERE b.batch_id = %s AND b.step = %s AND t.id = b.key"
            f" AND {_json(columns)} = b.after RETURNING t.id",
            [batch.pk, step["step"]],
        )
        restored_keys = {key for (key,) in cursor.fetchall()}
    unrestored_keys = rows.exclude(key__in=restored_keys).values_list("key", flat=True)
    return len(restored_keys), [(model, key) for key in unrestored_keys]


UNDOING = {
    BatchRow.Kind.MADE: _undo_made,
    BatchRow.Kind.REMOVED: _undo_removed,
    BatchRow.Kind.CHANGED: _undo_changed,
}
