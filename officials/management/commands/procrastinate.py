"""`manage.py procrastinate`: a worker serves, and refuses what a server refuses."""

from django.core.management.base import CommandError
from procrastinate.contrib.django.management.commands import procrastinate

from officials.security.ownership import role_faults


class Command(procrastinate.Command):
    """Jobs run under row security, or not at all."""

    def handle(self, *args, **options):
        if options.get("command") == "worker" and (faults := role_faults()):
            raise CommandError(" ".join(faults))
        super().handle(*args, **options)
