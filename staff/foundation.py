"""What every database begins with: the built-in circle, the roles, the lists.

It runs after each migrate and flush, and writes what is missing; what has its tables
not yet, or no more, waits.
"""

from django.contrib.auth.models import Permission
from django.db import connection

from engagements.starting_lists import write_lists
from officials.batches.models import StartingList
from officials.security.models import Circle
from staff.roles import set_roles


def begin(**_signal):
    """Writes what is missing of the circle, the roles and the lists."""
    tables = set(connection.introspection.table_names())
    if has_tables(tables, Circle, Permission):
        set_roles()
    if has_tables(tables, StartingList):
        write_lists(tables)


def has_tables(tables, *models):
    return {model._meta.db_table for model in models} <= tables
