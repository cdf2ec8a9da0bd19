"""What a score rests on: a rule over two tables, held when the work is committed."""

from django.utils.translation import gettext_lazy as _

from officials.security.row_security import DatabaseRule

RESTS_ON_NOTHING = _("Say why in a few words, or tick the notes it rests on.")


class RestsOnSomething(DatabaseRule):
    """A row has a `reason`, or rows of the table `evidence` that name it.

    Asked when the transaction ends, because a score is written before its evidence;
    who wants to know sooner makes the constraint immediate.
    """

    created = """
        CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OF reason ON {table}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            EXECUTE FUNCTION app_rests_on_something('{text_name}');
        CREATE CONSTRAINT TRIGGER "{text_name}_still" AFTER UPDATE OR DELETE
            ON {evidence} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            EXECUTE FUNCTION app_rests_on_something('{text_name}')
    """
    removed = """
        DROP TRIGGER "{text_name}_still" ON {evidence};
        DROP TRIGGER {name} ON {table}
    """
    message = RESTS_ON_NOTHING

    def __init__(self, *, name, evidence):
        super().__init__(name=name)
        self.evidence = evidence

    def words(self, model, quote):
        return {"evidence": quote(self.evidence)}

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "evidence": self.evidence}

    def get_violation_error_message(self):
        """The sentence for a person whose score rests on nothing."""
        return self.message
