"""Writes the chosen rows of a file of office-holders."""

from typing import NamedTuple

from django.db import connection, transaction

from officials.models import Appointment, Identifier, Official, OfficialName, Post
from officials.names import script_of, split_name
from officials.office_holders.comparison import GAPS, Status

FIRST, BATCH = 200, 2000  # rows
ONE_AT_A_TIME = 7_264_331  # any number that no other advisory lock uses


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


@transaction.atomic
def write(lines, to):
    """Writes the importable `lines` of a comparison made in this transaction.

    All or nothing; returns a `Tally`. IntegrityError when somebody else wrote one of
    the same records by hand since it was compared.
    """
    with connection.cursor() as cursor:
        # Keys checked at the end would make the history triggers quadratic.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    new = [line.appointment for line in lines if line.status == Status.NEW]
    posts = unsaved(held.post for held in new)
    officials = unsaved(held.official for held in new)
    if posts and to.institution._state.adding:
        to.institution.save(force_insert=True)
    insert(Post, posts)
    insert(Official, officials)
    insert(OfficialName, [first_name(official) for official in officials])
    insert(
        Identifier, [first_item(official) for official in officials if official.item]
    )
    insert(Appointment, new)
    return Tally(len(new), len(officials), change(lines))


def unsaved(records):
    """Those that are not in the database yet, each once."""
    return list({r.pk: r for r in records if r._state.adding}.values())


def insert(model, records):
    """Inserts `records` at a cost that grows with their number, not with its square.

    Postgres plans what keys and triggers ask when they are first asked. Of a table that
    was empty then it takes an index on the circle, which all rows share: so after the
    first rows it looks at the table again.
    """
    model.objects.bulk_create(records[:FIRST])
    if len(records) > FIRST:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
        model.objects.bulk_create(records[FIRST:], BATCH)


def change(lines):
    """Sets ends that were open and gaps that were empty; how many rows did."""
    changed = [line for line in lines if line.status == Status.CHANGED]
    ends = [line.appointment for line in changed if line.appointment]
    filled = {line.official.pk: line.official for line in lines if line.fills}
    Appointment.objects.bulk_update(ends, ["ended"], BATCH)
    Official.objects.bulk_update(filled.values(), GAPS, BATCH)
    return len(changed)


def first_item(official):
    """The Wikidata item by which the file tells a new official."""
    return Identifier(official=official, circle=official.circle, value=official.item)


def first_name(official):
    """The name by which the file calls a new official, with its parts told apart."""
    given, patronymic, family = (part[:100] for part in split_name(official.written))
    latin = script_of(official.written) == "Latn"
    kind = OfficialName.Kind.ROMANISED if latin else OfficialName.Kind.NATIVE
    return OfficialName(
        official=official,
        circle=official.circle,
        text=official.written,
        kind=kind,
        family=family,
        given=given,
        patronymic=patronymic,
        is_display=True,
    )
