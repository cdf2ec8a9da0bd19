"""Suggestions for a typed name among 100,000 officials, as one of the staff.

Beside ours, the query one would write by hand: a word of the name by trigrams, sorted
by similarity.
"""

import random
import statistics
import time
from contextlib import contextmanager

from django.db import connection

from benchmarks.data import (
    OFFICIALS,
    a_reader,
    a_register,
    fill,
    french,
    german,
    romanised,
    scratch_database,
)
from officials.names.fold import fold
from officials.people.models import Official
from officials.security.context import acting_as

ASKED = 400
FLOOR = 8  # milliseconds in the database, p95
BY_HAND = """
    SELECT o.id, o.name FROM officials_official o JOIN (
        SELECT official_id, max(word_similarity(%s, folded)) AS near
        FROM officials_officialname WHERE folded %%> %s
        GROUP BY official_id ORDER BY near DESC LIMIT 20
    ) n ON n.official_id = o.id ORDER BY near DESC LIMIT 12
"""


def typed():
    """(manner, text) of what people type."""
    chance = random.Random(2)  # noqa: S311 - the same in every run
    people = list(a_register(2_000, seed=3))
    for given, father, family, _born in chance.sample(people, ASKED // 10):
        yield "one letter", family[:1]
        yield "two letters", family[:2]
        yield "beginning", family[:4]
        yield "surname", family
        yield "Latin surname", romanised(family)
        yield "full name", f"{family} {given} {father}"
        yield "Latin name", f"{romanised(given)} {romanised(family)}"
        yield "German", german(f"{given} {family}")
        yield "French", french(f"{given} {family}")
        yield "misspelt", f"{given} {family[:3]}{family[4:]}"


@contextmanager
def clocked(spent):
    """Adds to `spent` the seconds of each query inside."""

    def clock(execute, *args):
        began = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent.append(time.perf_counter() - began)

    with connection.execute_wrapper(clock):
        yield


def p95(times):
    return statistics.quantiles(times, n=20)[-1] * 1_000


def main():
    ours, by_hand, nothing, whole, manners, counts = [], [], [], [], {}, set()
    with scratch_database():
        fill()
        reader = a_reader()
        with acting_as(reader):
            officials = Official.objects.visible_to(reader)
            for manner, text in [*typed()]:
                spent, began = [], time.perf_counter()
                with clocked(spent):
                    officials.suggested(text, 12)
                whole.append(time.perf_counter() - began)
                ours.append(sum(spent))
                counts.add(len(spent))
                manners.setdefault(manner, []).append(sum(spent))
                with clocked(hand := []), connection.cursor() as cursor:
                    cursor.execute(BY_HAND, [fold(text), fold(text)])
                    cursor.fetchall()
                by_hand.append(sum(hand))
                with clocked(nothing), connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
    print(f"{OFFICIALS} officials, {len(ours)} texts, at most {max(counts)} queries")
    for manner, times in manners.items():
        middle = statistics.median(times) * 1_000
        print(f"  {manner:15} p50 {middle:6.2f} ms  p95 {p95(times):6.2f} ms")
    print(f"in the database: p95 {p95(ours):.2f} ms (to be below {FLOOR})")
    print(f"a query of nothing in this run: p95 {p95(nothing):.2f} ms")
    print(f"with the judging in Python: p95 {p95(whole):.2f} ms")
    ratio = statistics.median(ours) / statistics.median(by_hand)
    print(f"ours : by hand, p50 {ratio:.2f}, p95 {p95(ours) / p95(by_hand):.2f}")


if __name__ == "__main__":
    main()
