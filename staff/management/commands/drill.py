"""`manage.py drill`: restores a backup on trial, compares everything, takes it away."""

import sys

from django.core.management.base import BaseCommand

from staff.operations.archive import identities_of
from staff.operations.drills import drill, newest

MOST_LINES = 40


class Command(BaseCommand):
    """Ends with 1 when anything differs."""

    help = "Restores a backup beside the database and compares every row and rule."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="A backup; else the newest.")
        parser.add_argument("--identity", help="The file of the private key of age.")

    def handle(self, *, file, identity, **options):
        path = file or newest()
        content, faults = drill(path, identities_of(identity))
        self.stdout.write(f"{path}, made {content['made_at']}")
        for fault in faults[:MOST_LINES]:
            self.stdout.write(f"differs  {fault}")
        if faults:
            self.stdout.write(f"{len(faults)} things differ: this backup is not good.")
            sys.exit(1)
        rows = sum(number for number, _digest in content["tables"].values())
        things = sum(map(len, content["shape"].values()))
        self.stdout.write(
            f"All is as it was: {rows} rows of {len(content['tables'])} tables, "
            f"{things} rules and rights, {len(content['files'])} files."
        )
