"""How fast the NGO's own list comes in: people, posts, stages and next steps.

`python -m benchmarks.own_list [ROWS]` works in a test database that it makes and
throws away. It prints how long the file took to be taken in, in seconds: what
`staff.import_files.confirm` does once somebody has pressed the button.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import pghistory
from django.contrib.auth.models import Group
from django.test.utils import setup_databases, teardown_databases

from benchmarks.imports import FAMILY, FIRST, PATRONYMIC, letters, stage
from engagements.relationships import relationship_list as relationships
from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.imports import staged_rows
from officials.imports.destination import Destination
from officials.imports.differences import compare
from officials.imports.row_writer import take_in
from officials.institutions.models import Institution
from officials.security.context import acting_as, as_system, in_bulk
from officials.security.models import Circle
from staff.models import User
from staff.roles import set_roles

HEADER = "name,position,stage,last_contact,next_step,next_step_by,rhythm\n"
STAGES = ("in dialogue", "approached", "identified", "monitored")


def content_of(rows):
    """A list of `rows` people, each with a post, a stage and a next step."""
    lines = [HEADER]
    for n in range(rows):
        name = (
            f"{FIRST[n % 14]} {PATRONYMIC[n // 14 % 10]}ovich"
            f" {FAMILY[n // 140 % 12]}{letters(n * 7)}"
        )
        lines.append(
            f"{name},Head of department {n % 500},{STAGES[n % 4]},2019-0{1 + n % 9}-03,"
            f"Ring about the seminar {n},2199-0{1 + n % 9}-15,{30 + n % 60}\n"
        )
    return "".join(lines).encode()


def confirm(user, to):
    with acting_as(user), pghistory.context(user=user.pk, url="/benchmark"):
        staged_rows.take_out(1, user)
        with in_bulk():
            institutions = compare(to, user=user, further=(relationships.compare,))
            batch = batch_steps.begin(Batch.Kind.IMPORT, by=user)
            start = time.perf_counter()
            take_in(batch, to, institutions)
            people = time.perf_counter()
            count = relationships.take_in(batch, to, user)
            end = time.perf_counter()
    committed = time.perf_counter()
    print(f"{count:,} relationships; people and posts {people - start:.2f} s,")
    print(f"relationships {end - people:.2f} s, commit {committed - end:.2f} s")
    print(f"TAKEN IN {committed - start:.2f} s")


def measure(rows):
    set_roles()
    with as_system():
        user = User.objects.create(username="bench", full_name="Bench")
        user.groups.add(Group.objects.get(name="Manager"))
        place = Institution.objects.create(
            name="Government", kind="other", country="RU"
        )
        circle = Circle.objects.get(pk=Circle.ALL_STAFF)
    to = Destination(place, circle, "benchmark", "RU")
    stage(content_of(rows), user, to)
    confirm(user, to)


def main(rows=20_000):
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        measure(int(rows))
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
