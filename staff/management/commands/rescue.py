"""`manage.py rescue USERNAME`: the way out when nobody inside can be the second."""

from django.core.management.base import BaseCommand, CommandError

from officials.security.context import as_system
from staff.keepers import suspension
from staff.keepers.models import KeyRequest
from staff.keepers.rescues import ask_from_server
from staff.models import User

PRINTED = """\
{what}, for {name}.

Code: {code}

It is printed once, and holds for {minutes} minutes. Tell it, by telephone or in
person, to a manager, an administrator or a keeper who is not {name}: they type it
on the page “Keepers”, “Confirm a rescue”. Everybody is told.
"""


class Command(BaseCommand):
    help = "Asks, in the name of the server, for what a second person confirms."

    def add_arguments(self, parser):
        parser.add_argument("username", help="Whose way it is.")
        parser.add_argument(
            "--to",
            choices=KeyRequest.Kind.values,
            default=KeyRequest.Kind.CIRCLES,
            help="Open sealed circles again (else), take a factor off, give a role.",
        )

    def handle(self, *, username, to, **options):
        with as_system():
            person = User.objects.filter(username=username, is_active=True).first()
            if person is None:
                raise CommandError(f"Nobody who may sign in is called {username}.")
            if to == KeyRequest.Kind.CIRCLES:
                look_for_stuck(person)
            code = ask_from_server(person, to)
        minutes = int(KeyRequest.CODE_LASTS.total_seconds() // 60)
        what = KeyRequest.Kind(to).label
        self.stdout.write(
            PRINTED.format(what=what, name=person, code=code, minutes=minutes)
        )


def look_for_stuck(person):
    """CommandError where a member of each circle of `person` can confirm it."""
    if not any(map(suspension.is_stuck, suspension.of(person))):
        raise CommandError(
            f"No sealed circle that is closed to {person} is without somebody who can "
            "confirm it: another member finds it on their desk."
        )
