"""The list of 1,000,000 notes, as one of the staff: first page, deep pages, searches.

The whole page is asked for as a browser does, each of them twice; what counts is the
second time (warm), in the database, of the two queries of the list itself (its rows,
and how many there are), and the number of all queries. Deep pages are measured beside
the first one.
"""

import random
import statistics
import time
from contextlib import contextmanager

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from benchmarks.data import STEMS, a_reader, fill, scratch_database
from benchmarks.notes_data import ENGLISH, NOTES, RUSSIAN, fill_notes
from benchmarks.suggestions import clocked, p95
from engagements.monitoring.models import Mention, Note
from officials.institutions.models import Institution
from officials.security.context import as_system
from officials.sources.models import Source
from officials.themes.models import Theme
from staff.pages.keyset import Keyset

FLOOR = 30  # milliseconds in the database
TIMES = 10
DEPTHS = (10_000, 500_000, 950_000)  # rows that stand before the page


def pages():
    """(what is asked, [query]) of lists that people open."""
    chance = random.Random(7)  # noqa: S311 - the same in every run
    with as_system():
        theme = Theme.objects.first().pk
        region = Institution.objects.get(name="Region 3").pk
        source = Source.objects.first().pk
        official_keys = list(
            Mention.objects.values_list("official", flat=True)[: TIMES * 50 : 50]
        )
    yield "first page", [{}] * TIMES
    for depth in DEPTHS:
        yield f"after {depth:,} rows", [{"after": mark_at(depth)}] * TIMES
        yield f"before {depth:,} rows", [{"before": mark_at(depth)}] * TIMES
    yield "everywhere word", [{"q": word} for word in RUSSIAN[:6] + ENGLISH[:4]]
    rare = [f"{stem}ова" for stem in chance.sample(sorted(set(STEMS)), TIMES)]
    yield "rare word", [{"q": word} for word in rare]
    numbers = [str(chance.randrange(NOTES)) for _ in range(TIMES)]
    yield "one note", [{"q": word} for word in numbers]
    yield "two words", [{"q": f"{w} {r}"} for w, r in zip(RUSSIAN, rare, strict=False)]
    yield "word and grade", [{"q": w, "graded": "B"} for w in RUSSIAN[:TIMES]]
    yield "rare and kind", [{"q": w, "kind": "vote"} for w in rare]
    yield "nothing found", [{"q": f"нетакогослова{n}"} for n in range(TIMES)]
    yield "grade", [{"graded": "A"}] * TIMES
    yield "theme", [{"theme": theme}] * TIMES
    yield "institution", [{"institution": region}] * TIMES
    yield "source", [{"source": source}] * TIMES
    yield "official", [{"official": key} for key in official_keys]
    yield "official, stance", [{"official": key, "stance": 1} for key in official_keys]
    yield "stance", [{"stance": -2}] * TIMES


def mark_at(depth):
    """The mark of the page that begins after so many rows, found by counting once."""
    if depth not in MARKS:
        from_there = Note.objects.order_by("-happened_on", "-pk")
        with as_system():
            row = from_there.values("happened_on", "pk")[depth - 1]
        MARKS[depth] = Keyset(("happened_on", "pk"), {}, 50).written(depth + 1, row)
    return MARKS[depth]


MARKS = {}
OF_THE_LIST = 'FROM "engagements_note"'


@contextmanager
def query_log(spent):
    """Adds to `spent` the seconds and the words of each query inside."""

    def clock(execute, sql, *args):
        began = time.perf_counter()
        try:
            return execute(sql, *args)
        finally:
            spent.append((time.perf_counter() - began, sql))

    with connection.execute_wrapper(clock):
        yield


def main():
    with scratch_database():
        fill()
        fill_notes()
        reader = a_reader()
        reader.groups.add(Group.objects.get(name="Officer"))
        client = Client(headers={"host": "localhost"})
        client.force_login(reader)
        print(f"{NOTES:,} notes; in the database, to be below {FLOOR} ms")
        first = None
        with clocked(nothing := []), connection.cursor() as cursor:
            for _ in range(100):
                cursor.execute("SELECT 1")
        print(f"  a query of nothing in this run: p50 {middle_of(nothing):.2f} ms")
        for name, queries in [*pages()]:
            times, counts = measured(client, queries)
            middle = middle_of(times)
            first = first or middle
            print(
                f"  {name:20} p50 {middle:7.2f} ms  p95 {p95(times):7.2f} ms"
                f"  {min(counts)}-{max(counts)} queries  {middle / first:5.2f} x first"
            )


def middle_of(times):
    return statistics.median(times) * 1_000


def measured(client, queries):
    """Seconds in the database of each query, and how many statements each took."""
    times, counts = [], set()
    for query in queries:
        client.get("/notes/", query)
        with query_log(spent := []):
            client.get("/notes/", query)
        times.append(sum(seconds for seconds, sql in spent if OF_THE_LIST in sql))
        counts.add(len(spent))
    return times, counts


if __name__ == "__main__":
    main()
