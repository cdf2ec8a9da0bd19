"""The CSV of officials and of notes, as one would write it by hand for the same cells.

One `COPY` each, with joins of sets and the guard against formulas. Nothing of it knows
of circles: it reads as whoever opened the transaction, under row security as we do.
"""

import csv
import io
import itertools
import time
from dataclasses import dataclass

from django.db import connection

from benchmarks.visits import processor_time
from officials.security.context import acting_as
from officials.security.formulas import harmless_sql

OFFICIALS = """
    WITH held AS (
        SELECT DISTINCT ON (appointment.official_id) appointment.official_id,
               post.title, institution.name
        FROM officials_appointment appointment
        JOIN officials_post post ON post.id = appointment.post_id
        JOIN officials_institution institution ON institution.id = post.institution_id
        WHERE (started IS NULL OR lower(started) <= current_date)
          AND (ended IS NULL OR lower(ended) > current_date)
        ORDER BY appointment.official_id, is_leading DESC, started DESC, appointment.id
    ), themes AS (
        SELECT link.official_id, string_agg(name, ', ' ORDER BY name) AS names
        FROM officials_officialtheme link
        JOIN officials_theme theme ON theme.id = link.theme_id
        GROUP BY link.official_id
    ), leads AS (
        SELECT DISTINCT ON (official_id) official_id, full_name
        FROM engagements_relationship relationship
        JOIN staff_user lead ON lead.id = relationship.lead_id
        ORDER BY official_id, circle_id, relationship.id
    )
    SELECT official.name AS a, held.title AS b, held.name AS c, names AS d,
           full_name AS e
    FROM officials_official official
    LEFT JOIN held ON held.official_id = official.id
    LEFT JOIN themes ON themes.official_id = official.id
    LEFT JOIN leads ON leads.official_id = official.id
    ORDER BY official.sort_name, official.id
"""
NOTES = """
    WITH about AS (
        SELECT note_id, string_agg(name, ', ' ORDER BY sort_name) AS names
        FROM engagements_mention mention
        JOIN officials_official official ON official.id = mention.official_id
        GROUP BY note_id
    )
    SELECT app_partial_date(happened_on) AS day, headline AS a, names AS b,
           CASE WHEN source.confidential THEN 'Source ' || number
                ELSE coalesce(nullif(source.title, ''), nullif(url, ''),
                              nullif(source.file_name, ''), nullif(source_title, ''))
           END AS c,
           note.reliability || note.credibility::text AS d, full_name AS e
    FROM engagements_note note
    JOIN staff_user taker ON taker.id = note.recorded_by_id
    LEFT JOIN about ON about.note_id = note.id
    LEFT JOIN officials_source source ON source.id = note.source_id
    ORDER BY happened_on DESC, note.id DESC
"""
BY_HAND = {"/officials/": (OFFICIALS, ""), "/notes/": (NOTES, "day, ")}
COPY = "COPY (SELECT {} FROM ({}) cells) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"


@dataclass
class Taken:
    """What a file took: seconds, of them to the first byte and to the first rows."""

    rows: int
    clock: float
    first_byte: float
    first_rows: float
    python: float
    database: float  # milliseconds of processor, as is `python`

    @property
    def processor(self):
        return self.python + self.database

    @property
    def rate(self):
        return self.rows / self.clock


def exported(client, address):
    """(the CSV of the list at `address`, what it has `Taken`)."""
    page = client.get(f"{address}?format=csv").url  # so many rows want a reason
    why = {"reason": "To measure it"}
    return timed(lambda: client.post(page, why).streaming_content, head=1)


def by_hand(reader, address):
    """The same of the statement written by hand, as far as it goes."""
    statement, plain_cells = BY_HAND[address]
    cells = plain_cells + ", ".join(harmless_sql(name) for name in "abcde")

    def blocks():
        with (
            acting_as(reader),
            connection.cursor() as cursor,
            cursor.copy(COPY.format(cells, statement)) as copy,
        ):
            yield from map(bytes, copy)

    return timed(blocks, head=0)


def timed(work, head):
    """(what `work` returns in parts, what it has `Taken`); rows begin after `head`."""
    python, database = time.process_time(), processor_time()
    began = time.perf_counter()
    parts, moments = [], []
    for part in work():
        parts.append(part)
        if len(moments) <= head:
            moments.append(time.perf_counter() - began)
    took = time.perf_counter() - began
    content = b"".join(parts)
    return content, Taken(
        rows=content.count(b"\n"),
        clock=took,
        first_byte=moments[0],
        first_rows=moments[-1],
        python=1000 * (time.process_time() - python),
        database=processor_time() - database,
    )


def rows_that_differ(ours, theirs):
    """How many rows differ as parsed, the head of ours left out."""
    mine = csv.reader(io.StringIO(ours.decode("utf-8-sig"), newline=""))
    next(mine)
    hand = csv.reader(io.StringIO(theirs.decode(), newline=""))
    pairs = itertools.zip_longest(mine, hand)
    return sum(mine_row != hand_row for mine_row, hand_row in pairs)
