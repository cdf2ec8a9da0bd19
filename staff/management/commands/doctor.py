"""`manage.py doctor`: is everything true that has to be, and what mends what is not."""

import sys

from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError

from officials.checks import MIGRATE, PROVISION
from staff.operations.questions import QUESTIONS, examine

SETTINGS = "the environment of the server; docs/operations.md, “Settings”."


class Command(BaseCommand):
    """Ends with 1 when anything is wrong."""

    help = "Asks what has to be true of this server; says which command mends it."
    requires_system_checks = []

    def handle(self, **options):
        faulty = 0
        try:
            for title, messages in examine():
                faulty += bool(messages)
                self.tell(title, messages)
        except (OperationalError, ProgrammingError) as error:
            self.stdout.write(
                f"wrong  The database does not answer as it should: {error}"
            )
            self.stdout.write(f"       Mend it: {PROVISION}; then {MIGRATE}")
            sys.exit(1)
        if faulty:
            self.stdout.write(f"{faulty} of {len(QUESTIONS)} are wrong.")
            sys.exit(1)
        self.stdout.write(f"All {len(QUESTIONS)} are well.")

    def tell(self, title, messages):
        """A line that all is well, or what is wrong and what mends it."""
        if not messages:
            self.stdout.write(f"ok     {title}")
        for message in messages:
            self.stdout.write(f"wrong  {title}: {message.msg} ({message.id})")
            self.stdout.write(f"       Mend it: {message.hint or SETTINGS}")
