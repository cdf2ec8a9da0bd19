"""`manage.py restore FILE`: brings a backup back into an empty database."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from staff.locks.models import HouseLock
from staff.locks.workflow import lock_house
from staff.operations import status
from staff.operations.archive import identities_of
from staff.operations.drills import faults_of_secrets
from staff.operations.restoration import restore


class Command(BaseCommand):
    """As the owner; ends with 1 when anything is otherwise than in the backup."""

    help = "Restores a backup into the empty database that manage.py provision made."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="The backup.")
        parser.add_argument("--identity", help="The file of the private key of age.")

    def handle(self, *, file, identity, **options):
        content, faults = restore(
            file, identities_of(identity), files=Path(settings.MEDIA_ROOT)
        )
        faults += faults_of_secrets("")
        call_command("migrate", verbosity=0)
        lock_house(by=None, reason=HouseLock.Reason.RESTORED)
        status.record("restored", Path(file).name, content["made_at"])
        for fault in faults:
            self.stdout.write(f"differs  {fault}")
        self.stdout.write(f"Restored what was backed up {content['made_at']}.")
        if faults:
            self.stdout.write(f"{len(faults)} things differ.")
            sys.exit(1)
        self.stdout.write(
            "The house is locked until two keepers open it, who are asked who left or "
            "was locked out since then. Next: manage.py doctor."
        )
