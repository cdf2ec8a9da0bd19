"""Each change of a state is heard in the test database, and from where it was made.

Triggers that only the test database has say aloud, as a notice, that a state changed:
by whatever statement, of a form, the admin, an import, a merge or plain SQL. Postgres
sends it while the statement runs, and who hears it here looks which code that is. The
one road is a workflow.py. Whatever else changed a state is kept, and fails the test.
"""

import sys
from contextlib import contextmanager

from django.apps import apps
from django.db import connection
from django.db.backends.signals import connection_created

from officials.security.ownership import as_owner, set_privileges
from tests.house.sources import ROOT

STATES = ("state", "stage", "warmth", "decision")
# A decision is written, and written again, in the form of the check itself; what it
# means is settled when that is signed.
# A clearance repeats it, as the database writes that with what it rests on.
NO_MOVES = {"officials_conductcheck.decision", "officials_clearance.decision"}
LISTENER = "tests/doors.py"  # it stands around every statement, and makes none
ARRANGED = ("tests/", "staff/demo/", "benchmarks/")  # what may put anything anywhere
GENERAL = "officials/batches/workflow.py"  # it writes whatever it is told to
# What begins elsewhere than at the beginning, and why.
BEGINS_ELSEWHERE = {
    "engagements_outreachaction.state begins": "on record after it happened",
    "engagements_relationship.stage begins": "an import: it stood there before us",
}
SAID = "a state changed: "
SAY = """
    CREATE OR REPLACE FUNCTION app_say_state() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF pg_trigger_depth() = 1 THEN  -- else a rule of the database made it
            RAISE NOTICE USING MESSAGE = TG_ARGV[0];
        END IF;
        RETURN NULL;
    END $$
"""
TRIGGERS = """
    CREATE OR REPLACE TRIGGER {column}_said AFTER UPDATE ON {table} FOR EACH ROW
        WHEN (OLD.{column} IS DISTINCT FROM NEW.{column})
        EXECUTE FUNCTION app_say_state('{said}{table}.{column}');
    CREATE OR REPLACE TRIGGER {column}_begun_said AFTER INSERT ON {table} FOR EACH ROW
        WHEN (NEW.{column} <> '{first}')
        EXECUTE FUNCTION app_say_state('{said}{table}.{column} begins');
"""

off_the_road = []  # (what changed, where in our code)


def state_fields():
    """The fields that are declared states, of every model but the events of history."""
    return [
        field
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if field.name in STATES and name_of_field(field) not in NO_MOVES
    ]


def name_of_field(field):
    return f"{field.model._meta.db_table}.{field.column}"


def make_database_tell():
    """Hangs the triggers into the test database, and listens to every connection."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(SAY)
        for field in state_fields():
            first = field.get_default()
            names = {"table": field.model._meta.db_table, "column": field.column}
            cursor.execute(TRIGGERS.format(**names, first=first, said=SAID))
        set_privileges()
    connection_created.connect(listen, dispatch_uid="one road")


def listen(connection, **_signal):
    connection.connection.add_notice_handler(hear)


def hear(notice):
    """Called while the statement runs, from the code that runs it."""
    message = notice.message_primary or ""
    what = message.removeprefix(SAID)
    if what == message or what in BEGINS_ELSEWHERE:
        return
    if where := off(sys._getframe(1)):
        off_the_road.append((what, where))


def off(frame):
    """Where our own code made the change of state outside the one road, or ""."""
    steps = []
    for file, function, line in our_code(frame):
        if file.startswith(ARRANGED) or "/migrations/" in file:
            break
        if is_road(file, function):
            return ""
        steps.append(f"{file}:{line} {function}")
    return steps[0] if steps else ""


def is_road(file, function):
    """What writes whatever it is told to is one only where it puts back what was."""
    return file.endswith("workflow.py") and (file != GENERAL or function == "undo")


def our_code(frame):
    """(file, function, line) of each frame of ours from the innermost outwards."""
    while frame:
        file = frame.f_code.co_filename
        ours = file.startswith(f"{ROOT}/") and "/.venv/" not in file
        if ours and not file.endswith(LISTENER):
            yield file.removeprefix(f"{ROOT}/"), frame.f_code.co_name, frame.f_lineno
        frame = frame.f_back


@contextmanager
def heard():
    """What is off the road within, as a list of its own."""
    before, kept = len(off_the_road), []
    yield kept
    kept += off_the_road[before:]
    del off_the_road[before:]
