"""Offers that fit one official, over 10,000 editions and 500 exchanges.

What counts is the time in the database of the two queries that look for what fits, run
as one of the staff under row security, for officials who share few and many themes, who
asked for something, and who were handed hundreds of things already.
"""

import random
import statistics
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Max

from benchmarks.data import a_reader, fill, scratch_database
from benchmarks.notes import query_log
from benchmarks.suggestions import p95
from engagements.support import offers_that_fit
from officials.people.models import Official
from officials.security.context import acting_as, as_system
from officials.themes.models import Theme
from translations.jobs.models import Edition

DOCUMENTS, LANGUAGES = 5_000, ("ru", "uk")
EXCHANGES = 500
FLOOR = 20  # milliseconds in the database
TIMES = 20
AGAIN = 10  # of each the least counts: other work shares the machine
THEMES = 40

DOCUMENTS_SQL = """
    INSERT INTO translations_document (id, circle_id, symbol, normal_symbol, title,
        titles, issuer, kind, summary, useful_to, source_url, folded)
    SELECT app_new_key(), 1, 'B/RES/' || n, '', 'Benchmark text ' || n, '{}', '',
           'resolution', '',
           CASE n %% 4 WHEN 0 THEN ARRAY['police'] WHEN 1 THEN ARRAY['court'] WHEN 2
           THEN ARRAY['ministry', 'prison'] ELSE '{}'::varchar[] END,
           '', 'benchmark text ' || n
    FROM generate_series(1, %s) n
"""
THEMES_SQL = """
    INSERT INTO translations_documenttheme (id, circle_id, document_id, theme_id)
    SELECT DISTINCT ON (d.id, t.id) app_new_key(), 1, d.id, t.id
    FROM translations_document d
    CROSS JOIN generate_series(0, 2) k
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM officials_theme
          WHERE name LIKE 'Benchmark %%') t
      ON t.n = 1 + (substring(d.symbol FROM 7)::int * (k + 3)) %% %s
    WHERE d.symbol LIKE 'B/RES/%%'
"""
EDITIONS_SQL = """
    INSERT INTO translations_edition (id, circle_id, document_id, kind, language, title,
        number, correction, changes, file, file_name, where_from, rights, made_by_id,
        made_at, snapshot)
    SELECT app_new_key(), 1, d.id, 'other', l, d.title, 1, 0, '', '', '', 'A site',
           'Free', %s, now() - random() * interval '3 years', ''
    FROM translations_document d, unnest(%s::varchar[]) l
    WHERE d.symbol LIKE 'B/RES/%%'
"""
EXCHANGES_SQL = """
    WITH made AS (
        INSERT INTO exchanges_exchange (id, circle_id, title, kind, place, country,
            starts_on, ends_on, purpose, useful_to, currency, folded)
        SELECT app_new_key(), 1, 'Benchmark seminar ' || n, 'seminar', '', '',
               current_date + n %% 300, current_date + n %% 300 + 2, '',
               ARRAY['police'], 'EUR', 'benchmark seminar ' || n
        FROM generate_series(1, %s) n RETURNING id, title)
    INSERT INTO exchanges_exchangetheme (id, circle_id, exchange_id, theme_id)
    SELECT app_new_key(), 1, made.id, t.id FROM made
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM officials_theme
          WHERE name LIKE 'Benchmark %%') t
      ON t.n = 1 + substring(made.title FROM 19)::int %% %s
"""
HANDED_SQL = """
    INSERT INTO translations_delivery (id, circle_id, edition_id, official_id, given_on,
        way, copies, given_by_id, is_past)
    SELECT app_new_key(), 1, e.id, %s, current_date, 'hand', 1, %s, true
    FROM (SELECT id FROM translations_edition LIMIT 300) e
"""
ASKED_SQL = """
    INSERT INTO engagements_supportrequest (id, circle_id, official_id, kind, asked,
        received_on, state, answer, reason, recorded_by_id, folded)
    SELECT app_new_key(), 1, %s, kind, 'Have you got b/res/77 in our language?',
           current_date, 'open', '', '', %s, ''
    FROM unnest(ARRAY['document', 'training']) kind
"""


def fill_offers(reader, officials):
    """The catalogue, unless it is there; `officials` get themes, one many things."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM translations_edition")
        if cursor.fetchone()[0]:
            return
        for number in range(THEMES):
            Theme.objects.get_or_create(name=f"Benchmark {number}")
        cursor.execute(DOCUMENTS_SQL, [DOCUMENTS])
        cursor.execute(THEMES_SQL, [THEMES])
        cursor.execute(EDITIONS_SQL, [reader.pk, list(LANGUAGES)])
        cursor.execute(EXCHANGES_SQL, [EXCHANGES, THEMES])
        themes = list(Theme.objects.filter(name__startswith="Benchmark"))
        chance = random.Random(3)  # noqa: S311 - the same in every run
        for number, official in enumerate(officials):
            official.themes.add(*chance.sample(themes, 1 + number % 8))
        cursor.execute(HANDED_SQL, [officials[-1].pk, reader.pk])
        cursor.execute(ASKED_SQL, [officials[-2].pk, reader.pk])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def main():
    with scratch_database():
        fill(1_000)
        reader = a_reader()
        reader.groups.add(Group.objects.get(name="Officer"))
        with as_system():
            officials = list(Official.objects.order_by("pk")[:TIMES])
        fill_offers(reader, officials)
        looking, all_of_it, counts, list_sizes = [], [], set(), []
        for official in officials:
            tries = []
            for _again in range(AGAIN):
                with acting_as(reader), query_log(spent := []):
                    list_sizes.append(len(offers_that_fit.fitting(official, reader)))
                shared_time = sum(t for t, sql in spent if "WITH shared" in sql)
                tries.append((shared_time, sum(t for t, _sql in spent)))
                counts.add(len(spent))
            least, least_of_all = (min(each) for each in zip(*tries, strict=True))
            looking.append(least)
            all_of_it.append(least_of_all)
        with as_system(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM translations_edition")
            (texts,) = cursor.fetchone()
        print(f"{texts:,} editions, {EXCHANGES} exchanges; to be below {FLOOR} ms")
        print(f"  {min(list_sizes)}-{max(list_sizes)} offers, {sorted(counts)} queries")
        for name, times in (("looking", looking), ("all queries", all_of_it)):
            middle = statistics.median(times) * 1_000
            print(f"  {name:12} p50 {middle:6.2f} ms  p95 {p95(times):6.2f} ms")
        print(f"  CPU of the database: {worked(reader, officials):.2f} ms an official")
        once = editions_read_once(reader)
        print(f"  reading all editions once: {once:.2f} ms")


def worked(reader, officials):
    """Milliseconds of CPU that the backend spends on one official, all queries.

    On Linux, with the database on the same machine: what other work takes is left out.
    """
    pid = connection.connection.info.backend_pid
    clock = Path(f"/proc/{pid}/schedstat")
    before = int(clock.read_text().split()[0])
    for official in officials:
        with acting_as(reader):
            offers_that_fit.fitting(official, reader)
    return (int(clock.read_text().split()[0]) - before) / len(officials) / 1e6


def editions_read_once(reader):
    """The least milliseconds to read what there is, under row security: the floor."""
    published = Edition.objects.in_circles_of(reader).in_force()
    times = []
    for _again in range(AGAIN):
        with acting_as(reader), query_log(spent := []):
            published.aggregate(Max("made_at"))
        times.append(max(seconds for seconds, _sql in spent))
    return min(times) * 1_000


if __name__ == "__main__":
    main()
