"""How long the signal and the identification queue take on a million notes.

    DEMO=true python benchmarks/signals.py

100,000 officials and 1,000,000 notes in the scratch database, asked under row
security, by the serving role, as a member of staff. Printed are milliseconds in the
database: the signal of one official, its terms and its trend (300 drawn by lot, and the
most mentioned one), the signals of all; the job that makes the sums anew, first and
then with nothing changed; the queue from the sums, for the page and for the desk. The
actions, exchanges and posts of the other rules are of the size of an office: 20,000
actions, 5,000 participations, 20,000 appointments, 2,000 relationships, and are
rolled back.
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from benchmarks.data import a_reader, fill, scratch_database  # noqa: E402
from benchmarks.notes_data import fill_notes  # noqa: E402
from engagements.assessment import queue  # noqa: E402
from engagements.assessment.models import SignalSum  # noqa: E402
from engagements.monitoring import signal  # noqa: E402
from engagements.monitoring.models import Mention  # noqa: E402
from officials.institutions.models import Institution  # noqa: E402
from officials.people.models import Official  # noqa: E402
from officials.security.context import acting_as, as_system  # noqa: E402
from officials.security.ownership import as_owner  # noqa: E402

ASKED = 300
TABLES = (
    "engagements_outreachaction",
    "engagements_actionofficial",
    "exchanges_exchange",
    "exchanges_participation",
    "officials_post",
    "officials_appointment",
    "engagements_relationship",
)
OFFICE = """
    CREATE TEMP TABLE person ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY random()) AS n, id FROM officials_official;
    CREATE UNIQUE INDEX ON person (n); ANALYZE person;
    INSERT INTO engagements_outreachaction
        (id, circle_id, kind, state, subject, done_on, place, lead_id, result,
         responded, next_step, folded, direction, interpreter, others_present,
         nevertheless, currency)
        SELECT app_new_key(), 1, 'meeting', 'done', 'Talk ' || n,
               current_date - (n % 2000), '', {reader}, '', n % 10 = 0, '', '',
               'out', '', '', '', 'EUR'
        FROM generate_series(1, 20000) n;
    INSERT INTO engagements_actionofficial (id, circle_id, action_id, official_id)
        SELECT app_new_key(), 1, a.id, person.id FROM (
            SELECT row_number() OVER () AS n, id FROM engagements_outreachaction) a
        JOIN person ON person.n = 1 + a.n % 8000;
    INSERT INTO exchanges_exchange
        (id, circle_id, title, kind, place, country, starts_on, ends_on, purpose,
         folded, currency, useful_to)
        SELECT app_new_key(), 1, 'Seminar ' || n, 'seminar', '', '',
               current_date - n * 10, current_date - n * 10, '', '',
               'EUR', '{{}}'
        FROM generate_series(1, 250) n;
    INSERT INTO exchanges_participation
        (id, circle_id, exchange_id, official_id, role, state, remark)
        SELECT app_new_key(), 1, e.id, person.id, 'participant', 'attended', ''
        FROM (SELECT row_number() OVER () AS n, id FROM exchanges_exchange) e
        CROSS JOIN generate_series(0, 19) k JOIN person ON person.n = 1 + e.n * 20 + k;
    INSERT INTO engagements_relationship
        (id, circle_id, official_id, lead_id, rhythm_days, warmth, began_on, stage,
         remarks)
        SELECT app_new_key(), 1, id, {reader}, 90, 0, current_date,
               CASE WHEN n % 3 = 0 THEN 'in_dialogue' ELSE 'monitored' END, ''
        FROM person WHERE n <= 2000;
    INSERT INTO officials_post
        (id, circle_id, institution_id, title, native_title, function, is_leading,
         folded)
        SELECT app_new_key(), 1, '{place}', 'Head ' || n, '', '', n % 4 = 0, ''
        FROM generate_series(1, 20000) n;
    INSERT INTO officials_appointment
        (id, circle_id, official_id, post_id, started, started_circa, ended_circa,
         acting, disputed, single_seat, source, term)
        SELECT app_new_key(), 1, person.id, post.id,
               daterange(current_date - (post.n % 3000)::int,
                         current_date - (post.n % 3000)::int + 1),
               false, false, false, false, false, '', ''
        FROM (SELECT row_number() OVER () AS n, id FROM officials_post) post
        JOIN person ON person.n = 3 * post.n;
"""


class Watch:
    """Adds up the milliseconds that statements take."""

    def __init__(self):
        self.took = self.statements = 0

    def __call__(self, execute, *arguments):
        start = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.took += (time.perf_counter() - start) * 1000
            self.statements += 1


def timed(ask, *arguments):
    """Milliseconds in the database, and how many statements."""
    watch = Watch()
    with connection.execute_wrapper(watch):
        ask(*arguments)
    return watch.took, watch.statements


def tell(words, took):
    at = statistics.quantiles(took, n=100, method="inclusive")
    print(
        f"{words}: p50 {at[49]:.2f} ms, p95 {at[94]:.2f} ms, worst {max(took):.2f} ms",
        flush=True,
    )


def of_one(reader, keys, most):
    with acting_as(reader):
        for ask in (signal.signal_of, signal.terms, signal.trend):
            ask(keys[0], reader)
            took = [timed(ask, key, reader)[0] for key in keys]
            tell(f"{ask.__name__} of one", took)
            took = [timed(ask, most, reader)[0] for _number in range(10)]
            tell(f"{ask.__name__} of the most mentioned", took)


def of_all(reader):
    with acting_as(reader):
        took = [timed(signal.signals, reader)[0] for _number in range(3)]
    tell("signals of all", took)


def the_job():
    with as_system():
        SignalSum.objects.all().delete()
    print(f"the sums, first: {timed(queue.refresh)[0]:.0f} ms")
    tell("the sums, nothing changed", [timed(queue.refresh)[0] for _n in range(3)])


@as_owner()
def the_queue(reader):
    """Row security binds the owner as it binds whom it is made for."""
    with as_system(), transaction.atomic():
        office(reader)
        for words, limit in (("the queue", 51), ("the first five", 5)):
            with acting_as(reader):
                queue.proposals(reader, limit)
                took = [timed(queue.proposals, reader, limit) for _n in range(20)]
                proposals = queue.proposals(reader, limit)
            tell(f"{words} ({took[0][1]} statements)", [each for each, _n in took])
        rules = {reason.rule for each in proposals for reason in each.reasons}
        print(f"{len(proposals)} proposals by the rules {', '.join(sorted(rules))}")
        transaction.set_rollback(True)


def office(reader):
    """What the other rules look at, about people drawn by lot."""
    place = Institution.objects.values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(OFFICE.format(reader=reader.pk, place=place))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ANALYZE {table}")


def main():
    with scratch_database():
        fill()
        fill_notes()
        reader = a_reader()
        with as_system(), connection.cursor() as cursor:
            keys = list(Official.objects.values_list("pk", flat=True))
            cursor.execute(
                "SELECT official_id, count(*) FROM engagements_mention"
                " GROUP BY official_id ORDER BY 2 DESC LIMIT 1"
            )
            most, number = cursor.fetchone()
            print(
                f"{len(keys)} officials, {Mention.objects.count()} mentions, "
                f"at most {number} of one person"
            )
        keys = random.Random(7).sample(keys, ASKED)  # noqa: S311
        of_one(reader, keys, most)
        of_all(reader)
        the_job()
        the_queue(reader)


if __name__ == "__main__":
    main()
