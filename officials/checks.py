"""Checks of the database: is row security binding, can it search Cyrillic, and fast.

`manage.py doctor` asks them one by one; `check` asks all of a tag.
"""

import logging

from django.apps import apps
from django.core.checks import Error, Tags, Warning, register, run_checks
from django.db import connection

from officials.imports.reader_process import records_of
from officials.imports.unreadable_files import UnreadableFile
from officials.schema.folds import made_otherwise
from officials.security import privileges
from officials.security.equipment import (
    missing_extensions,
    reads_cyrillic,
    unmarked_functions,
)
from officials.security.ownership import role_faults
from officials.security.row_security import Circled, HistoryOfRecord, ShownTo
from officials.security.server_log import loud_settings

FILES = "files"  # a tag, for `check --deploy --tag files`
OPERATIONS = "operations"  # what has to be true of the server around us
PROVISION = "SUPERUSER_DATABASE_URL=... manage.py provision"
MIGRATE = "OWNER_DATABASE_URL=... manage.py migrate"
SHOWS_ROWS = (Circled, HistoryOfRecord, ShownTo)
GUARDED = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
           ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid)
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)
"""
SWITCHED_OFF = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE tgenabled NOT IN ('O', 'A') ORDER BY 1
"""

logger = logging.getLogger("rapport.doctor")


def log_what_is_wrong():
    """What has to be true and is not, into the log: as server and worker start."""
    tags = [Tags.security, Tags.database, FILES, OPERATIONS]
    for message in run_checks(
        tags=tags, include_deployment_checks=True, databases=["default"]
    ):
        logger.warning("%s Mend it: %s (%s)", message.msg, message.hint, message.id)


@register(Tags.database)
def check_database(app_configs, databases, **options):
    """What an administrator should know of the server; asked by `check --database`."""
    if not databases or "default" not in databases:
        return []
    return [message for ask in OF_DATABASE for message in ask()]


@register(Tags.security, deploy=True)
def check_what_serves(app_configs, **options):
    """The same for `check --deploy`, which asks no database unless it is told to."""
    databases = options.get("databases")
    return [] if databases else check_database(app_configs, ["default"])


def role_errors(app_configs=None, **options):
    """Why the role that serves must not."""
    return [
        Error(
            fault,
            hint=f"{PROVISION}; docs/operations.md, “Three roles”.",
            id="officials.E001",
        )
        for fault in role_faults()
    ]


@register(OPERATIONS, deploy=True)
def extension_errors(app_configs=None, **options):
    """Extensions that are not there."""
    with connection.cursor() as cursor:
        missing = missing_extensions(cursor)
    if not missing:
        return []
    return [
        Error(
            f"The database lacks extensions: {', '.join(missing)}.",
            hint=PROVISION,
            id="officials.E004",
        )
    ]


def letter_errors(app_configs=None, **options):
    """Whether Cyrillic is searched."""
    with connection.cursor() as cursor:
        if "pg_trgm" in missing_extensions(cursor) or reads_cyrillic(cursor):
            return []
    return [
        Error(
            "This database cannot search Cyrillic: its LC_CTYPE is not UTF-8.",
            hint="Make it anew with LC_CTYPE 'C.UTF-8', as manage.py provision does.",
            id="officials.E002",
        )
    ]


def mark_warnings(app_configs=None, **options):
    """Whether functions behind searches are marked, so that their indexes are used."""
    with connection.cursor() as cursor:
        unmarked = unmarked_functions(cursor)
    if not unmarked:
        return []
    return [
        Warning(
            "Searches of large lists will be slow under row security: "
            f"{len(unmarked)} functions are not marked LEAKPROOF.",
            hint=PROVISION,
            id="officials.W001",
        )
    ]


def log_errors(app_configs=None, **options):
    """Settings by which the log of the server holds what records say."""
    if loud := loud_settings():
        return [
            Error(
                "The log of the database would hold what is written in records: "
                f"{', '.join(loud)}.",
                hint=PROVISION,
                id="officials.E003",
            )
        ]
    return []


def fold_warnings(app_configs=None, **options):
    """Texts that searches look in and that are folded otherwise by now."""
    if stale := made_otherwise():
        names = ", ".join(sorted({str(field) for field in stale}))
        yield Warning(
            f"What is searched in these fields was made in another way: {names}.",
            hint=f"{MIGRATE}: as it ends, it makes it anew.",
            id="officials.W005",
        )


def right_warnings(app_configs=None, **options):
    """What the serving role lacks, or has beyond its need, where it may serve yet."""
    with connection.cursor() as cursor:
        cursor.execute(privileges.LACKING)
        unread, unmeasured, writes_functions = cursor.fetchone()
    if unread:
        yield Warning(
            "The database role may not read all tables.",
            hint=f"{MIGRATE}: as it ends, it lets it do what it must.",
            id="officials.W002",
        )
    if unmeasured:
        yield Warning(
            "The database role may not gather statistics: after a large import some "
            "pages are slow until the server has done it by itself.",
            hint="Postgres 17 or newer lets it, after manage.py migrate.",
            id="officials.W003",
        )
    if writes_functions:
        yield Warning(
            "The database role may write functions: a trigger of its own, on a "
            "temporary table, could forge history.",
            hint=f"{PROVISION}: it takes USAGE on the language from PUBLIC.",
            id="officials.W004",
        )


@register(OPERATIONS, deploy=True)
def wall_errors(app_configs=None, **options):
    """Tables whose rows would show to everybody, and triggers that are switched off."""
    rules = names_of_rules()
    with connection.cursor() as cursor:
        cursor.execute(GUARDED, [list(rules)])
        guarded = {name: rest for name, *rest in cursor.fetchall()}
        cursor.execute(SWITCHED_OFF)
        silent = [name for (name,) in cursor.fetchall()]
    for name, (binds, policies) in sorted(guarded.items()):
        strange = [each for each in policies if not each.startswith(tuple(rules[name]))]
        if not binds or not policies or strange:
            yield Error(
                f"Row security does not hold as it was made: {name} "
                f"{', '.join(strange)}".strip()
                + ".",
                hint="Restore the last backup beside it and compare: manage.py drill.",
                id="officials.E005",
            )
    if silent:
        yield Error(
            f"Triggers are switched off, and with them rules: {', '.join(silent)}.",
            hint="As the owner: ALTER TABLE ... ENABLE TRIGGER ALL.",
            id="officials.E006",
        )


def names_of_rules():
    """By table: the names of the rules that say to whom its rows show."""
    rules = {}
    for model in apps.get_models():
        names = [
            rule.name
            for rule in model._meta.constraints
            if isinstance(rule, SHOWS_ROWS)
        ]
        if names:
            rules[model._meta.db_table] = names
    return rules


OF_DATABASE = (
    role_errors,
    log_errors,
    letter_errors,
    mark_warnings,
    right_warnings,
    fold_warnings,
)


@register(FILES, deploy=True)
def check_readers(app_configs=None, **options):
    """Whether the process that reads files is shut in on this machine."""
    try:
        attempts, *_surroundings = records_of("probe", b"")
    except UnreadableFile as fault:
        return [
            Warning(
                f"No file can be read on this machine. {' '.join(fault.messages)}",
                hint="docs/operations.md, “Files that people bring”.",
                id="officials.W010",
            )
        ]
    return [
        Warning(
            f"Whoever makes a harmful file may get further than they should: {name}.",
            hint="docs/operations.md, “Files that people bring”.",
            id="officials.W010",
        )
        for name, answer in attempts.items()
        if answer != "held"
    ]
