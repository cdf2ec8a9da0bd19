"""Checks of the database: is row security binding, can it search Cyrillic, and fast."""

from django.core.checks import Error, Tags, Warning, register
from django.db import connection

from officials.imports.reader_process import records_of
from officials.imports.unreadable_files import UnreadableFile
from officials.schema.folds import made_otherwise
from officials.security import privileges
from officials.security.ownership import role_faults
from officials.security.server_log import loud_settings

FILES = "files"  # a tag, for `check --deploy --tag files`
SLOW = """
    SELECT count(*) FROM pg_proc
    WHERE proname IN ('texticlike', 'textlike', 'arrayoverlap', 'ts_match_vq',
                      'range_lt', 'range_gt')
      AND NOT proleakproof
"""


@register(Tags.database)
def check_database(app_configs, databases, **options):
    """What an administrator should know of the server; asked by `check --database`."""
    if not databases or "default" not in databases:
        return []
    check_messages = [
        Error(fault, hint="docs/operations.md, “Two roles”.", id="officials.E001")
        for fault in role_faults()
    ]
    check_messages += log_errors()
    with connection.cursor() as cursor:
        check_messages += role_warnings(cursor)
        check_messages += fold_warnings()
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone() is None:
            return check_messages
        cursor.execute("SELECT show_trgm('Щ')")
        if not cursor.fetchone()[0]:
            check_messages.append(
                Error(
                    "This database cannot search Cyrillic: its LC_CTYPE is not UTF-8.",
                    hint="Create it anew with LC_CTYPE 'C.UTF-8'.",
                    id="officials.E002",
                )
            )
        cursor.execute(SLOW)
        if cursor.fetchone()[0]:
            check_messages.append(
                Warning(
                    "Searches of large lists will be slow under row security.",
                    hint="Mark their functions LEAKPROOF: docs/operations.md.",
                    id="officials.W001",
                )
            )
    return check_messages


@register(Tags.security, deploy=True)
def check_what_serves(app_configs, **options):
    """The same for `check --deploy`, which asks no database unless it is told to."""
    databases = options.get("databases")
    return [] if databases else check_database(app_configs, ["default"])


def log_errors():
    """Settings by which the log of the server holds what records say."""
    if loud := loud_settings():
        yield Error(
            "The log of the database would hold what is written in records: "
            f"{', '.join(loud)}.",
            hint="docs/operations.md, “Two roles”: ALTER DATABASE, as a superuser.",
            id="officials.E003",
        )


def fold_warnings():
    """Texts that searches look in and that are folded otherwise by now."""
    if stale := made_otherwise():
        names = ", ".join(sorted({str(field) for field in stale}))
        yield Warning(
            f"What is searched in these fields was made in another way: {names}.",
            hint="manage.py migrate, as it ends, makes it anew.",
            id="officials.W005",
        )


def role_warnings(cursor):
    """What the serving role lacks, or has beyond its need, where it may serve yet."""
    cursor.execute(privileges.LACKING)
    unread, unmeasured, writes_functions = cursor.fetchone()
    if unread:
        yield Warning(
            "The database role may not read all tables.",
            hint="manage.py migrate, as it ends, lets it do what it must.",
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
            hint="Take USAGE on the language from PUBLIC: docs/operations.md.",
            id="officials.W004",
        )


@register(FILES, deploy=True)
def check_readers(app_configs, **options):
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
