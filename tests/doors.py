"""Which ways in write what goes out: each of them is one that the doors are tried on.

Whatever test goes through an address, a command or a job that writes a table with
`GoesOut`, by whatever statement, fails while that way in is not on the list;
`tests/officials/clearance/test_doors.py` and `test_commands.py` try each of the list
against people to whom we may not turn.
"""

import threading
from contextlib import contextmanager
from functools import cache, wraps

from django.apps import apps
from django.core.management.base import BaseCommand
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.signals import connection_created
from django.urls import Resolver404, resolve
from procrastinate.tasks import Task

from officials.clearance.goes_out import GoesOut
from officials.security.ownership import as_owner, set_privileges

SAID = "it goes out: "
TRIGGER = """
    CREATE OR REPLACE TRIGGER goes_out_said AFTER INSERT OR UPDATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION app_say_state('{said}{table}')
"""
OUT_NOW = 'SELECT id, app_why_not_out(%s, id, false) FROM {table} "new" WHERE {when}'
# Addresses that are tried: who writes a table that goes out.
TRIED = {
    "action-add",
    "action-cancel",
    "action-edit",
    "action-finish",
    "action-let_go",
    "action-reopen",
    "action-seen_too",
    "action-went_already",
    "admin:engagements_outreachaction_add",
    "admin:engagements_outreachaction_change",
    "admin:exchanges_exchange_add",
    "admin:exchanges_exchange_change",
    "delivery-edit",
    "edition-give",
    "edition-offer",
    "email-check",
    "handover-give_back",
    "import-preview",
    "letter-add",
    "letter-cancel",
    "letter-dispatch",
    "letter-edit",
    "letter-greet",
    "letter-incoming",
    "letter-label",
    "letter-let_go",
    "letter-ready",
    "letter-reopen",
    "letter-unready",
    "letter-went_already",
    "mention-answer",
    "met",
    "offer-add",
    "offer-edit",
    "offer-put_back",
    "offer-take_back",
    "official-invite",
    "official-merge",
    "participation-accept",
    "participation-add",
    "participation-attend",
    "participation-confirm",
    "participation-decline",
    "participation-edit",
    "participation-invite",
    "participation-let_go",
    "participation-miss",
    "batch-undo",
    "playbook-begin",
    "playbookrun-resume",
    "playbookrun-stop",
    "relationship-hand_over",
    "work-countries",
}
# Those that write such a table and can turn to nobody by it, and why.
TURNS_TO_NOBODY = {
    "exchange-edit": "a move between circles, which changes no state and no person",
    "official-death": "it ends, cancels and takes back what was open",
    "official-edit": "a move between circles, and a death, which closes",
    "institution-edit": "a move between circles",
}

# Commands and jobs that are tried, by their names (test_commands.py).
COMMANDS = {"demo"}
JOBS = {"settle_plans"}

strangers = set()  # (way in, table) of those that stand on neither list
inside = threading.local()  # the ways in that this thread is in just now


def models_that_go_out():
    return [
        model
        for model in apps.get_models()
        if any(isinstance(rule, GoesOut) for rule in model._meta.constraints)
    ]


@cache
def ways_on_the_list():
    ways = {f"command {name}" for name in COMMANDS} | {f"job {name}" for name in JOBS}
    return ways | TRIED | TURNS_TO_NOBODY.keys()


def ways_in():
    """The ways in that this thread is in, the innermost last."""
    return inside.__dict__.setdefault("ways", [])


def begin(environ=None, **_signal):
    ways_in().append((environ or {}).get("PATH_INFO", ""))


def end(**_signal):
    ways_in().clear()


def through(name_of, work):
    """`work`, whose first argument says by `name_of` which way in it is."""

    @wraps(work)
    def run(one, *args, **kwargs):
        ways_in().append(name_of(one))
        try:
            return work(one, *args, **kwargs)
        finally:
            if ways_in():  # a command may answer requests itself
                ways_in().pop()

    return run


def name_of_command(command):
    return f"command {type(command).__module__.rsplit('.', 1)[-1]}"


def name_of_job(job):
    return f"job {job.name}"


request_started.connect(begin, dispatch_uid="doors")
request_finished.connect(end, dispatch_uid="doors")
BaseCommand.execute = through(name_of_command, BaseCommand.execute)
Task.__call__ = through(name_of_job, Task.__call__)


def make_database_tell():
    """Hangs the triggers into the test database, and listens to every connection.

    Rows that a rule of the database changes by itself are not told (`app_say_state`).
    """
    with as_owner(), connection.cursor() as cursor:
        for model in models_that_go_out():
            table = model._meta.db_table
            cursor.execute(TRIGGER.format(table=table, said=SAID))
        set_privileges()
    connection_created.connect(listen, dispatch_uid="doors")


def listen(connection, **_signal):
    connection.connection.add_notice_handler(hear)


def hear(notice):
    """Called while a statement runs that writes a table that goes out."""
    message = notice.message_primary or ""
    table = message.removeprefix(SAID)
    if table == message or not ways_in():
        return
    name = name_of(ways_in()[-1])
    if name not in ways_on_the_list():
        strangers.add((name, table))


def name_of(way):
    """The name of an address, or the way in itself."""
    try:
        return resolve(way).view_name
    except Resolver404:
        return way


@contextmanager
def watched():
    """Fails at the end when a way in that is not on the list wrote what goes out."""
    strangers.clear()
    yield
    assert strangers == set(), (
        f"try {strangers} in tests/officials/clearance/test_doors.py"
    )


def out_past_the_gate():
    """(table, key) of whatever is out today to whom we may not turn."""
    out = []
    for model in models_that_go_out():
        for rule in model._meta.constraints:
            if not isinstance(rule, GoesOut):
                continue
            table = connection.ops.quote_name(model._meta.db_table)
            when = rule.when.replace("NEW.", '"new".')
            with connection.cursor() as cursor:
                cursor.execute(OUT_NOW.format(table=table, when=when), [rule.who])
                out += [(table, key) for key, why in cursor.fetchall() if why]
    return out
