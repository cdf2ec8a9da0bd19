"""The table of the cache that all processes share: limits on sign-in need one."""

import hashlib

from django.core.management import call_command
from django.db.migrations.operations.base import Operation


def hashed_key(key, prefix, version):
    """How a key stands in that table: nobody reads there whom a limit is about."""
    return hashlib.sha256(f"{prefix}:{version}:{key}".encode()).hexdigest()


class MakeCacheTable(Operation):
    """Makes the table that the setting CACHES names, unless it is there."""

    def state_forwards(self, app_label, state):
        """The table is no model."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        alias = schema_editor.connection.alias
        call_command("createcachetable", database=alias, verbosity=0)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """It stays: what is in it is forgotten by itself."""

    def deconstruct(self):
        return type(self).__name__, [], {}

    def describe(self):
        return "Make the table of the cache"
