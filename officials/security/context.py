"""Who this transaction speaks for: the one context that row-level security asks.

The context is a setting local to a transaction and carries that transaction's
timestamp, so that a pooled connection which kept an old setting shows nothing.
It is set here and nowhere else.
"""

from contextlib import contextmanager

from django.db import connection, transaction

from officials.security.models import Circle

SYSTEM = "system"

SWAP = """
    SELECT current_setting('app.ctx', true), current_setting('app.circles', true),
           set_config('app.ctx', %s || '|' || app_now(), true)
"""
PUT_BACK = """
    SELECT set_config('app.ctx', %s, true), set_config('app.circles', %s, true)
"""
# What is asked for many rows: the circles, once for as long as this one speaks.
KEEP_CIRCLES = """
    set_config('app.circles',
               current_setting('app.ctx', true) || '|' || app_circles()::text, true)
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
def reading_as(user):
    """The same for a request that only reads: what circles are open is asked once.

    The statement that opens it asks both layers, each by its own rule: `app_circles()`
    keeps them for row security, and `Circle.objects.keys_open_to` for `visible_to`.
    """
    open_circles = Circle.objects.open_to(user).values("pk").query
    if open_circles.is_empty():
        with acting_as(user):
            yield
        return
    sql, params = open_circles.sql_with_params()
    also = f", {KEEP_CIRCLES}, ARRAY({sql})"
    with _speaking_for(str(user.pk), also, params) as (*_kept, circles):
        user.open_circles = circles
        try:
            yield
        finally:
            del user.open_circles


@contextmanager
def as_system():
    """A transaction that sees every record: migrations, moves between circles, jobs.

    A test lists the few places that may say so.
    """
    with _speaking_for(SYSTEM):
        yield


@contextmanager
def _speaking_for(who, also="", params=()):
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SWAP + also, [who, *params])
            before, circles, *answers = cursor.fetchone()
        yield answers
        if nested and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(PUT_BACK, [before or "", circles or ""])


@contextmanager
def in_bulk():
    """For a statement or a few that write many rows: the circles are read once.

    In it the database takes the circle that is written, and the keys to the whole
    refuse a wrong one, where else it would look up the right one row by row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {KEEP_CIRCLES},"
            " set_config('app.bulk', current_setting('app.ctx', true), true),"
            " set_config('pgtrigger.ignore', '{}', true)"  # else asked row by row
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.bulk', '', true),"
            " set_config('app.circles', '', true)"
        )
