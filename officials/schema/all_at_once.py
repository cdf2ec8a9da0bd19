"""A whole set of tables in one step of a migration.

Django renders every model that is related anew after each operation. Here all models
are related, by way of their circle: making them one by one takes minutes, and all at
once seconds.
"""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation

from officials.security.row_security import DatabaseRule


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
        """Removes everything, the last first, and what rules left on other tables."""
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                model = from_state.apps.get_model(app_label, operation.name)
                self.remove_rules(model, schema_editor)
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def remove_rules(self, model, schema_editor):
        """Removes the rules of `model`, the last first."""
        for rule in reversed(model._meta.constraints):
            if isinstance(rule, DatabaseRule):
                schema_editor.remove_constraint(model, rule)

    def describe(self):
        """What `sqlmigrate` writes above it."""
        return f"{len(self.operations)} operations at once"
