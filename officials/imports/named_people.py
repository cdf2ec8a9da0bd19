"""Who the rows are about: a person on record, a new one, or one who may be either.

A person is told by an identifier, else by the words of their name in any script and
order, within the circle that the file goes to. Where that leaves a doubt, a person
chooses: the same, a new one, or later.
"""

from django.db import connection

from officials.imports.staged_rows import run
from officials.names.comparison import SAME, compare

AMBIGUOUS = """
    UPDATE brought b SET faults = faults || format(%(sentence)s, b.name)
    FROM (SELECT words FROM brought WHERE who <> '' AND left(who, 2) <> 'n:'
          GROUP BY words HAVING count(DISTINCT who) > 1) several
    WHERE left(b.who, 2) = 'n:' AND b.words = several.words
"""
ADOPTED = """
    UPDATE brought b SET who = told.who
    FROM (SELECT words, min(who) AS who FROM brought
          WHERE who <> '' AND left(who, 2) <> 'n:'
          GROUP BY words HAVING count(DISTINCT who) = 1) told
    WHERE left(b.who, 2) = 'n:' AND b.words = told.words AND NOT EXISTS (
        SELECT 1 FROM officials_officialname n
        WHERE n.words = b.words AND n.circle_id = %(circle)s AND NOT EXISTS (
            SELECT 1 FROM officials_identifier i
            WHERE i.official_id = n.official_id
              AND 'i:' || i.scheme || ':' || i.value = told.who))
"""
WHO = """
    DROP TABLE IF EXISTS brought_who, brought_known, brought_namesake, brought_person;
    CREATE TEMPORARY TABLE brought_who ON COMMIT DROP AS
    SELECT who, min(number) AS person, bool_or(identifiers <> '{}') AS numbered
    FROM brought WHERE who <> '' AND sound GROUP BY who;
    ANALYZE brought_who
"""
KNOWN = """
    CREATE TEMPORARY TABLE brought_known ON COMMIT DROP AS
    SELECT w.person, array_agg(DISTINCT i.official_id) AS officials
    FROM brought b CROSS JOIN unnest(b.identifiers) AS said(number)
    JOIN officials_identifier i ON i.scheme = split_part(said.number, ':', 1)
        AND i.value = substr(said.number, strpos(said.number, ':') + 1)
        AND i.circle_id = %(circle)s
    JOIN brought_who w USING (who)
    GROUP BY w.person
"""
# `other` is somebody else of that name: another number in a register that the row
# names; `unlike` was born on other days, or is spelled otherwise in the same script.
NAMESAKES = """
    CREATE TEMPORARY TABLE brought_namesake ON COMMIT DROP AS
    SELECT said.person, n.official_id AS official,
           bool_or(coalesce(NOT said.born && o.born, false)) OR bool_and(
               n.script = said.script AND app_words(translate(lower(n.text), 'ё', 'е'))
                   <> app_words(translate(lower(said.name), 'ё', 'е'))) AS unlike,
           bool_or(EXISTS (
               SELECT 1 FROM unnest(said.identifiers) AS u(number)
               JOIN officials_identifier i ON i.scheme = split_part(u.number, ':', 1)
               WHERE i.official_id = o.id)) AS other
    FROM (
        SELECT w.person, b.words, b.name, b.script, b.born, b.identifiers
        FROM brought b JOIN brought_who w USING (who)
        UNION ALL
        SELECT w.person, each ->> 'words', each ->> 'text', each ->> 'script', b.born,
               b.identifiers
        FROM brought b JOIN brought_who w USING (who)
        CROSS JOIN jsonb_array_elements(b.names) AS each WHERE b.names <> '[]'
    ) said
    JOIN officials_officialname n ON n.words = said.words AND n.circle_id = %(circle)s
    JOIN officials_official o ON o.id = n.official_id
    WHERE NOT EXISTS (SELECT 1 FROM brought_known k WHERE k.person = said.person)
    GROUP BY said.person, n.official_id
"""
# Names on record that sound as one in the file, of people without a number in a
# register where the row has one; for files that a person can look through.
SOUNDING = """
    SELECT b.person, b.name, n.official_id, n.text
    FROM (SELECT w.person, b.name, app_sounds(split_part(b.sort_key, ' ', 1)) AS sounds,
                 b.identifiers
          FROM brought b JOIN brought_who w ON w.person = b.number
          WHERE NOT EXISTS (SELECT 1 FROM brought_known k WHERE k.person = w.person)
            AND NOT EXISTS (SELECT 1 FROM brought_namesake s WHERE s.person = w.person)
          LIMIT %(most)s) b
    JOIN officials_officialname n ON n.sounds && b.sounds AND n.circle_id = %(circle)s
    WHERE NOT EXISTS (
        SELECT 1 FROM unnest(b.identifiers) AS u(number)
        JOIN officials_identifier i ON i.scheme = split_part(u.number, ':', 1)
        WHERE i.official_id = n.official_id)
    LIMIT %(pairs)s
"""
MOST, PAIRS = 2_000, 20_000
CHOICES = """
    DROP TABLE IF EXISTS brought_choice;
    CREATE TEMPORARY TABLE brought_choice ON COMMIT DROP AS
    SELECT key::int AS number, value AS choice FROM jsonb_each_text(%(choices)s::jsonb)
"""
PERSONS = """
    CREATE TEMPORARY TABLE brought_person ON COMMIT DROP AS
    SELECT w.who, w.person, found.state, found.candidates, found.beside,
           coalesce(found.official, app_new_key()) AS official
    FROM brought_who w
    LEFT JOIN brought_known k USING (person)
    LEFT JOIN (
        SELECT person, count(*) FILTER (WHERE NOT other) AS free,
               array_agg(official ORDER BY official) FILTER (WHERE NOT other)
                   AS officials,
               bool_or(unlike AND NOT other) AS unlike,
               jsonb_agg(jsonb_build_object('official', official, 'unlike', unlike))
                   FILTER (WHERE NOT other) AS candidates
        FROM brought_namesake GROUP BY person
    ) n USING (person)
    LEFT JOIN (
        SELECT DISTINCT ON (who) who, choice, o.id AS official
        FROM brought_choice c JOIN brought USING (number)
        LEFT JOIN officials_official o
            ON o.id::text = c.choice AND o.circle_id = %(circle)s
        ORDER BY who, number
    ) c USING (who)
    CROSS JOIN LATERAL (SELECT
        CASE WHEN cardinality(k.officials) > 1 THEN 'several'
             WHEN k.officials IS NOT NULL OR c.official IS NOT NULL THEN 'known'
             WHEN c.choice = 'new' OR coalesce(n.free, 0) = 0 THEN 'new'
             WHEN n.free = 1 AND NOT w.numbered AND NOT n.unlike THEN 'known'
             ELSE 'doubt' END AS state) s
    CROSS JOIN LATERAL (SELECT s.state, c.choice = 'later' AS later,
        CASE WHEN s.state = 'known'
             THEN coalesce(k.officials[1], c.official, n.officials[1]) END AS official,
        coalesce(n.candidates, '[]') AS candidates,
        CASE WHEN n.free IS NULL THEN '' ELSE 'namesake' END AS beside) found;
    CREATE UNIQUE INDEX ON brought_person (who);
    ANALYZE brought_person
"""


