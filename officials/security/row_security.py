"""Row-level security: the layer under `visible_to`, enough on its own.

Each `Record` table carries constraints that write its policies, keys and triggers
in the migration that makes the table, so that none can be forgotten:

* `Circled`        rows show to the people of their circle, and to the system;
* `FollowsParent`  a part is always in the circle of its whole;
* `NoWiderThan`    a record is never wider than a record it names;
* `CopiesFrom`     a column repeats one of the record that is named, and follows it;
* `NoLoop`         no record stands above itself;
* `AppendOnly`     what is written is not changed any more, but for a while;
* `ShownTo`        rows that are no records show to the people of a condition;
* `Unlogged`       rows that a crash may take, because they can be made anew;
* `HistoryOfRecord` history shows where its record shows, and only triggers write it.

Walls of one room, `Wall`, stand in walls.py. The functions they all call (`app_circles`
and others) stand in before.sql.
"""

from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint
from django.utils.translation import gettext_lazy as _


class DatabaseRule(BaseConstraint):
    """A rule that only the database can keep, written as SQL with the table."""

    def constraint_sql(self, model, schema_editor):
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model, schema_editor):
        return self.render(self.created, model, schema_editor)

    def remove_sql(self, model, schema_editor):
        return self.render(self.removed, model, schema_editor)

    def render(self, template, model, schema_editor):
        quote = schema_editor.quote_name
        return template.format(
            table=quote(model._meta.db_table),
            name=quote(self.name),
            text_name=self.name,
            **self.words(model, quote),
        )

    def words(self, model, quote):
        """The names that the SQL of this rule needs besides its own and its table's."""
        return {}

    def validate(self, model, instance, exclude=None, using="default"):
        """Nothing that a person could do about it in a form."""

    def __eq__(self, other):
        if isinstance(other, type(self)):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    def __hash__(self):
        return hash((type(self), self.name))


class Circled(DatabaseRule):
    """Rows show to the people of their circle, to the system, and to `also`.

    `also` is an SQL condition over the row, for people that work on one record
    without being in its circle (external translators); `unless` is one under which
    it does not show to somebody of the circle either (a blind second assessor).
    """

    created = """
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {name} ON {table} USING ({shown}) WITH CHECK ({shown})
    """
    removed = """
        DROP POLICY {name} ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY
    """

    def __init__(self, *, name, also="", unless=""):
        super().__init__(name=name)
        self.also, self.unless = also, unless

    def words(self, model, quote):
        condition = "circle_id = ANY ((SELECT app_circles())::bigint[])"
        if self.unless:
            condition = f"{condition} AND NOT ({self.unless})"
        condition = f"{condition} OR (SELECT app_system())"
        return {"shown": f"{condition} OR {self.also}" if self.also else condition}

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        exception = {"unless": self.unless} if self.unless else {}
        return path, args, {**kwargs, "also": self.also, **exception}


class PointsAt(DatabaseRule):
    """A rule about one foreign key, `field`, to another record."""

    def __init__(self, *, name, field):
        super().__init__(name=name)
        self.field = field

    def words(self, model, quote):
        field = model._meta.get_field(self.field)
        return {
            "column": quote(field.column),
            "text_column": field.column,
            "target": quote(field.remote_field.model._meta.db_table),
            "text_target": field.remote_field.model._meta.db_table,
        }

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}


class FollowsParent(PointsAt):
    """A part is in the circle of the whole that `field` names, and moves with it.

    The database takes the circle from the parent whatever the writer said, and the
    composite key takes the part along when the parent moves.
    """

    created = """
        CREATE UNIQUE INDEX IF NOT EXISTS "{text_target}_with_circle"
            ON {target} (id, circle_id);
        CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {column}, circle_id ON {table}
            FOR EACH ROW
            EXECUTE FUNCTION app_take_circle('{text_column}', '{text_target}');
        ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, circle_id)
            REFERENCES {target} (id, circle_id) ON UPDATE CASCADE
            DEFERRABLE INITIALLY DEFERRED
    """
    removed = """
        ALTER TABLE {table} DROP CONSTRAINT {name};
        DROP TRIGGER {name} ON {table}
    """


class NoWiderThan(PointsAt):
    """A record may name another only in *All staff* or in the same circle.

    Else a person could see the record and not what it names. Held from both ends:
    when this record is written, and when the named one moves to another circle.
    """

    created = """
        CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OF {column}, circle_id
            ON {table} DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
            EXECUTE FUNCTION app_no_wider('{text_column}', '{text_target}');
        CREATE CONSTRAINT TRIGGER "{text_name}_moved" AFTER UPDATE OF circle_id
            ON {target} DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
            EXECUTE FUNCTION app_not_left_wider('{text_column}', '{text_table}')
    """
    removed = """
        DROP TRIGGER "{text_name}_moved" ON {target};
        DROP TRIGGER {name} ON {table}
    """

    def words(self, model, quote):
        return {**super().words(model, quote), "text_table": model._meta.db_table}

    def validate(self, model, instance, exclude=None, using="default"):
        """ValidationError, on the field, when `instance` would be wider than it."""
        if exclude and self.field in exclude:
            return
        named = getattr(instance, self.field)
        if named is None or named.circle.everyone:
            return
        if named.circle_id != instance.whole().circle_id:
            raise ValidationError(
                {
                    self.field: ValidationError(
                        _(
                            "“%(named)s” is known to the circle %(circle)s only: "
                            "put this record into that circle as well."
                        ),
                        params={"named": named, "circle": named.circle.name},
                    )
                }
            )


