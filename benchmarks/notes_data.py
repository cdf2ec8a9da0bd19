"""A million notes about the officials of the scratch database, Russian and English.

Made in the database from a few thousand phrases, so that it takes minutes and not
hours; history is left out. Words are as common as in a language: a few are everywhere,
most are rare, and each note has a number that no other has.
"""

import itertools
import random

from django.db import connection

from benchmarks.data import (
    FATHERS,
    GIVEN,
    STEMS,
    a_reader,
    filled_at_once,
    romanised,
)
from officials.institutions.models import Institution
from officials.names.fold import fold
from officials.security.context import as_system
from officials.security.ownership import as_owner
from officials.sources.models import Source
from officials.themes.models import Theme
from staff.models import User

NOTES = 1_000_000
BATCH = 100_000
PHRASES = 20_000
SOURCES = 200
PLACES = 600
TAKERS = 20

RUSSIAN = (
    "министр заявил начальник полиции провёл проверку жалоба задержанного суд решил"
    " прокурор внёс представление депутат поддержал поправку уполномоченный посетил"
    " следственный изолятор доступ адвоката открытое заседание митинг согласован отказ"
    " письмо ответил опубликовал отчёт статистика насилие служебная проверка доклад"
    " право на защиту свобода собраний пытки камера видеозапись приказ отменён обещал"
    " реформа обучение сотрудников комиссия общественный контроль призывник госпиталь"
    " справка медицинская помощь свидетель допрос опознание протокол апелляция кассация"
).split()
ENGLISH = (
    "minister said police chief complaint detainee court ruled prosecutor objected vote"
    " amendment ombudsman visited detention centre lawyer access open hearing assembly"
    " permitted refused letter answered published report statistics violence inquiry"
    " training officers reform commission oversight conscript hospital medical witness"
    " interrogation record appeal torture video order withdrawn promised freedom rights"
).split()

PHRASE_BOOK = """
    CREATE TEMPORARY TABLE phrase (n int PRIMARY KEY, text text, folded text)
"""
NUMBERED = """
    CREATE TEMPORARY TABLE {0} AS
    SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM {1}
"""
SOME_NOTES = """
    INSERT INTO engagements_note
        (circle_id, headline, detail, kind, happened_on, happened_circa, seen_on, quote,
         quote_language, excerpt, source_id, source_kind, source_title, source_url,
         second_source, reliability, credibility, institution_id, recorded_by_id,
         recorded_at, folded)
    SELECT 1, left(one.text, 200), two.text || ' ' || three.text || ' № ' || drawn.n,
           drawn.kind,
           CASE WHEN drawn.n %% 10 = 0
                THEN daterange(date_trunc('month', day)::date,
                    (date_trunc('month', day) + interval '1 month')::date)
                ELSE daterange(day, day + 1) END,
           false, day + drawn.n %% 5, '', '', '', source.id, source_kind, '', '', '',
           drawn.reliability, 2 + drawn.n %% 5, place.id, taker.id,
           day + interval '6 days',
           one.folded || ' ' || two.folded || ' ' || three.folded || ' no ' || drawn.n
    FROM (
        SELECT n, (random() * {last})::int AS a, (random() * {last})::int AS b,
               (random() * {last})::int AS c,
               (current_date - 6 - (power(random(), 1.5) * 3650)::int) AS day,
               (array['statement','decision','vote','response','conduct'])[1 + n %% 5]
                   AS kind,
               (array['press','social_media','court_record','conversation'])[1 + n %% 4]
                   AS source_kind,
               (array['A','B','B','C','C','D','E','F'])[1 + n %% 8] AS reliability,
               CASE WHEN n %% 2 = 0 THEN (random() * {sources})::int END AS source_n,
               CASE WHEN n %% 3 = 0 THEN (random() * {places})::int END AS place_n,
               (power(random(), 2) * {takers})::int AS taker_n
        FROM generate_series(%s::int, %s::int) n
    ) drawn
    JOIN phrase one ON one.n = a JOIN phrase two ON two.n = b
    JOIN phrase three ON three.n = c JOIN taker ON taker.n = taker_n
    LEFT JOIN source ON source.n = source_n LEFT JOIN place ON place.n = place_n
"""
# Few are named often and most seldom, as in the papers.
MENTIONS = """
    INSERT INTO engagements_mention (circle_id, note_id, official_id, stance)
    SELECT 1, note.id, person.id, stance FROM (
        SELECT id, floor(power(random(), 2) * {people})::int AS person_n,
               (array[-2,-1,-1,0,0,0,1,1,1,2])[1 + (random() * 9)::int] AS stance
        FROM engagements_note
        UNION ALL
        SELECT id, floor(power(random(), 2) * {people})::int,
               (array[-2,-1,0,0,1,2])[1 + (random() * 5)::int]
        FROM engagements_note WHERE random() < 0.31
    ) note JOIN person ON person.n = note.person_n
    ON CONFLICT DO NOTHING
"""
THEMES = """
    INSERT INTO engagements_notetheme (circle_id, note_id, theme_id)
    SELECT 1, note.id, theme.id FROM (
        SELECT id, floor(random() * {themes})::int AS theme_n FROM engagements_note
        WHERE random() < 0.5
    ) note JOIN theme ON theme.n = note.theme_n
"""