def find_people(to, choices, several):
    """Fills `brought_person`: for each `who` of `brought`, who that is.

    `choices` are {number of a row: “new”, “later” or the key of an official};
    `several` is the sentence for a name that several people of the file have.
    """
    if run("SELECT 1 FROM brought WHERE left(who, 2) = 'n:' LIMIT 1") > 0 and (
        run("SELECT 1 FROM brought WHERE who <> '' AND left(who, 2) <> 'n:' LIMIT 1")
        > 0
    ):
        run(AMBIGUOUS, sentence=several)
        run(ADOPTED, circle=to.circle.pk)
    run(CHOICES, choices=choices)
    run(WHO)
    run(KNOWN, circle=to.circle.pk)
    run(NAMESAKES, circle=to.circle.pk)
    find_resembling(to)
    run(PERSONS, circle=to.circle.pk)


def find_resembling(to):
    """Adds to `brought_namesake` who may be the same under another spelling."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM brought_who")
        if cursor.fetchone()[0] > MOST:
            return
        limits = {"circle": to.circle.pk, "most": MOST, "pairs": PAIRS}
        cursor.execute(SOUNDING, limits)
        alike = {
            (person, official)
            for person, name, official, text in cursor.fetchall()
            if compare(name, text).score >= SAME
        }
        cursor.execute(
            "INSERT INTO brought_namesake SELECT *, true, false"
            " FROM unnest(%s::int[], %s::uuid[])",
            [[person for person, _key in alike], [key for _person, key in alike]],
        )
