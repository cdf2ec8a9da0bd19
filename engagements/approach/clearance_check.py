"""Whether what is written of clearances still follows from what it rests on."""

from django.db import connection, transaction

from officials.clearance.models import Clearance
from officials.people.models import Official
from officials.security.context import as_system

AT_ONCE = 500  # officials recomputed at a time: each is locked meanwhile
RECOMPUTED = "SELECT app_write_clearance(person) FROM unnest(%s::uuid[]) person"
RESIGNED = """
    SELECT DISTINCT c.official_id
    FROM officials_clearance c,
         LATERAL app_clearance_from_sources(c.official_id) s
    WHERE s.circle = c.circle_id
      AND c.digest <> coalesce(app_approach_digest(s.approach), '')
    ORDER BY c.official_id
"""


def differing():
    """Keys of officials whose clearances would be others if computed today."""
    with as_system():
        keys = list(Official.objects.order_by("pk").values_list("pk", flat=True))
    return [
        key
        for start in range(0, len(keys), AT_ONCE)
        for key in differing_among(keys[start : start + AT_ONCE])
    ]


def differing_among(keys):
    """Those of `keys`; nothing of what is computed stays."""
    with as_system(), transaction.atomic():
        before = written(keys)
        with connection.cursor() as cursor:
            cursor.execute(RECOMPUTED, [keys])
        after = written(keys)
        transaction.set_rollback(True)
    return [key for key in keys if before.get(key) != after.get(key)]


def written(keys):
    """{official: rows} of what is written of `keys`."""
    rows = {}
    clearances = Clearance.objects.filter(official__in=keys).order_by("circle")
    for row in clearances.values():
        row.pop("id")
        rows.setdefault(row["official_id"], []).append(row)
    return rows


def changed_after_signature():
    """Keys of officials of whom another text stands today than was signed."""
    with as_system(), connection.cursor() as cursor:
        cursor.execute(RESIGNED)
        return [key for (key,) in cursor.fetchall()]
