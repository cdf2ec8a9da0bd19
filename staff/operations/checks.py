"""Checks of what is around us: disk, clock, backups, people who could be locked out."""

import ctypes
import shutil
import sys
import time
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.checks import Error, Warning, register
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from officials.checks import MIGRATE, OPERATIONS, PROVISION
from officials.security.context import as_system
from staff.accounts.doors import CODES_SHOWN
from staff.models import Keeper, User
from staff.operations import status

LEAST_FREE = 1024**3  # bytes
MOST_APART = 5  # seconds; a code of the second factor is good for thirty
UNSYNCHRONISED = 5  # what the kernel answers: TIME_ERROR of adjtimex(2)
ADJTIMEX_BYTES = 512  # more than its structure takes up
SYSTEMD = Path("/run/systemd/system")  # in a container the clock is its host's
BACKUP = "systemctl start rapport-backup; docs/operations.md, “Backup”."
DRILL = "manage.py drill; docs/operations.md, “Drill”."
ROLE_OF_BACKUP = """
    SELECT rolbypassrls AND NOT rolsuper AND NOT rolcreaterole AND NOT rolcreatedb
           AND pg_has_role(rolname, 'pg_read_all_data', 'USAGE')
           AND NOT EXISTS (
               SELECT 1 FROM pg_class
               WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                 AND has_table_privilege(rolname, oid,
                                         'INSERT, UPDATE, DELETE, TRUNCATE'))
    FROM pg_roles WHERE rolname = %s
"""
ROLES_THAT_COPY = """
    SELECT count(*) FROM pg_roles
    WHERE rolbypassrls AND NOT rolsuper AND rolcanlogin
      AND pg_has_role(rolname, 'pg_read_all_data', 'USAGE')
"""


@register(OPERATIONS, deploy=True)
def check_mode(app_configs=None, **options):
    """Whether this is a real server, and no demo."""
    if not (settings.DEMO or settings.DEBUG):
        return []
    return [
        Error(
            "This is a demo or a development server: no second factor, plain cookies.",
            hint="Take DEMO and DEBUG out of the environment.",
            id="staff.E010",
        )
    ]


@register(OPERATIONS, deploy=True)
def check_migrations(app_configs=None, **options):
    """Whether the tables are those of this release."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return []
    return [
        Error(
            "The tables are not those of this release.", hint=MIGRATE, id="staff.E011"
        )
    ]


def is_migrated():
    """Whether there are people to be asked about."""
    tables = connection.introspection.table_names()
    return {User._meta.db_table, Authenticator._meta.db_table} <= {*tables}


@register(OPERATIONS, deploy=True)
def check_disk(app_configs=None, **options):
    """Whether there is room for files, and for the next backup."""
    places = {"uploaded files": settings.MEDIA_ROOT, "backups": settings.BACKUP_FOLDER}
    for name, place in places.items():
        free = shutil.disk_usage(existing(Path(place))).free
        if free < LEAST_FREE:
            yield Warning(
                f"Less than 1 GB is free where the {name} lie.",
                hint="Make room, or move them to a larger disk: df -h, du -sh.",
                id="staff.W010",
            )


def existing(place):
    """The folder `place`, or the nearest one above it that is there."""
    while not place.exists():
        place = place.parent
    return place


@register(OPERATIONS, deploy=True)
def check_clock(app_configs=None, **options):
    """Whether the clock is right: codes of second factors and links ask it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    if apart > MOST_APART or is_unsynchronised():
        yield Warning(
            "The clocks of this machine and the database differ."
            if apart > MOST_APART
            else "Nothing sets the clock of this machine.",
            hint="timedatectl set-ntp true, on each machine.",
            id="staff.W011",
        )


def is_unsynchronised():
    """Whether the kernel says so; no where the clock is not ours to set."""
    if sys.platform != "linux" or not SYSTEMD.exists():
        return False
    kernel = ctypes.CDLL(None)
    return kernel.adjtimex(ctypes.create_string_buffer(ADJTIMEX_BYTES)) == (
        UNSYNCHRONISED
    )


@register(OPERATIONS, deploy=True)
def check_backup_role(app_configs=None, **options):
    """Whether there is a role that sees every row and writes none."""
    named = connection.settings_dict.get("BACKUP", {}).get("USER")
    with connection.cursor() as cursor:
        cursor.execute(*([ROLE_OF_BACKUP, [named]] if named else [ROLES_THAT_COPY]))
        answer = cursor.fetchone()
    if answer and answer[0]:
        return []
    return [
        Error(
            "No role of the database reads every row and writes none: a backup would "
            "be empty, or its maker could change records.",
            hint=PROVISION,
            id="staff.E012",
        )
    ]


@register(OPERATIONS, deploy=True)
def check_backup(app_configs=None, **options):
    """Whether the last good backup is of yesterday or today."""
    if not status.is_late("backup"):
        return []
    return [
        Error(
            "There is no good backup of the last two days.",
            hint=BACKUP,
            id="staff.E013",
        )
    ]


@register(OPERATIONS, deploy=True)
def check_drill(app_configs=None, **options):
    """Whether a backup was restored, to try it, in the last three months."""
    if not status.is_late("drill"):
        return []
    return [
        Warning(
            "No backup was restored on trial in the last 90 days.",
            hint=DRILL,
            id="staff.W012",
        )
    ]


@register(OPERATIONS, deploy=True)
def check_administrators(app_configs=None, **options):
    """Whether somebody can let an administrator in again."""
    administrators = User.objects.filter(groups__name="Administrator", is_active=True)
    if not is_migrated() or administrators.count() > 1:
        return []
    return [
        Warning(
            "One person or nobody is an administrator: if they lose their way in, "
            "nobody can give it back.",
            hint="Add a second one: Administration, People.",
            id="staff.W013",
        )
    ]


@register(OPERATIONS, deploy=True)
def check_keepers(app_configs=None, **options):
    """Whether two of the keepers can always be reached."""
    if not is_migrated():
        return []
    with as_system():
        keepers = Keeper.objects.in_office().count()
    if keepers >= Keeper.LEAST:
        return []
    return [
        Warning(
            f"Keepers in office: {keepers}. With fewer than {Keeper.LEAST} a locked "
            "house may stay locked, and nobody confirms what takes two.",
            hint="A manager names them and another confirms: the page “Keepers” "
            "(/keepers/). Each sets up a second factor first.",
            id="staff.W015",
        )
    ]


@register(OPERATIONS, deploy=True)
def check_codes(app_configs=None, **options):
    """Whether everybody with a second factor has looked at their recovery codes."""
    if not is_migrated():
        return []
    people = User.objects.filter(is_active=True, authenticator__type="totp").distinct()
    ready = Authenticator.objects.filter(
        type=Authenticator.Type.RECOVERY_CODES, data__has_key=CODES_SHOWN
    )
    unready = people.exclude(pk__in=ready.values("user")).count()
    if not unready:
        return []
    return [
        Warning(
            f"People who never looked at their recovery codes: {unready}. A lost "
            "telephone locks them out.",
            hint="Ask them to print theirs: Account, Second factor, Show them.",
            id="staff.W014",
        )
    ]
