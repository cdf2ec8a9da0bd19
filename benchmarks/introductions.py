"""How long the three best introductions to an official take to find.

    DEMO=true python benchmarks/introductions.py

100,000 officials, 300,000 ties, 200 people we are in dialogue with; each of 300
officials drawn by lot is asked for once, as a member of staff under row security, which
binds the owner of the tables too. Twice: ties between people drawn evenly, and ties of
which one end is drawn so that a few know very many (the best known about a thousand).
All of it happens in a transaction that is rolled back: nothing stays in the database.
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

from engagements.relationships.models import Relationship  # noqa: E402
from officials.people.introductions import paths  # noqa: E402
from officials.people.models import Official  # noqa: E402
from officials.security.context import acting_as, as_system  # noqa: E402
from officials.security.ownership import as_owner  # noqa: E402
from staff.models import User  # noqa: E402

OFFICIALS, TIES, KNOWN, ASKED = 100_000, 300_000, 200, 300
PEOPLE = """
    CREATE TEMP TABLE person ON COMMIT DROP AS
        SELECT n, app_new_key() AS id FROM generate_series(0, %s - 1) n;
    INSERT INTO officials_official (id, circle_id, name, native_name, sort_name, gender)
        SELECT id, 1, 'Official ' || n, '', 'official ' || n, '' FROM person;
    CREATE INDEX ON person (n); ANALYZE person; ANALYZE officials_official;
"""
LINKS = """
    INSERT INTO officials_tie
        (id, circle_id, official_id, other_id, kind, strength, source)
    SELECT app_new_key(), 1, one.id, other.id, 'worked_with', 1 + drawn.n %% 3, ''
    FROM (
        SELECT n, floor(random() * %(people)s) AS a,
               floor(power(random(), %(slope)s) * %(people)s) AS b
        FROM generate_series(1, %(ties)s) n
    ) drawn
    JOIN person one ON one.n = a JOIN person other ON other.n = b
    WHERE a <> b ON CONFLICT DO NOTHING
"""


def run(slope):
    """Milliseconds in the database for each question, and the steps of each path."""
    with connection.cursor() as cursor:
        # Neither history nor the circles of 300,000 rows are what is measured here.
        cursor.execute("ALTER TABLE officials_official DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE officials_tie DISABLE TRIGGER USER")
        cursor.execute(PEOPLE.replace("%s", str(OFFICIALS)))
        cursor.execute(LINKS, {"people": OFFICIALS, "ties": TIES, "slope": slope})
        cursor.execute("ANALYZE officials_tie")
    reader = User.objects.create_user("bench", full_name="Bench")
    keys = list(Official.objects.filter(name__startswith="Official "))
    random.seed(7)
    for official in random.sample(keys, KNOWN):
        Relationship.objects.create(
            official=official, lead=reader, stage=Relationship.Stage.DIALOGUE
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE engagements_relationship")
    acquaintances = (
        Relationship.objects.visible_to(reader).in_dialogue().values("official")
    )
    took, lengths = [], []

    def timed(execute, *arguments):
        start = time.perf_counter()
        result = execute(*arguments)
        took[-1] += (time.perf_counter() - start) * 1000
        return result

    with acting_as(reader), connection.execute_wrapper(timed):
        for official in [keys[0], *random.sample(keys, ASKED)]:
            took.append(0)
            introductions = paths(official, reader, known=acquaintances)
            lengths += [len(path.ties) for path in introductions]
    return took[1:], lengths


def main():
    for words, slope in (("drawn evenly", 1), ("a few know very many", 2)):
        with as_owner(), as_system(), transaction.atomic():
            took, lengths = run(slope)
            transaction.set_rollback(True)
        at = statistics.quantiles(took, n=100)
        print(
            f"{words}: p50 {at[49]:.1f} ms, p95 {at[94]:.1f} ms, worst "
            f"{max(took):.1f} ms; {len(lengths) / ASKED:.1f} paths of "
            f"{statistics.mean(lengths):.1f} steps each"
        )


if __name__ == "__main__":
    main()
