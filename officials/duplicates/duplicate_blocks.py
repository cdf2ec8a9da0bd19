"""Which officials are worth comparing with which: keys, and the query over them."""

import re

from officials.names.comparison import is_initial, patronymic, written_name
from officials.names.fold import fold
from officials.names.given_names import forms_of, name_numbers, numbers_by_stem
from officials.names.sounds import first_sounds
from officials.people.models import OfficialName

READ = 2_000  # names read at a time
BALTIC = re.compile(r"(?<=[^aeiou])[aiu]?s$")

# One row a way to read a name: its surname, the keys of its given name, the keys of
# its patronymic. `weak` keys are the beginnings of full given names: they meet the
# initials of others, not one another.
TABLES = (
    "DROP TABLE IF EXISTS pg_temp.name_parts, pg_temp.found_pairs",
    """
    CREATE TEMPORARY TABLE name_parts (
        official_id uuid, surname text, given text, weak boolean, fathers text[]
    ) ON COMMIT DROP
    """,
    """
    CREATE TEMPORARY TABLE found_pairs (
        one uuid, other uuid, score smallint, reasons jsonb
    ) ON COMMIT DROP
    """,
    "SET LOCAL work_mem = '64MB'",
)
FOUND = "COPY {} FROM STDIN"

PAIRS = """
    WITH keys AS MATERIALIZED (
        SELECT p.official_id, p.given, p.weak, p.fathers, code, o.born,
               o.circle_id
        FROM name_parts p
        JOIN officials_official o ON o.id = p.official_id,
             unnest(app_sounds(p.surname)) code
    ), met AS (
        SELECT a.official_id AS one, b.official_id AS other
        FROM keys a JOIN keys b ON a.code = b.code AND a.given = b.given
             AND a.official_id < b.official_id AND NOT (a.weak AND b.weak)
        WHERE (a.fathers && b.fathers OR a.fathers = '{}' OR b.fathers = '{}')
          AND (a.born IS NULL OR b.born IS NULL OR a.born && b.born
               OR a.fathers && b.fathers)
        UNION
        SELECT a.official_id, b.official_id
        FROM officials_identifier a JOIN officials_identifier b
          ON a.scheme = b.scheme AND a.value = b.value
         AND a.official_id < b.official_id
    )
    SELECT met.one, met.other,
           (SELECT array_agg(text) FROM officials_officialname
            WHERE official_id = met.one),
           (SELECT array_agg(text) FROM officials_officialname
            WHERE official_id = met.other),
           CASE WHEN NOT a.born && b.born THEN false
                WHEN a.born = b.born AND upper(a.born) = lower(a.born) + 1 THEN true
           END,
           (SELECT bool_or(x.value = y.value)
            FROM officials_identifier x JOIN officials_identifier y USING (scheme)
            WHERE x.official_id = met.one AND y.official_id = met.other),
           ARRAY(SELECT p.institution_id::text
                 FROM officials_appointment h JOIN officials_post p ON p.id = h.post_id
                 WHERE h.official_id = met.one AND h.ended IS NULL
                 INTERSECT
                 SELECT p.institution_id::text
                 FROM officials_appointment h JOIN officials_post p ON p.id = h.post_id
                 WHERE h.official_id = met.other AND h.ended IS NULL)
    FROM met
    JOIN officials_official a ON a.id = met.one
    JOIN officials_official b ON b.id = met.other
    JOIN officials_circle c ON c.id = a.circle_id
    JOIN officials_circle d ON d.id = b.circle_id
    WHERE a.circle_id = b.circle_id OR c.everyone OR d.everyone
"""

KEEP = """
    INSERT INTO officials_resemblance AS r
        (one_id, other_id, circle_id, score, reasons, state)
    SELECT f.one, f.other,
           CASE WHEN c.everyone THEN b.circle_id ELSE a.circle_id END,
           f.score, f.reasons, 'suspected'
    FROM found_pairs f
    JOIN officials_official a ON a.id = f.one
    JOIN officials_official b ON b.id = f.other
    JOIN officials_circle c ON c.id = a.circle_id
    ON CONFLICT (least(one_id, other_id), greatest(one_id, other_id)) DO UPDATE
    SET score = excluded.score, reasons = excluded.reasons
    WHERE r.state = 'suspected'
      AND (r.score, r.reasons) IS DISTINCT FROM (excluded.score, excluded.reasons)
"""
CLEAN = """
    DELETE FROM officials_resemblance r WHERE state = 'suspected' AND NOT EXISTS (
        SELECT 1 FROM found_pairs f
        WHERE f.one = least(r.one_id, r.other_id)
          AND f.other = greatest(r.one_id, r.other_id))
"""


def names_in_parts():
    """Rows of name_parts for every name in the register."""
    names = OfficialName.objects.order_by().values_list("official_id", "text")
    for official, text in names.iterator(chunk_size=READ):
        name = written_name(text)
        for place in name.surnames:
            rest = [word for at, word in enumerate(name.words) if at != place]
            if not rest:  # a surname alone resembles too many
                continue
            fathers = _fathers(rest[1:], name.spoken)
            surname = fold(name.words[place])
            for key, weak in _given(rest[0], name.spoken):
                yield official, f"{surname} {_bare(surname)}", key, weak, fathers


def _bare(surname):
    """A surname without the ending that Lithuanian and Latvian give it."""
    return BALTIC.sub("", surname) if len(surname) > 5 else ""


def _given(word, spoken):
    """(key, weak) of a given name: by what it means, by its sound, by its beginning."""
    beginnings = set(first_sounds(word, spoken))
    if is_initial(word):
        return [(f"begins {sound}", False) for sound in beginnings]
    for form in forms_of(word, spoken):
        beginnings |= first_sounds(form)
    keys = [(f"means {number}", False) for number in name_numbers(word, spoken)]
    keys += [] if keys else [(f"sounds {_bones(word)}", False)]
    return keys + [(f"begins {sound}", True) for sound in beginnings]


def _fathers(words, spoken):
    """Keys of a patronymic; none where there is none, or only an initial."""
    father = words and patronymic(words[0], spoken)
    if not father:
        return []
    numbers = numbers_by_stem(father[0], spoken)
    return [f"{number}" for number in numbers] or [_bones(father[0])]


def _bones(word):
    """The consonants of a folded word, at most four: alike in most spellings."""
    return "".join(letter for letter in fold(word) if letter not in "aeiouyhv")[:4]
