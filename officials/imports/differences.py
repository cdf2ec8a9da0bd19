"""What each row would change: new, changed, the same, in doubt or wrong, and why.

All in sets, over the temporary tables of this transaction. An appointment is known
again by source, post, person, start and end; the first four with an end where ours is
open is a change. The order of the rows does not matter.
"""

import json

from django.utils.translation import gettext as _

from officials.imports.contradictions import find_contradictions
from officials.imports.named_institutions import find_places
from officials.imports.named_people import find_people
from officials.imports.staged_rows import run
from officials.people.models.people import DIED_FIRST

UNKNOWN_THEMES = """
    UPDATE brought b SET faults = faults || format(%(sentence)s, said.theme)
    FROM (SELECT number, min(theme) AS theme FROM brought, unnest(themes) AS theme
          WHERE themes <> '{}' AND NOT EXISTS (
              SELECT 1 FROM officials_theme t WHERE theme IN (lower(t.name),
                  lower(t.name_ru)))
          GROUP BY number) said
    WHERE b.number = said.number
"""
# Rows of a person who would have died before being born, by the rows and the record.
DIED_BEFORE_BORN = """
    WITH lives AS (
        SELECT p.person, max(greatest(lower(b.born), lower(o.born))) AS first,
               min(least(upper(b.died), upper(o.died))) AS past
        FROM brought b JOIN brought_person p USING (who)
        LEFT JOIN officials_official o ON o.id = p.official
        WHERE b.sound AND p.state IN ('known', 'new')
          AND (b.born IS NOT NULL OR b.died IS NOT NULL)
        GROUP BY p.person)
    UPDATE brought b SET faults = faults || %(sentence)s::text
    FROM lives JOIN brought_person p USING (person)
    WHERE p.who = b.who AND lives.past <= lives.first
"""
HELD = """
    DROP TABLE IF EXISTS brought_held;
    CREATE TEMPORARY TABLE brought_held ON COMMIT DROP AS
    SELECT h.*, known.ends, known.open, known.ends IS NULL AND EXISTS (
               SELECT 1 FROM officials_appointment a
               WHERE NOT h.is_new AND a.official_id = h.official AND a.post_id = h.post
                 AND a.circle_id = %(circle)s
                 AND a.started IS NOT DISTINCT FROM h.started) AS elsewhere
    FROM (
        SELECT b.number, p.official, q.post, b.started, b.ended, b.acting, b.term,
               coalesce(nullif(b.source, ''), %(source)s) AS source,
               q.is_new OR p.state = 'new' AS is_new, q.one_seat, q.is_new AS new_post,
               min(b.number) OVER (PARTITION BY p.person, q.post, b.source, b.started,
                   b.ended)
                   AS said_by,
               first_value(b.ended) OVER key AS closed, row_number() OVER key AS nth
        FROM brought b
        JOIN brought_person p USING (who)
        JOIN brought_place l USING (institution)
        JOIN brought_post q ON q.place = l.place AND q.title = b.post
        WHERE b.post <> '' AND b.sound AND p.state IN ('known', 'new')
        WINDOW key AS (PARTITION BY p.person, q.post, b.source, b.started
                       ORDER BY b.ended IS NULL, b.number)
    ) h
    LEFT JOIN (
        SELECT a.official_id, a.post_id, a.source, a.started, array_agg(a.ended)
            AS ends,
               (array_agg(a.id) FILTER (WHERE a.ended IS NULL))[1] AS open
        FROM officials_appointment a
        WHERE a.circle_id = %(circle)s AND a.post_id IN (
            SELECT post FROM brought_post WHERE NOT is_new)
        GROUP BY a.official_id, a.post_id, a.source, a.started
    ) known ON known.official_id = h.official AND known.post_id = h.post
        AND known.source = h.source
        AND coalesce(known.started, 'empty') = coalesce(h.started, 'empty');
    DROP TABLE IF EXISTS brought_claim;
    CREATE TEMPORARY TABLE brought_claim ON COMMIT DROP AS
    SELECT h.*,
        CASE WHEN h.number > h.said_by THEN 'same'
             WHEN h.ended = ANY(h.ends) OR h.ended IS NULL AND h.ends IS NOT NULL
                  OR h.ended IS NULL AND h.closed IS NOT NULL THEN 'same'
             WHEN h.open IS NOT NULL AND h.nth = 1 THEN 'changed'
             ELSE 'new' END AS status,
        CASE WHEN h.number > h.said_by THEN 'row|' || h.said_by
             WHEN h.ended = ANY(h.ends) THEN 'on-record'
             WHEN h.ended IS NULL AND array_position(h.ends, NULL::daterange) > 0
                 THEN 'on-record'
             WHEN h.ended IS NULL AND h.ends IS NOT NULL
                 THEN 'ended-known|' || app_partial_date(h.ends[1])
             WHEN h.ended IS NULL AND h.closed IS NOT NULL
                 THEN 'ended-known|' || app_partial_date(h.closed)
             WHEN h.open IS NOT NULL AND h.nth = 1
                 THEN 'ended|' || app_partial_date(h.ended)
             WHEN h.ends IS NOT NULL THEN 'other-end|' || app_partial_date(h.ends[1])
             WHEN h.nth > 1 THEN 'other-end|' || app_partial_date(h.closed)
             WHEN h.elsewhere THEN 'other-source'
             ELSE 'new-appointment' END AS why
    FROM brought_held h;
    CREATE UNIQUE INDEX ON brought_claim (number);
    ANALYZE brought_claim
"""
# What rows know of a person on record that we did not.
ADDS = """
    DROP TABLE IF EXISTS brought_add;
    CREATE TEMPORARY TABLE brought_add ON COMMIT DROP AS
    WITH known AS (
        SELECT b.*, p.person, p.official FROM brought b JOIN brought_person p
            USING (who)
        WHERE p.state = 'known' AND b.sound
    ), gaps AS (
        SELECT DISTINCT ON (k.official, g.what) k.number, g.what, g.value
        FROM known k JOIN officials_official o ON o.id = k.official
        CROSS JOIN LATERAL (VALUES
            ('gender', nullif(k.gender, ''), o.gender <> ''),
            ('born', app_partial_date(k.born), o.born IS NOT NULL),
            ('died', app_partial_date(k.died), o.died IS NOT NULL)
        ) g(what, value, told)
        WHERE NOT g.told AND g.value IS NOT NULL
          AND (k.gender <> '' OR k.born IS NOT NULL OR k.died IS NOT NULL)
        ORDER BY k.official, g.what, k.number
    )
    SELECT number, what, value FROM gaps
    UNION ALL
    SELECT min(k.number), 'name', each ->> 'text' FROM known k
    CROSS JOIN jsonb_array_elements(k.names) AS each
    WHERE k.names <> '[]' AND NOT EXISTS (
        SELECT 1 FROM officials_officialname n
        WHERE n.official_id = k.official AND n.text = each ->> 'text')
    GROUP BY k.official, each ->> 'text'
    UNION ALL
    SELECT min(k.number), 'number', said FROM known k CROSS
        JOIN unnest(k.identifiers) AS said
    WHERE k.identifiers <> '{}' AND NOT EXISTS (
        SELECT 1 FROM officials_identifier i
        WHERE i.official_id = k.official AND i.scheme || ':' || i.value = said)
    GROUP BY k.official, said
    UNION ALL
    SELECT min(k.number), 'contact', each ->> 1 FROM known k
    CROSS JOIN jsonb_array_elements(k.contacts) AS each
    WHERE k.contacts <> '[]' AND NOT EXISTS (
        SELECT 1 FROM officials_contactpoint c
        WHERE c.official_id = k.official AND c.value = each ->> 1)
    GROUP BY k.official, each ->> 1
    UNION ALL
    SELECT min(k.number), 'theme', said FROM known k CROSS JOIN unnest(k.themes) AS said
    WHERE k.themes <> '{}' AND NOT EXISTS (
        SELECT 1 FROM officials_officialtheme l
            JOIN officials_theme t ON t.id = l.theme_id
        WHERE l.official_id = k.official AND said IN (lower(t.name), lower(t.name_ru)))
    GROUP BY k.official, said
"""
RESULTS = """
    DROP TABLE IF EXISTS brought_result;
    CREATE TEMPORARY TABLE brought_result ON COMMIT DROP AS
    SELECT b.number,
        CASE WHEN NOT b.sound OR p.state = 'several' THEN 'wrong'
             WHEN p.state = 'doubt' THEN 'doubt'
             WHEN c.status = 'new' OR p.state = 'new' AND p.person = b.number
                 AND c.number IS NULL
                  OR b.who = '' AND l.is_new AND l.first = b.number THEN 'new'
             WHEN c.status = 'changed' OR a.said IS NOT NULL THEN 'changed'
             ELSE 'same' END AS status,
        array_remove(ARRAY[
            CASE WHEN p.state = 'several' THEN 'several' END,
            CASE WHEN p.state = 'doubt' THEN 'doubt' END,
            CASE WHEN p.state = 'doubt' AND ch.choice = 'later' THEN 'later' END,
            CASE WHEN p.state = 'new' AND p.person = b.number THEN 'new-official' END,
            CASE WHEN p.state = 'new' AND p.person = b.number AND p.beside <> ''
                THEN p.beside END,
            CASE WHEN p.state = 'new' AND p.person = b.number AND p.beside = ''
                AND b.words = ANY(%(elsewhere)s) THEN 'elsewhere' END,
            CASE WHEN l.is_new AND l.first = b.number THEN 'new-institution' END,
            CASE WHEN q.is_new AND q.first = b.number AND c.number IS NOT NULL
                THEN 'new-post' END]
            || a.said
            || ARRAY[CASE WHEN b.sound AND p.state IN ('known', 'new')
                     THEN coalesce(c.why, CASE WHEN p.state = 'known'
                         OR p.person < b.number
                                               THEN 'on-record' END)
                     WHEN b.who = '' AND NOT l.is_new THEN 'on-record' END,
                CASE WHEN lower(b.started) > current_date THEN 'future' END,
                d.why], NULL) AS why,
        CASE WHEN p.state = 'known' THEN p.official END AS official,
        CASE WHEN p.state = 'doubt' THEN p.candidates ELSE '[]' END AS candidates
    FROM brought b
    LEFT JOIN brought_person p USING (who)
    LEFT JOIN brought_place l USING (institution)
    LEFT JOIN brought_post q ON q.place = l.place AND q.title = b.post
    LEFT JOIN brought_claim c USING (number)
    LEFT JOIN brought_choice ch USING (number)
    LEFT JOIN brought_disputed d USING (number)
    LEFT JOIN (
        SELECT number, array_agg('adds-' || what || '|' || value ORDER BY what,
            value) AS said
        FROM brought_add GROUP BY number
    ) a USING (number)
"""
ELSEWHERE = """
    SELECT coalesce(array_agg(DISTINCT n.words), '{}') FROM officials_officialname n
    WHERE n.circle_id = ANY(%(others)s) AND n.words IN (
        SELECT b.words FROM brought b JOIN brought_person p ON p.person = b.number
        WHERE p.state = 'new')
"""


def compare(to, *, user, choices=None, further=()):
    """Says in `brought_result` what each row of `brought` is.

    `to` is a `Destination` that `user` may write to, `choices` what they decided of
    rows in doubt; `further` are functions of other apps that say what rows add to
    their records, in `brought_add`. Returns the institutions to be made.
    """
    unknown = _("There is no theme “%(theme)s”: write it as in the list of themes.")
    run(UNKNOWN_THEMES, sentence=unknown % {"theme": "%s"})
    several = _(
        "Several people are called “%(name)s”: "
        "write the Wikidata item of the right one in the file."
    )
    find_people(to, json.dumps(choices or {}), several % {"name": "%s"})
    run(DIED_BEFORE_BORN, sentence=str(DIED_FIRST))
    new_institutions = find_places(to, user)
    run(HELD, circle=to.circle.pk, source=to.source)
    run(ADDS)
    for each in further:
        each(to, user)
    find_contradictions(to)
    run(RESULTS, elsewhere=to.names_elsewhere(user, ELSEWHERE))
    return new_institutions
