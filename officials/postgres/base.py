"""Django's PostgreSQL backend, for a database that one role owns and another serves.

A connection is the serving role's, `USER` in the settings, unless `as_owner`
(`officials/security/ownership.py`) has said otherwise: then it is that of `OWNER`, a
dictionary of what differs from the settings.
"""

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of the serving role, or of the owner while `is_owner`."""

    def __init__(self, settings_dict, alias=DEFAULT_DB_ALIAS):
        super().__init__(settings_dict, alias)
        # Django connects to no database only to make one, or to drop it.
        self.is_owner = alias == NO_DB_ALIAS

    def get_connection_params(self):
        """What psycopg connects with; threads share the settings, which stay as is."""
        shared = self.settings_dict
        if self.is_owner:
            self.settings_dict = {**shared, **shared.get("OWNER", {})}
        try:
            return super().get_connection_params()
        finally:
            self.settings_dict = shared
