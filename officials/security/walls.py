"""Walls: what no road to the database leads around, declared with the model."""

from officials.security.row_security import DatabaseRule


class Wall(DatabaseRule):
    """`function` refuses, with a code, what may not become of a row.

    It stands in before.sql, as a table is made with its rules; what it asks may stand
    in rules.sql. `moment` is when it is asked, in the words of SQL (“BEFORE UPDATE OF
    stage”), `when` the condition under which it is, `values` are its arguments.
    `waits` makes it one that may be asked at the end of the transaction (“INITIALLY
    DEFERRED”). `table` names the table of another record where the wall stands around
    what this one rests on.
    """

    created = """
        CREATE {kind} {name} {moment} ON {where} {waits} FOR EACH ROW {when}
            EXECUTE FUNCTION {function}({values})
    """
    removed = "DROP TRIGGER {name} ON {where}"

    def __init__(
        self, *, name, function, moment, when="", values=(), waits="", table=""
    ):
        super().__init__(name=name)
        self.function, self.moment, self.when = function, moment, when
        self.values, self.waits, self.table = tuple(values), waits, table

    def words(self, model, quote):
        return {
            "kind": "CONSTRAINT TRIGGER" if self.waits else "TRIGGER",
            "moment": self.moment,
            "where": quote(self.table or model._meta.db_table),
            "waits": f"DEFERRABLE {self.waits}" if self.waits else "",
            "when": f"WHEN ({self.when})" if self.when else "",
            "function": self.function,
            "values": ", ".join(f"'{value}'" for value in self.values),
        }

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        given = {
            "when": self.when,
            "values": self.values,
            "waits": self.waits,
            "table": self.table,
        }
        options = {name: value for name, value in given.items() if value}
        rule = {"function": self.function, "moment": self.moment}
        return path, args, {**kwargs, **rule, **options}
