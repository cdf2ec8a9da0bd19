"""A value of another table: looked up row by row on a page, joined as a set in a file.

Fifty rows of a page are served best by a subquery for each; a hundred thousand rows of
a file by one join with a set that has one row a key. `OfSet` is written once and is
either: a subquery everywhere but where `set_sql` writes the query.
"""

from contextlib import suppress

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.db.models.sql.compiler import SQLCompiler

RECORD = "of"  # the column of a set that names the record


class OfSet(Subquery):
    """`value` of the first of `rows` whose foreign key `key` names the record.

    `value` is an annotation of `rows`. They come in the order that says which is the
    first, or are grouped by `key`. `name` tells the sets of a query apart: those of one
    name have the same rows. `to` is the field of the record that `key` holds.
    """

    def __init__(self, rows, value, *, key, name, to="pk"):
        self.rows, self.value = rows, value
        self.key, self.name, self.to = key, name, to
        one = rows.filter(**{key: OuterRef(to)})
        super().__init__(one.values(value)[:1])

    def as_sql(self, compiler, connection, *arguments, **options):
        if isinstance(compiler, WithSets):
            return compiler.joined(self), ()
        return super().as_sql(compiler, connection, *arguments, **options)

    def whole(self, values):
        """The rows of all records, one each: its key and `values`."""
        key = self.rows.model._meta.get_field(self.key).attname
        if self.rows.query.group_by is not None:
            return self.rows.order_by().values_list(self.key, *values)
        order = self.rows.query.order_by or self.rows.model._meta.ordering
        ranked = self.rows.order_by(key, *order).distinct(key)
        return ranked.values_list(key, *values)


class WithSets(SQLCompiler):
    """Writes a query in which each `OfSet` is a column of a set that is joined."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.sets = {}  # name of a set: (one of its values, the names of them all)

    def joined(self, one):
        """The column of `one`; its set is joined below."""
        _one, values = self.sets.setdefault(one.name, (one, []))
        if one.value not in values:
            values.append(one.value)
        return f'"set_{one.name}"."{one.value}"'

    def get_from_clause(self):
        with suppress(EmptyResultSet, FullResultSet):
            self.compile(self.where)  # which may ask for sets as well
        result, params = super().get_from_clause()
        for name, (one, values) in self.sets.items():
            compiler = one.whole(values).query.get_compiler(
                connection=self.connection, elide_empty=False
            )
            sql, set_params = compiler.as_sql()
            columns = ", ".join(f'"{column}"' for column in (RECORD, *values))
            result.append(f'LEFT JOIN ({sql}) "set_{name}" ({columns})')
            result.append(f'ON ("set_{name}"."{RECORD}" = {self.record(one)})')
            params += set_params
        return result, params

    def record(self, one):
        """The column that says to which record a row of the set of `one` belongs."""
        table = self.quote_name_unless_alias(self.query.get_initial_alias())
        record = self.query.get_meta()
        column = (record.pk if one.to == "pk" else record.get_field(one.to)).column
        return f'{table}."{column}"'


def set_sql(queryset):
    """(SQL, parameters) of `queryset` with its sets joined."""
    return WithSets(queryset.query, connection, None, elide_empty=False).as_sql()


def plain_sql(queryset):
    """(SQL, parameters) of `queryset` with its sets asked row by row."""
    compiler = queryset.query.get_compiler(connection=connection, elide_empty=False)
    return compiler.as_sql()