class CopiesFrom(PointsAt):
    """`column` repeats the column of that name of the record that `field` names.

    For constraints that need it in the same row: the database takes the copy whatever
    the writer said, and the composite key takes it along when the original changes.
    """

    created = """
        CREATE UNIQUE INDEX "{text_target}_with_{text_copy}"
            ON {target} (id, {copy});
        CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {column}, {copy} ON {table}
            FOR EACH ROW
            EXECUTE FUNCTION app_take_copy(
                '{text_column}', '{text_target}', '{text_copy}');
        ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, {copy})
            REFERENCES {target} (id, {copy}) ON UPDATE CASCADE
            DEFERRABLE INITIALLY DEFERRED
    """
    removed = """
        ALTER TABLE {table} DROP CONSTRAINT {name};
        DROP TRIGGER {name} ON {table};
        DROP INDEX "{text_target}_with_{text_copy}"
    """

    def __init__(self, *, name, field, column):
        super().__init__(name=name, field=field)
        self.column = column

    def words(self, model, quote):
        copy = {"copy": quote(self.column), "text_copy": self.column}
        return {**super().words(model, quote), **copy}

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "column": self.column}


class NoLoop(PointsAt):
    """No record stands above itself, however long the way up through `field`."""

    created = """
        CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OF {column} ON {table}
            DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
            EXECUTE FUNCTION app_no_loop('{text_column}')
    """
    removed = "DROP TRIGGER {name} ON {table}"

    def __init__(self, *, name, field, message=""):
        super().__init__(name=name, field=field)
        self.message = message

    def get_violation_error_message(self):
        """The sentence for a person whose change the database refused."""
        return self.message

    def clone(self):
        """With its sentence, which is no matter of the database and its migrations."""
        cloned = super().clone()
        cloned.message = self.message
        return cloned

    def validate(self, model, instance, exclude=None, using="default"):
        """ValidationError, on the field, when the way up leads back to `instance`."""
        if exclude and self.field in exclude:
            return
        above, visited = getattr(instance, self.field), set()
        while above is not None and above.pk not in visited:
            if above.pk == instance.pk:
                raise ValidationError({self.field: self.message})
            visited.add(above.pk)
            above = getattr(above, self.field)


class AppendOnly(DatabaseRule):
    """A row is not changed or removed once it is older than so many minutes.

    `moment` is the column that says when it was written. It may still move to another
    circle, the columns `free` may change, and the system may do anything (a merge).
    """

    created = """
        CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
            EXECUTE FUNCTION app_append_only('{moment}', '{minutes}'{free})
    """
    removed = "DROP TRIGGER {name} ON {table}"

    def __init__(self, *, name, moment, minutes, free=(), message=""):
        super().__init__(name=name)
        self.moment, self.minutes, self.free = moment, minutes, tuple(free)
        self.message = message

    def words(self, model, quote):
        columns = (model._meta.get_field(name).column for name in self.free)
        return {
            "moment": self.moment,
            "minutes": str(self.minutes),
            "free": "".join(f", '{column}'" for column in columns),
        }

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        options = {"moment": self.moment, "minutes": self.minutes, "free": self.free}
        return path, args, {**kwargs, **options}

    def get_violation_error_message(self):
        """The sentence for a person whose change the database refused."""
        return self.message

    def clone(self):
        """With its sentence, which is no matter of the database and its migrations."""
        cloned = super().clone()
        cloned.message = self.message
        return cloned


class ShownTo(DatabaseRule):
    """Rows that are no records show to the system, and where `who` (SQL) holds.

    Those write them as well; where `also` holds they may only be read.
    """

    created = """
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {name} ON {table}
            USING ({who} OR (SELECT app_system()))
            WITH CHECK ({who} OR (SELECT app_system()))
    """
    created_to_read = """;
        CREATE POLICY "{text_name}_read" ON {table} FOR SELECT USING ({also})
    """
    removed = Circled.removed
    removed_to_read = 'DROP POLICY "{text_name}_read" ON {table};'

    def __init__(self, *, name, who, also=""):
        super().__init__(name=name)
        self.who, self.also = who, also
        if also:
            self.created = self.created + self.created_to_read
            self.removed = self.removed_to_read + self.removed

    def words(self, model, quote):
        return {"who": self.who, "also": self.also}

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        readers = {"also": self.also} if self.also else {}
        return path, args, {**kwargs, "who": self.who, **readers}


class Unlogged(DatabaseRule):
    """Rows that a crash may take, because they can be made anew."""

    created = "ALTER TABLE {table} SET UNLOGGED"
    removed = "ALTER TABLE {table} SET LOGGED"


class HistoryOfRecord(DatabaseRule):
    """History shows where its record shows, or `who` (SQL) holds where that is said;
    only the triggers write it."""

    created = """
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {name} ON {table} FOR SELECT USING (
            (SELECT app_system()) OR {shown});
        CREATE POLICY "{text_name}_written" ON {table} FOR INSERT
            WITH CHECK (pg_trigger_depth() > 0);
        CREATE INDEX "{text_name}_latest" ON {table} (pgh_obj_id, pgh_id DESC)
    """
    removed = """
        DROP INDEX "{text_name}_latest";
        DROP POLICY "{text_name}_written" ON {table};
        DROP POLICY {name} ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY
    """

    def __init__(self, *, name, who=""):
        super().__init__(name=name)
        self.who = who

    def words(self, model, quote):
        tracked = model._meta.get_field("pgh_obj").remote_field.model
        record, table = quote(tracked._meta.db_table), quote(model._meta.db_table)
        own = f"SELECT 1 FROM {record} record WHERE record.id = {table}.pgh_obj_id"  # noqa: S608 - names of ours
        return {"shown": self.who or f"EXISTS ({own})"}

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, **({"who": self.who} if self.who else {})}
