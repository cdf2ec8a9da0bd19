"""Speaking as the owner of the database, and what is wrong with who serves.

The owner makes tables, changes and empties them. Requests, jobs and commands speak as
the serving role, which owns nothing: whoever owns a table can switch off its policies,
its triggers and its history.
"""

from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.operations import RunPython
from django.db.transaction import TransactionManagementError

from officials.security import privileges

NO_OWNER = (
    "Tables are made and emptied by the role that owns the database, and none is "
    "named: set OWNER_DATABASE_URL (docs/operations.md, “Three roles”)."
)
NOT_TWO = (
    "DATABASE_URL and OWNER_DATABASE_URL have to name two roles, each by its user."
)


@contextmanager
def as_owner(using=DEFAULT_DB_ALIAS):
    """The connection `using` is the owner's, and the serving role's again after it.

    Only for this thread, and not inside a transaction. CommandError when the settings
    do not name two roles. A test lists the few places that may say so.
    """
    ours = connections[using]
    if ours.is_owner:
        yield
        return
    if not ours.settings_dict.get("OWNER"):
        raise CommandError(NO_OWNER)
    if len(set(role_names(ours)) - {""}) < 2:
        raise CommandError(NOT_TWO)
    if ours.in_atomic_block:
        raise TransactionManagementError("A transaction cannot change its role.")
    ours.close()
    ours.is_owner = True
    try:
        yield
    finally:
        ours.close()
        ours.is_owner = False


class SetPrivileges(RunPython):
    """The first operation of all: what is made from now on, the serving role may use.

    What there is already it may use as well. Nothing is taken back on the way down:
    there is nothing left then that it could be for.
    """

    def __init__(self):
        super().__init__(set_privileges, RunPython.noop)

    def deconstruct(self):
        return type(self).__name__, [], {}


def set_privileges(apps=None, schema_editor=None):
    """Gives the serving role what it needs and no more; speaks as the owner."""
    ours = schema_editor.connection if schema_editor else connection
    with ours.cursor() as cursor:
        cursor.execute(privileges.of_roles(*role_names(ours)))


def role_names(ours):
    """The owner and who serves, as the settings of a connection name them."""
    return ours.settings_dict["OWNER"]["USER"], ours.settings_dict["USER"]


def role_faults():
    """Why the serving role must not serve: a list of sentences, empty when it may."""
    with connection.cursor() as cursor:
        cursor.execute(privileges.FAULTY)
        faulty = dict(zip(privileges.FAULTS, cursor.fetchone(), strict=True))
    if faulty[privileges.SUPERUSER]:
        return [privileges.SUPERUSER]  # who may do all the rest for that reason
    return [sentence for sentence, holds in faulty.items() if holds]
