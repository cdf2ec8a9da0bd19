"""Commands that print what one person may read, as CSV, so that others can recompute.

Run as that person: row security shows the command what it would show on their pages.
"""

import csv
import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from officials.security.context import acting_as
from staff.models import User


class ReaderCommand(BaseCommand):
    """`--as EMAIL --on DATE`: what the person of that address knows of that day."""

    header = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--as", dest="email", required=True, help="The e-mail of who reads."
        )
        parser.add_argument(
            "--on", dest="day", default="", help="A day as 2026-05-13; else today."
        )

    def rows(self, user, day):
        """The rows under `header`, as `user` may read them."""
        raise NotImplementedError

    def handle(self, *, email, day, **options):
        day, user = a_day(day), a_reader(email)
        with acting_as(user):
            file = csv.writer(self.stdout, lineterminator="\n")
            file.writerow(self.header)
            file.writerows(self.rows(user, day))


def a_reader(email):
    """Who has this e-mail and may read notes; CommandError says why nobody."""
    users = list(User.objects.filter(email__iexact=email.strip(), is_active=True)[:2])
    if not email.strip() or not users:
        raise CommandError(f"Nobody at work here has the e-mail {email}.")
    if len(users) > 1:
        raise CommandError(f"Several people have the e-mail {email}.")
    if not users[0].has_perm("engagements.view_mention"):
        raise CommandError(f"{users[0]} may not read notes.")
    return users[0]


def a_day(text):
    """The day that `text` says, today for none; CommandError says why not."""
    today = timezone.localdate()
    if not text:
        return today
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"“{text}” is not a day: write it as in {today.isoformat()}."
        ) from None
    if day > today:
        raise CommandError(f"{day.isoformat()} is still to come.")
    return day
