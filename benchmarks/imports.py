"""How fast a file of 100,000 rows is staged, compared and imported.

`python -m benchmarks.imports [ROWS [A_PERSON]]` works in a test database that
it makes and throws away. Plain COPY is the same file copied as it is into a table of
text columns with a key, without reading, checking or comparing anything.
"""

import csv
import io
import os
import sys
import time
from functools import partial

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import pghistory
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import setup_databases, teardown_databases

from engagements.relationships import relationship_list as relationships
from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.imports import staged_rows
from officials.imports.destination import Destination
from officials.imports.differences import compare
from officials.imports.file_reader import read
from officials.imports.models import StagedRow
from officials.imports.row_writer import take_in
from officials.institutions.models import Institution
from officials.security.context import acting_as, as_system, in_bulk
from officials.security.models import Circle
from officials.security.ownership import as_owner
from staff.import_files import all_meanings
from staff.models import User
from staff.roles import set_roles

FIRST = [
    "Anna",
    "Boris",
    "Vera",
    "Gleb",
    "Darya",
    "Egor",
    "Zoya",
    "Ivan",
    "Kira",
    "Lev",
    "Maria",
    "Nikita",
    "Olga",
    "Pavel",
]
PATRONYMIC = (
    "Ivan",
    "Petr",
    "Boris",
    "Gleb",
    "Egor",
    "Oleg",
    "Anton",
    "Viktor",
    "Maksim",
    "Roman",
)
FAMILY = [
    "Volk",
    "Garin",
    "Sokol",
    "Orlov",
    "Lebed",
    "Zaits",
    "Medved",
    "Belov",
    "Chern",
    "Serov",
    "Krasn",
    "Zelen",
]
COLUMNS = "a, b, c, d, e, f, g"
HEADER = "position,person,personID,start,end,gender,DOB\n"


def content_of(rows, a_person):
    """A file of `rows` rows: so many appointments a person, 500 posts, no namesakes."""
    lines = [HEADER]
    for n in range(rows):
        who = n // a_person * 7
        name = (
            f"{FIRST[who % 14]} {PATRONYMIC[who // 14 % 10]}ovich"
            f" {FAMILY[who // 140 % 12]}{letters(who)}"
        )
        year, day = 1960 + n % 60, f"0{1 + n % 9}-1{n % 9}"
        lines.append(
            f"Head of department {n % 500},{name},Q{1000 + n // a_person},"
            f"{year}-{day},{year + 2}-{day},"
            f"{'male' if who % 2 else 'female'},{1920 + who % 60}\n"
        )
    return "".join(lines).encode()


def letters(number):
    """A number in letters, so that each name is another."""
    text = ""
    while number:
        number, place = divmod(number, 20)
        text += "aeiouykbdgvlmnprstfh"[place]
    return text + "ev"


def timed(label, rows, work):
    start = time.perf_counter()
    answer = work()
    took = time.perf_counter() - start
    print(f"{label:<44}{took:8.2f} s {rows / took:12,.0f} rows/s")
    return rows / took, answer


@as_owner()
def plain_copy(content):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_plain (id bigserial PRIMARY KEY, a text, b text,"
            " c text, d text, e text, f text, g text)"
        )
        statement = f"COPY bench_plain ({COLUMNS}) FROM STDIN (FORMAT csv, HEADER)"
        with cursor.copy(statement) as copy:
            copy.write(content)
        cursor.execute("SELECT count(*) FROM bench_plain")


@as_owner()
def row_by_row(content):
    """COPY of the same rows read by Python's csv, a row at a time."""
    lines = csv.reader(io.StringIO(content.decode()))
    next(lines)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bench_plain")
        with cursor.copy(f"COPY bench_plain ({COLUMNS}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)


def stage(content, user, to):
    """What `staff.import_files.set_up` does with a file, and the first page of it."""
    parts = {}

    def lap(name, work):
        start = time.perf_counter()
        answer = work()
        parts[name] = time.perf_counter() - start
        return answer

    with transaction.atomic(), acting_as(user):
        rows = lap("read", lambda: read(content, "table", all_meanings()).rows)
        lap("copy", lambda: staged_rows.copy_in(rows))
        lap("compare", lambda: compare(to, user=user, further=(relationships.compare,)))
        lap("keep", lambda: staged_rows.keep(1, user))
        mine = StagedRow.objects.filter(file=1)
        lap("preview", lambda: list(mine.order_by("number")[:100]))
        lap("counts", lambda: list(mine.values_list("status").annotate(Count("pk"))))
    print("   ", ", ".join(f"{name} {took:.2f}" for name, took in parts.items()))


def confirm(user, to):
    """What `staff.import_files.confirm` does with the staged rows."""
    with acting_as(user), pghistory.context(user=user.pk, url="/benchmark"):
        staged_rows.take_out(1, user)
        with in_bulk():
            institutions = compare(to, user=user, further=(relationships.compare,))
            batch = batch_steps.begin(Batch.Kind.IMPORT, by=user)
            tally = take_in(batch, to, institutions)
        staged_rows.drop(1, user)
    return tally, batch


def undo(user, batch):
    with acting_as(user), pghistory.context(user=user.pk, url="/benchmark"):
        return batch_steps.undo(batch, by=user)


WRITTEN = ("official", "officialname", "identifier", "appointment")


def copy_out():
    """What the import wrote, and bare tables of the same shape with their indexes."""
    copies = {}
    with as_owner(), connection.cursor() as cursor, as_system():
        for name in WRITTEN:
            table = f"officials_{name}"
            cursor.execute(f"CREATE TABLE bench_{name} (LIKE {table} INCLUDING ALL)")
            model = apps.get_model("officials", name)
            columns = ", ".join(
                f'"{f.column}"' for f in model._meta.concrete_fields if not f.generated
            )
            with cursor.copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT") as copy:
                copies[f"bench_{name} ({columns})"] = b"".join(map(bytes, copy))
    return copies


def copy_records(copies):
    """Plain COPY of the records themselves: no reading, no trigger, no history."""
    with connection.cursor() as cursor:
        for table, content in copies.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(content)


def measure(rows, a_person):
    set_roles()
    with as_system():
        user = User.objects.create(username="bench", full_name="Bench")
        user.groups.add(Group.objects.get(name="Officer"))
        place = Institution.objects.create(
            name="Government", kind="other", country="RU"
        )
        circle = Circle.objects.get(pk=Circle.ALL_STAFF)
    to = Destination(place, circle, "benchmark", "RU")
    content = content_of(rows, a_person)
    print(f"{rows:,} rows, {a_person} a person, {len(content) / 1e6:.1f} MB")
    plain, _ = timed("plain COPY of the file", rows, lambda: plain_copy(content))
    timed("COPY, a row at a time", rows, lambda: row_by_row(content))
    staged, _ = timed(
        "staged, compared, previewed", rows, lambda: stage(content, user, to)
    )
    print(f"{'ratio to plain COPY':<44}{staged / plain:8.2f}")
    _rate, (tally, batch) = timed(
        "confirmed, with history", rows, lambda: confirm(user, to)
    )
    print("   ", tally)
    work = partial(copy_records, copy_out())
    records, _ = timed("plain COPY of the records it wrote", rows, work)
    print(f"{'ratio of staging to that':<44}{staged / records:8.2f}")
    timed("staged again: all the same", rows, lambda: stage(content, user, to))
    timed("undone", rows, lambda: undo(user, batch))


def main(rows=100_000, a_person=3):
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        measure(int(rows), int(a_person))
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
