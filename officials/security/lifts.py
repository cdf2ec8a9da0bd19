"""The few places that may put rows as they are, past the gate, say so here."""

from contextlib import contextmanager

from django.db import connection, transaction

# Who may, and why; a test lists the callers.
REASONS = {
    "merge": "what named one of two records of a person names the other",
    "undo": "rows are put back as they were",
}


@contextmanager
def gate_lifted(reason):
    """A transaction in which rows are put as they are, past the gate.

    `reason` is one of REASONS; a test lists the few places that may say so.
    """
    if reason not in REASONS:
        raise ValueError(f"Nobody lifts the gate for “{reason}”.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.gate', true)")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('app.gate', 'lifted|' || app_now(), true)")
        yield
        if not connection.needs_rollback:
            cursor.execute("SELECT set_config('app.gate', %s, true)", [before or ""])
