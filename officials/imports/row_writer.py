"""Writes the rows that a person has confirmed, as one batch that can be undone."""

from typing import NamedTuple

from django.db import connection

from officials.batches import workflow as batch_steps
from officials.imports.staged_rows import run
from officials.institutions.models import Appointment, Institution, Post
from officials.people.models import (
    ContactPoint,
    Identifier,
    Official,
    OfficialName,
    OfficialTheme,
)

ONE_AT_A_TIME = 7_264_331  # any number that no other advisory lock uses
MANY = 1_000  # rows from which Postgres should look at a table again

TAKEN = """
    DROP TABLE IF EXISTS brought_taken;
    CREATE TEMPORARY TABLE brought_taken ON COMMIT DROP AS
    SELECT r.number, r.status FROM brought_result r
    WHERE r.status IN ('new', 'changed')
      AND (%(chosen)s::int[] IS NULL OR r.number = ANY(%(chosen)s));
    CREATE UNIQUE INDEX ON brought_taken (number);
    ANALYZE brought_taken;
    DROP TABLE IF EXISTS brought_people;
    CREATE TEMPORARY TABLE brought_people ON COMMIT DROP AS
    SELECT p.official, p.state, min(b.number) AS first,
           coalesce((array_agg(b.gender ORDER BY b.number)
                     FILTER (WHERE b.gender <> ''))[1], '') AS gender,
           (array_agg(b.born ORDER BY b.number) FILTER (WHERE b.born IS NOT NULL))[1]
               AS born,
           (array_agg(b.died ORDER BY b.number) FILTER (WHERE b.died IS NOT NULL))[1]
               AS died
    FROM brought_taken t JOIN brought b USING (number) JOIN brought_person p USING (who)
    GROUP BY p.official, p.state;
    CREATE UNIQUE INDEX ON brought_people (official);
    ANALYZE brought_people
"""
POSTS = """
    INSERT INTO officials_post (id, circle_id, institution_id, title, native_title,
                                folded, is_leading, seats, function)
    SELECT q.post, %(circle)s, q.place, q.title, '', q.folded, false,
           CASE WHEN q.one_seat THEN 1 END, ''
    FROM brought_post q WHERE q.is_new AND q.post IN (
        SELECT c.post FROM brought_claim c JOIN brought_taken USING (number))
    RETURNING id
"""
# The names of a new official as the trigger of `OfficialName` would write them: so it
# finds nothing to change.
OFFICIALS = """
    INSERT INTO officials_official (id, circle_id, name, native_name, sort_name, gender,
                                    born, died)
    SELECT p.official, %(circle)s, b.name, CASE WHEN b.script = 'Latn'
        THEN '' ELSE b.name END, b.sort_key,
           p.gender, p.born, p.died
    FROM brought_people p JOIN brought b ON b.number = p.first
    WHERE p.state = 'new'
    RETURNING id
"""
NAMES = """
    INSERT INTO officials_officialname (circle_id, official_id, text, kind, family,
        given, patronymic, language, script, is_display, folded, sort_key, salutation)
    SELECT %(circle)s, p.official, b.name,
           CASE WHEN b.script = 'Latn' THEN 'romanised' ELSE 'native' END,
           b.family, b.given, b.patronymic, '', b.script, true, b.folded,
           b.sort_key, ''
    FROM brought_people p JOIN brought b ON b.number = p.first WHERE p.state = 'new'
    RETURNING id
"""
FURTHER_NAMES = """
    INSERT INTO officials_officialname (circle_id, official_id, text, kind, family,
        given, patronymic, language, script, is_display, folded, sort_key, salutation)
    SELECT DISTINCT ON (p.official, each ->> 'text')
           %(circle)s, p.official, each ->> 'text', each ->> 'kind', each ->> 'family',
           each ->> 'given', each ->> 'patronymic', each ->> 'language',
           each ->> 'script', false, each ->> 'folded',
           each ->> 'sort_key', ''
    FROM brought_taken JOIN brought b USING (number) JOIN brought_person p USING (who)
    CROSS JOIN jsonb_array_elements(b.names) AS each
    WHERE b.names <> '[]' AND NOT EXISTS (
        SELECT 1 FROM officials_officialname n
        WHERE n.official_id = p.official AND n.text = each ->> 'text')
    ORDER BY p.official, each ->> 'text', b.number
    RETURNING id
"""
NUMBERS = """
    INSERT INTO officials_identifier (circle_id, official_id, scheme, value)
    SELECT DISTINCT ON (said) %(circle)s, p.official, split_part(said, ':', 1),
           substr(said, strpos(said, ':') + 1)
    FROM brought_taken JOIN brought b USING (number) JOIN brought_person p USING (who)
    CROSS JOIN unnest(b.identifiers) AS said
    WHERE NOT EXISTS (
        SELECT 1 FROM officials_identifier i
        WHERE i.circle_id = %(circle)s AND i.scheme = split_part(said, ':', 1)
          AND i.value = substr(said, strpos(said, ':') + 1))
    ORDER BY said, b.number
    RETURNING id
"""
APPOINTMENTS = """
    INSERT INTO officials_appointment (circle_id, official_id, post_id, started,
        started_circa, ended, ended_circa, acting, term, disputed, single_seat, source)
    SELECT %(circle)s, c.official, c.post, c.started, false, c.ended, false, c.acting,
           c.term, d.number IS NOT NULL, q.one_seat, c.source
    FROM brought_claim c JOIN brought_taken t USING (number)
    JOIN brought_post q USING (post) LEFT JOIN brought_disputed d USING (number)
    WHERE c.status = 'new'
    RETURNING id
"""
CONTACTS = """
    INSERT INTO officials_contactpoint (circle_id, official_id, kind, value, preferred,
                                        safe_to_use, gatekeeper, hours, note)
    SELECT DISTINCT ON (p.official, each ->> 1) %(circle)s, p.official, each ->> 0,
           each ->> 1, false, false, '', '', ''
    FROM brought_taken JOIN brought b USING (number) JOIN brought_person p USING (who)
    CROSS JOIN jsonb_array_elements(b.contacts) AS each
    WHERE b.contacts <> '[]' AND NOT EXISTS (
        SELECT 1 FROM officials_contactpoint c
        WHERE c.official_id = p.official AND c.value = each ->> 1)
    ORDER BY p.official, each ->> 1, b.number
    RETURNING id
"""
THEMES = """
    INSERT INTO officials_officialtheme (circle_id, official_id, theme_id)
    SELECT DISTINCT %(circle)s, p.official, t.id
    FROM brought_taken JOIN brought b USING (number) JOIN brought_person p USING (who)
    CROSS JOIN unnest(b.themes) AS said
    JOIN officials_theme t ON said IN (lower(t.name), lower(t.name_ru))
    WHERE NOT EXISTS (SELECT 1 FROM officials_officialtheme l
                      WHERE l.official_id = p.official AND l.theme_id = t.id)
    RETURNING id
"""
IN_ORDER = (
    (Post, POSTS),
    (Official, OFFICIALS),
    (OfficialName, NAMES),
    (OfficialName, FURTHER_NAMES),
    (Identifier, NUMBERS),
    (Appointment, APPOINTMENTS),
    (ContactPoint, CONTACTS),
    (OfficialTheme, THEMES),
)
# The statements whose people carry already the name that would be chosen.
NAMES_CHOSEN = {NAMES}
# What the statements above read: nothing of a kind, no statement.
HELD_BACK = {
    FURTHER_NAMES: "SELECT 1 FROM brought WHERE names <> '[]' LIMIT 1",
    NUMBERS: "SELECT 1 FROM brought WHERE identifiers <> '{}' LIMIT 1",
    CONTACTS: "SELECT 1 FROM brought WHERE contacts <> '[]' LIMIT 1",
    THEMES: "SELECT 1 FROM brought WHERE themes <> '{}' LIMIT 1",
}
ENDED = """
    UPDATE officials_appointment a SET ended = c.ended,
        disputed = a.disputed OR upper(c.ended) <= lower(a.started)
    FROM brought_claim c JOIN brought_taken t USING (number)
    WHERE c.status = 'changed' AND a.id = c.open
"""
FILLED = """
    UPDATE officials_official o SET
        gender = CASE WHEN o.gender = '' THEN p.gender ELSE o.gender END,
        born = coalesce(o.born, p.born), died = coalesce(o.died, p.died)
    FROM brought_people p WHERE p.state = 'known' AND o.id = p.official
"""
DISPUTED = """
    UPDATE officials_appointment a SET disputed = true
    FROM brought_doubted d WHERE a.id = d.appointment
"""


