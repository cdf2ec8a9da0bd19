"""Introductions: over whom we could come to know an official.

The search is breadth-first from the official outwards, in the database, over ties that
the reader may see. Each round keeps the best few ways to each person, so that the work
grows with the people in reach and not with the ways between them.
"""

from typing import NamedTuple

from django.db import connection

from officials.people.models import Official, Tie
from officials.security.models import Circle

BEST = 3
LONGEST = 4  # steps

# `doors` are the ties of those we know: the last step of every path, looked up from
# their side, so that the search itself goes one round less. A tie weighs twice its
# strength, and once when it is over; rivals introduce nobody, nor do the dead.
PATHS = """
WITH RECURSIVE
mine (id) AS MATERIALIZED ({circles}),
known (id) AS MATERIALIZED ({known}),
usable AS NOT MATERIALIZED (
    SELECT id AS tie, official_id, other_id,
           strength * CASE WHEN upper(until) <= current_date THEN 1 ELSE 2 END AS weight
    FROM officials_tie
    WHERE kind <> 'rival_of' AND circle_id = ANY (ARRAY(SELECT id FROM mine))
),
doors AS MATERIALIZED (
    SELECT DISTINCT ON (start, near) start, near, tie, weight
    FROM (
        SELECT official_id AS start, other_id AS near, tie, weight
        FROM usable WHERE official_id IN (SELECT id FROM known)
        UNION ALL
        SELECT other_id, official_id, tie, weight
        FROM usable WHERE other_id IN (SELECT id FROM known)
    ) their
    ORDER BY start, near, weight DESC, tie
),
reached (person, people, ties, weight) AS (
    SELECT %(target)s::uuid, ARRAY[%(target)s::uuid], '{{}}'::uuid[], 0
    UNION ALL
    SELECT person, people, ties, weight
    FROM (
        SELECT edge.person, edge.person || reached.people AS people,
               edge.tie || reached.ties AS ties, reached.weight + edge.weight AS weight,
               row_number() OVER (
                   PARTITION BY edge.person
                   ORDER BY reached.weight + edge.weight DESC, edge.tie
               ) AS place
        FROM reached CROSS JOIN LATERAL (
            SELECT DISTINCT ON (person) person, tie, weight
            FROM (
                SELECT other_id AS person, tie, weight
                FROM usable WHERE official_id = reached.person
                UNION ALL
                SELECT official_id, tie, weight
                FROM usable WHERE other_id = reached.person
            ) either
            WHERE person <> ALL (reached.people)
              AND (
                  cardinality(reached.ties) + 1 < %(rounds)s
                  OR person IN (SELECT near FROM doors)
              )
              AND person NOT IN (SELECT id FROM known)
            ORDER BY person, weight DESC, tie
        ) edge
        WHERE cardinality(reached.ties) < %(rounds)s
          AND NOT EXISTS (
              SELECT 1 FROM officials_official gone
              WHERE gone.id = edge.person AND gone.died IS NOT NULL
          )
    ) nearer
    WHERE place <= %(best)s
)
SELECT doors.start || reached.people, doors.tie || reached.ties
FROM doors JOIN reached ON reached.person = doors.near
WHERE doors.start <> ALL (reached.people)
ORDER BY cardinality(ties), doors.weight + reached.weight DESC, doors.tie, ties
LIMIT %(best)s
"""


class Path(NamedTuple):
    """A way to an official: the people from one we know to them, and the ties between.

    `ties[n]` binds `people[n]` to `people[n + 1]`.
    """

    people: list
    ties: list

    def steps(self):
        """(person, what binds them to the next, the next) of each step."""
        pairs = zip(self.people, self.ties, self.people[1:], strict=False)
        return [(one, tie.words(one), other) for one, tie, other in pairs]


def paths(official, user, *, known):
    """The three best ways to `official` from somebody in `known`, as Paths.

    `known` are the officials with whom we are in dialogue, as a query of their keys.
    At most four steps; fewer steps come first, then the stronger ties, of which
    those that are over count half. Nobody stands twice on a path, and somebody whom
    we know only at its beginning: a longer way to them would be a detour.
    """
    circles, of_circles = named(Circle.objects.open_to(user).values("pk"), "circle")
    people, of_people = named(known, "known")
    values = {"target": official.pk, "rounds": LONGEST - 1, "best": BEST}
    with connection.cursor() as cursor:
        cursor.execute(
            PATHS.format(circles=circles, known=people),
            {**values, **of_circles, **of_people},
        )
        key_paths = cursor.fetchall()
    officials = Official.objects.visible_to(user)
    officials = officials.in_bulk({key for keys, _ties in key_paths for key in keys})
    ties = Tie.objects.visible_to(user)
    ties = ties.in_bulk({key for _people, keys in key_paths for key in keys})
    return [
        Path([officials[key] for key in on_it], [ties[key] for key in between])
        for on_it, between in key_paths
        if officials.keys() >= {*on_it} and ties.keys() >= {*between}
    ]


def named(query, name):
    """The SQL of `query`, its values called `name0`, `name1` ..., and these values."""
    sql, values = query.order_by().query.sql_with_params()
    names = [f"{name}{number}" for number in range(len(values))]
    marks = tuple(f"%({each})s" for each in names)
    return sql % marks, dict(zip(names, values, strict=True))