def a_language(seed=5):
    """Phrases of six to nine words, each in one of two languages, as (text, folded)."""
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    names = [f"{given}а {stem}ова" for given, stem in itertools.product(GIVEN, STEMS)]
    rare = [word for name in names for word in name.split()] + FATHERS
    rare = sorted(set(rare))
    for number in range(PHRASES):
        common = RUSSIAN if number % 2 else ENGLISH
        words = chance.choices(common, k=chance.randint(5, 7))
        for word in chance.choices(rare, k=chance.randint(1, 2)):
            words.insert(
                chance.randrange(len(words)), word if number % 2 else romanised(word)
            )
        text = " ".join(words).capitalize()
        yield text, fold(text)


@as_owner()
def fill_notes(number=NOTES):
    """Makes the notes unless they are there; `benchmarks.data.fill` goes before."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM engagements_note")
        if cursor.fetchone()[0] >= number:
            return
    add_surroundings()
    with as_system(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM engagements_notetheme")
        cursor.execute("DELETE FROM engagements_mention")
        cursor.execute("DELETE FROM engagements_note")
        cursor.execute("SELECT setseed(0.25)")
        counts = put_in_rows(cursor)
        with filled_at_once(cursor, "engagements_note"):
            for first in range(1, number + 1, BATCH):
                last = min(first + BATCH - 1, number)
                cursor.execute(SOME_NOTES.format(**counts), [first, last])
        with filled_at_once(cursor, "engagements_mention"):
            cursor.execute(MENTIONS.format(**counts))
        with filled_at_once(cursor, "engagements_notetheme"):
            cursor.execute(THEMES.format(**counts))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def add_surroundings():
    """Sources, a tree of institutions, themes and people who take notes."""
    reader = a_reader()
    for number in range(TAKERS):
        User.objects.get_or_create(
            username=f"taker{number}",
            defaults={"full_name": f"Taker {number}", "password": "!"},
        )
    with as_system():
        if not Source.objects.exists():
            Source.objects.bulk_create(
                Source(title=f"Paper {n}", number=n + 10, reliability="ABCDEF"[n % 6])
                for n in range(SOURCES)
            )
        if Institution.objects.count() < PLACES:
            ministry = Institution.objects.create(name="Ministry", kind="ministry")
            parents = [
                Institution.objects.create(name=f"Region {n}", parent=ministry)
                for n in range(20)
            ]
            for n in range(PLACES):
                Institution.objects.create(name=f"Station {n}", parent=parents[n % 20])
        if not Theme.objects.exists():
            for n in range(20):
                Theme.objects.create(name=f"Theme {n}", name_ru=f"Тема {n}")
    return reader


def put_in_rows(cursor):
    """Numbered tables to draw from; the last number of each by name."""
    cursor.execute(PHRASE_BOOK)
    with cursor.copy("COPY phrase FROM STDIN") as copy:
        for n, (text, folded) in enumerate(a_language()):
            copy.write_row((n, text, folded))
    counts = {"last": PHRASES - 1}
    for name, table in (
        ("source", "officials_source"),
        ("place", "officials_institution"),
        ("person", "officials_official"),
        ("taker", "staff_user"),
        ("theme", "officials_theme"),
    ):
        cursor.execute(NUMBERED.format(name, table))
        cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 - of ours
        counts[name] = cursor.fetchone()[0]
        cursor.execute(f"CREATE UNIQUE INDEX ON {name} (n)")
        cursor.execute(f"ANALYZE {name}")
    cursor.execute("ANALYZE phrase")
    return {
        "last": counts["last"],
        "sources": counts["source"] - 1,
        "places": counts["place"] - 1,
        "takers": counts["taker"] - 1,
        "people": counts["person"],
        "themes": counts["theme"],
    }
