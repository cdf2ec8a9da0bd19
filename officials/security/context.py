"""Who this transaction speaks for: the one context that row-level security asks.

The context is a setting local to a transaction and carries that transaction's
timestamp, so that a pooled connection which kept an old setting shows nothing.
It is set here and nowhere else.
"""

from contextlib import contextmanager

from django.db import connection, transaction

SYSTEM = "system"

SWAP = """
    SELECT current_setting('app.ctx', true),
           set_config('app.ctx', %s || '|' || app_now(), true)
"""


@contextmanager
def acting_as(user):
    """A transaction in which the database shows what `user` may see, and no more.

    Takes a user (anonymous and None see nothing). Nested contexts put back the one
    that was there before; an exception rolls the transaction back as ever.
    """
    with _speaking_for(str(getattr(user, "pk", None) or "")):
        yield


@contextmanager
def as_system():
    """A transaction that sees every record: migrations, moves between circles, jobs.

    A test lists the few places that may say so.
    """
    with _speaking_for(SYSTEM):
        yield


@contextmanager
def _speaking_for(who):
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SWAP, [who])
            before = cursor.fetchone()[0]
        yield
        if nested and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.ctx', %s, true)", [before or ""])


@contextmanager
def in_bulk():
    """For a statement or a few that write many rows: the circles are read once.

    In it the database takes the circle that is written, and the keys to the whole
    refuse a wrong one, where else it would look up the right one row by row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.bulk',"
            " current_setting('app.ctx', true) || '|' || app_circles()::text, true),"
            " set_config('pgtrigger.ignore', '{}', true)"  # else asked row by row
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.bulk', '', true)")
