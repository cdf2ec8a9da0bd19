"""The institutions and posts that the rows name: on record, or to be made."""

import json

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from officials.imports.staged_rows import run
from officials.institutions.models import Institution
from officials.security.records import new_key

SAID = """
    SELECT institution, min(nullif(above, '')), min(nullif(country, '')),
           min(nullif(kind, '')), min(number)
    FROM brought WHERE institution <> '' AND problems = '{}' GROUP BY institution
"""
PLACES = """
    DROP TABLE IF EXISTS brought_place, brought_post;
    CREATE TEMPORARY TABLE brought_place (
        institution text PRIMARY KEY, place uuid, is_new boolean, first int
    ) ON COMMIT DROP;
    INSERT INTO brought_place
    SELECT * FROM jsonb_to_recordset(%(places)s::jsonb)
        AS t(institution text, place uuid, is_new boolean, first int);
    ANALYZE brought_place
"""
LOOPS = """
    UPDATE brought SET faults = faults || %(sentence)s::text
    WHERE institution = ANY(%(names)s)
"""
NOWHERE = """
    UPDATE brought SET faults = faults || %(sentence)s::text
    WHERE post <> '' AND institution = '' AND sound
"""
POSTS = """
    CREATE TEMPORARY TABLE brought_post ON COMMIT DROP AS
    SELECT t.place, t.title, t.folded, t.first, p.id IS NULL AS is_new,
           coalesce(p.id, app_new_key()) AS post,
           coalesce(p.single_seat, %(one_seat)s) AS one_seat, false AS crowded
    FROM (
        SELECT l.place, b.post AS title, min(b.post_folded) AS folded,
               min(b.number) AS first, bool_and(l.is_new) AS in_new
        FROM brought b JOIN brought_place l USING (institution)
        WHERE b.post <> '' AND b.sound GROUP BY l.place, b.post
    ) t
    LEFT JOIN LATERAL (
        SELECT p.id, p.single_seat FROM officials_post p
        WHERE NOT t.in_new AND p.institution_id = t.place
          AND p.circle_id = ANY(%(circles)s)
          AND (p.title = t.title OR p.native_title = t.title)
        ORDER BY p.title = t.title DESC, p.circle_id = %(circle)s DESC LIMIT 1
    ) p ON true;
    CREATE UNIQUE INDEX ON brought_post (place, title);
    ANALYZE brought_post
"""


def find_places(to, user):
    """Fills `brought_place` and `brought_post`; returns the institutions to be made."""
    with connection.cursor() as cursor:
        cursor.execute(SAID)
        entries = {name: rest for name, *rest in cursor.fetchall()}
    for above, country, _kind, first in list(entries.values()):
        if above:
            entries.setdefault(above, [None, country, None, first])
    looping = in_loops({name: rest[0] for name, rest in entries.items()})
    if looping:
        sentence = _("By this file the institution stands above itself.")
        run(LOOPS, sentence=sentence, names=sorted(looping))
    places = on_record(set(entries) - looping, to, user)
    new_institutions = make(entries, places, looping, to)
    listed = [
        {"institution": name, "place": str(place.pk), "first": entries[name][3],
         "is_new": place._state.adding}
        for name, place in places.items()
    ]  # fmt: skip
    if to.institution is not None:
        listed.append({"institution": "", "place": str(to.institution.pk), "first": 0,
                       "is_new": to.is_new})  # fmt: skip
    else:
        sentence = _("It has a post and no institution: say of which one.")
        run(NOWHERE, sentence=sentence)
    run(PLACES, places=json.dumps(listed))
    run(
        POSTS,
        circle=to.circle.pk,
        circles=sorted(to.circles),
        one_seat=to.one_seat,
    )
    return new_institutions


def in_loops(above):
    """The names from which the way up, by {name: the one above}, comes back."""
    looping = set()
    for name in above:
        visited, at = set(), name
        while at and at not in visited:
            visited.add(at)
            at = above.get(at)
        if at == name:
            looping.add(name)
    return looping


def on_record(names, to, user):
    """{name as written: institution} of those that `user` sees in the right circles."""
    if not names:
        return {}
    lower = {name.lower() for name in names}
    institutions = (
        Institution.objects.visible_to(user)
        .filter(circle__in=to.circles)
        .annotate(english=Lower("name"), native=Lower("native_name"))
        .filter(Q(english__in=lower) | Q(native__in=lower))
        .order_by("pk")
    )
    by_name = {}
    ranked = sorted(
        institutions,
        key=lambda each: (each.country == to.country, each.circle_id == to.circle.pk),
    )
    for each in ranked:
        by_name |= {each.native: each, each.english: each}
    return {name: by_name[name.lower()] for name in names if name.lower() in by_name}


def make(entries, places, looping, to):
    """Institutions that are to be made, the upper ones first; adds them to `places`."""
    new_institutions = []

    def place_of(name):
        if not name or name in looping:
            return None
        if name not in places:
            above, country, kind, _first = entries[name]
            places[name] = Institution(
                id=new_key(),
                name=name,
                country=country or to.country,
                kind=kind or Institution.Kind.OTHER,
                circle=to.circle,
            )
            places[name].parent = place_of(above)
            new_institutions.append(places[name])
        return places[name]

    for name in entries:
        steps, at = [], name
        while at and at not in places and at not in looping and at not in steps:
            steps.append(at)
            at = entries[at][0] if at in entries else None
        for step in reversed(steps):
            place_of(step)
    return new_institutions
