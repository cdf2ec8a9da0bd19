"""`GoesOut`: what turns to people passes the gate, by whatever road it is written."""

from officials.clearance.rules import NOT_CLEARED
from officials.security.row_security import DatabaseRule


class GoesOut(DatabaseRule):
    """A row is refused that turns to somebody to whom we may not turn now.

    `who` is a function of the database which says of a key to whom that row goes:
    official, weight, circle, and whether a manager let it go. It is asked when a row
    comes to be as `when` (SQL) has it, and while it is so, when one of the columns
    `changes` does: what has happened, waits or is called off is never asked about.
    """

    created = """
        CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {table}
            DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN ({when})
            EXECUTE FUNCTION app_goes_out('{who}');
        CREATE CONSTRAINT TRIGGER "{text_name}_changed" AFTER UPDATE ON {table}
            DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (({when}) AND ({changed}))
            EXECUTE FUNCTION app_goes_out('{who}')
    """
    removed = """
        DROP TRIGGER "{text_name}_changed" ON {table};
        DROP TRIGGER {name} ON {table}
    """

    def __init__(self, *, name, who, when, changes):
        super().__init__(name=name)
        self.who, self.when, self.changes = who, when, tuple(changes)

    def words(self, model, quote):
        columns = (quote(model._meta.get_field(each).column) for each in self.changes)
        changed = [f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns]
        was_not = f"({self.when.replace('NEW.', 'OLD.')}) IS NOT TRUE"
        changed = " OR ".join([*changed, was_not])
        return {"who": self.who, "when": self.when, "changed": changed}

    def get_violation_error_message(self):
        """The sentence for a person whose change the database refused."""
        return NOT_CLEARED

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        rule = {"who": self.who, "when": self.when, "changes": self.changes}
        return path, args, {**kwargs, **rule}
