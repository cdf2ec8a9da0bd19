"""Commands and jobs that write what goes out, tried towards those who are closed."""

import pytest
from django.core.management import get_commands
from procrastinate.contrib.django import app

from engagements.contacts.jobs import settle_plans
from engagements.contacts.models import OutreachAction
from officials.clearance.models import Clearance
from officials.security.lifts import gate_lifted
from staff.demo.load import Demo
from tests import doors
from tests.doors import out_past_the_gate
from tests.factories.approach import cleared
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.people import OfficialFactory
from tests.officials.clearance.closings import CLOSINGS

pytestmark = pytest.mark.django_db

READS = "it reads, and changes no row"
KEYS = "accounts and keys of the house"
# Commands and jobs of ours that turn to nobody, and why.
QUIET = {
    "backup": READS,
    "check_clearance": READS,
    "createcachetable": "a table without rows",
    "doctor": READS,
    "drill": "a database of its own, which is taken away again",
    "drop_stale_drafts": "what was typed goes, and no record",
    "drop_stale_files": "files and views go, and no record",
    "fetch_due_feeds": "news of others, which we read",
    "fetch_feed": "news of others, which we read",
    "find_duplicates": "pairs of records",
    "first_administrator": KEYS,
    "flush": "it empties the database",
    "lock_house": KEYS,
    "match_names": READS,
    "mentions": READS,
    "migrate": "tables, and what is folded of names",
    "procrastinate": "it does jobs, each of which stands here",
    "provision": KEYS,
    "read_slow_file": "rows to be looked over by whoever brought the file",
    "refresh_queue": "sums of what we read",
    "rescue": KEYS,
    "restore": "rows as they were in the backup, behind the lock of the house; whoever "
    "opens it sees plans as the gate has them, and at night they are settled",
    "seed_themes": "themes",
    "segment": READS,
    "signals": READS,
    "sweep_files": "files go, and no record",
    "symbols": READS,
}
OURS = ("officials", "translations", "exchanges", "engagements", "staff")


def test_each_command_and_job_of_ours_is_tried_or_turns_to_nobody():
    ours = {name for name, place in get_commands().items() if place in OURS}
    jobs = {name for name in app.tasks if "builtin" not in name}
    assert len(ours) > 15
    assert len(jobs) > 5

    assert ours | jobs == QUIET.keys() | doors.COMMANDS | doors.JOBS
    assert QUIET.keys().isdisjoint(doors.COMMANDS | doors.JOBS)


@pytest.mark.parametrize("close", CLOSINGS, ids=lambda close: close.__name__)
def test_nothing_is_left_out_past_the_gate_in_the_morning(close):
    official = cleared(OfficialFactory())
    plan = OutreachActionFactory(towards=[official], planned_on=days(5))
    close(official)
    with gate_lifted("undo"):  # as it comes back with a backup
        OutreachAction.objects.filter(pk=plan.pk).update(state="planned")
    assert plan.pk in {key for _table, key in out_past_the_gate()}

    settle_plans(0)

    assert out_past_the_gate() == []


def test_the_demo_turns_to_nobody_past_the_gate(roles):
    Demo().load()

    assert OutreachAction.objects.to_come().count() > 5
    assert Clearance.objects.exclude(signed_at=None).count() > 1
    assert out_past_the_gate() == []
