"""Checks of the database: is row security binding, can it search Cyrillic, and fast."""

from django.core.checks import Error, Tags, Warning, register
from django.db import connection

from officials.row_security import role_faults

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
        Error(fault, hint="Give Rapport a plain role.", id="officials.E001")
        for fault in role_faults()
    ]
    with connection.cursor() as cursor:
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
