"""Folds that were made in another way than today, and how they are made anew.

A folded text is kept with its row. When a release makes it of other fields, or folds
in another way, the rows that are there would be found no more. So each such column
keeps, as its comment, in which way it was made; `migrate` makes it anew where that is
another by now, and `manage.py check --database default` says so until then.
"""

import json

from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

from officials.names.fold import FoldedField, SortKeyField, way_of_folding
from officials.security.context import as_system

AT_ONCE = 1000  # rows that are held, and written, together
WAYS = """
    SELECT a.attrelid::regclass::text, a.attname, col_description(a.attrelid, a.attnum)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      AND a.attnum > 0 AND NOT a.attisdropped
"""


def folded_fields():
    """Every field of which the text is folded here, and not in the database."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, FoldedField | SortKeyField)
    ]


def way_of(field):
    """In which way `field` is made today, as its column keeps it."""
    otherwise = getattr(field, "otherwise", "")
    return json.dumps([way_of_folding(), *field.sources, otherwise])


def made_otherwise():
    """The folded fields of which the rows were made in another way than today."""
    with connection.cursor() as cursor:
        cursor.execute(WAYS)
        ways = {(table, column): way for table, column, way in cursor.fetchall()}
    there = [(field, (field.model._meta.db_table, field.column))
             for field in folded_fields()]  # fmt: skip
    return [field for field, key in there if key in ways and ways[key] != way_of(field)]


def fold_anew():
    """Makes what was made otherwise as it is made today; speaks as the owner.

    A thousand rows at a time, so that nobody who saves waits long.
    """
    for field in made_otherwise():
        last = None
        while keys := fold_some(field, last):
            last = keys[-1]
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("COMMENT ON COLUMN {}.{} IS {}").format(
                    sql.Identifier(field.model._meta.db_table),
                    sql.Identifier(field.column),
                    sql.Literal(way_of(field)),
                )
            )


def fold_some(field, last):
    """The keys of the rows after the key `last` that were looked at, now as today."""
    rows = field.model._base_manager.order_by("pk").select_for_update(of=("self",))
    if last is not None:
        rows = rows.filter(pk__gt=last)
    with as_system(), transaction.atomic():
        chunk = list(rows[:AT_ONCE])
        changed = []
        for row in chunk:
            text = field.made_of(row)
            if text != getattr(row, field.attname):
                setattr(row, field.attname, text)
                changed.append(row)
        field.model._base_manager.bulk_update(changed, [field.name])
    return [row.pk for row in chunk]
