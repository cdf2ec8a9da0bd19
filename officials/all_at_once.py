"""A whole set of tables in one step of a migration.

Django renders every model that is related anew after each operation. Here all models
are related, by way of their circle: making them one by one takes minutes, and all at
once seconds.
"""

from importlib import import_module

from django.contrib.postgres.operations import CreateExtension
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.operations.base import Operation


class AllAtOnce(Operation):
    """`operations` in their order, on models that are rendered once.

    Each of them sees the state after the last: of what they make, none may be changed
    by another. Tables may name tables that come later, as their keys are made last.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        """`state` with what all operations make; rendered when it is asked for."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Makes everything."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Removes everything, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        """What `sqlmigrate` writes above it."""
        return f"{len(self.operations)} operations at once"


def written_in(app, *names):
    """What the migrations `names` of `app` do in words of their own: functions, walls,
    the lists that a new database begins with. What moves old rows is left out."""
    return [
        operation
        for name in names
        for operation in import_module(f"{app}.migrations.{name}").Migration.operations
        if isinstance(operation, RunSQL | CreateExtension)
        or (isinstance(operation, RunPython) and not operation.elidable)
    ]