class Tally(NamedTuple):
    """How many records an import made and changed."""

    appointments: int
    officials: int
    changed: int


def wait_for_other_imports():
    """Until this transaction ends, no other import compares or writes.

    Else two that run at once would both make the person whom neither has found.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def take_in(batch, to, institutions, row_numbers=None):
    """Writes the new and changed rows of `brought`, or those numbered in `row_numbers`.

    After `compare` in this transaction; everything or nothing. Returns a `Tally`.
    IntegrityError when somebody wrote one of the same records by hand meanwhile.
    """
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else the history triggers are quadratic
    run(TAKEN, chosen=None if row_numbers is None else sorted(row_numbers))
    make_institutions(batch, to, institutions)
    counts = {}
    for model, query in IN_ORDER:
        if query in HELD_BACK and run(HELD_BACK[query]) <= 0:
            continue
        leave_names(query in NAMES_CHOSEN)
        row_count = batch_steps.made_by_query(batch, model, query, circle=to.circle.pk)
        leave_names(False)
        counts[model] = counts.get(model, 0) + row_count
        if row_count > MANY:
            run(f'ANALYZE "{model._meta.db_table}"')
    changed = run("SELECT 1 FROM brought_taken WHERE status = 'changed'")
    change(batch)
    return Tally(counts.get(Appointment, 0), counts.get(Official, 0), changed)


def leave_names(are_chosen):
    """Says whether what officials are called is written already (ChosenName)."""
    run("SELECT set_config('app.names_chosen', %(yes)s, true)",
        yes="yes" if are_chosen else "")  # fmt: skip


def make_institutions(batch, to, institutions):
    """Makes the institutions that the taken rows are about, and those above them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT l.place FROM brought_place l"
            " JOIN brought b USING (institution)"
            " JOIN brought_taken USING (number) WHERE l.is_new"
        )
        place_keys = {place for (place,) in cursor.fetchall()}
    for place in reversed(institutions):
        if place.pk in place_keys and place.parent is not None:
            place_keys.add(place.parent.pk)
    new_institutions = [place for place in institutions if place.pk in place_keys]
    if to.institution is not None and to.is_new and to.institution.pk in place_keys:
        new_institutions.insert(0, to.institution)
    if new_institutions:
        Institution.objects.bulk_create(new_institutions)
        batch_steps.made(batch, Institution, [place.pk for place in new_institutions])


def change(batch):
    """Sets ends that were open, gaps that were empty, and what is in dispute now."""
    changes = (
        (
            Appointment,
            ("ended", "disputed"),
            "SELECT c.open FROM brought_claim c JOIN brought_taken USING (number)"
            " WHERE c.status = 'changed'",
            ENDED,
        ),
        (
            Official,
            ("gender", "born", "died"),
            "SELECT DISTINCT p.official FROM brought_people p"
            " JOIN officials_official o ON o.id = p.official WHERE p.state = 'known'"
            " AND (o.gender = '' AND p.gender <> ''"
            " OR o.born IS NULL AND p.born IS NOT NULL"
            " OR o.died IS NULL AND p.died IS NOT NULL)",
            FILLED,
        ),
        (
            Appointment,
            ("disputed",),
            "SELECT d.appointment FROM brought_doubted d JOIN officials_appointment a"
            " ON a.id = d.appointment WHERE NOT a.disputed",
            DISPUTED,
        ),
    )
    for model, fields, which, statement in changes:
        with connection.cursor() as cursor:
            cursor.execute(which)
            keys = [key for (key,) in cursor.fetchall()]
        if keys:
            batch_steps.change_each(
                batch, model, keys, fields, lambda s=statement: run(s)
            )
