"""`manage.py procrastinate`: a worker serves, and refuses what a server refuses."""

from django.conf import settings
from django.core.management.base import CommandError
from procrastinate.contrib.django.management.commands import procrastinate

from officials.checks import log_what_is_wrong
from officials.security.ownership import role_faults


class Command(procrastinate.Command):
    """Jobs run under row security, or not at all."""

    def handle(self, *args, **options):
        if options.get("command") == "worker":
            if faults := role_faults():
                raise CommandError(" ".join(faults))
            if not settings.DEMO:
                log_what_is_wrong()
        super().handle(*args, **options)
