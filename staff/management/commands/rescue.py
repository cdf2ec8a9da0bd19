"""`manage.py rescue USERNAME`: the way out when nobody inside can be the second.

`manage.py rescue --to house` opens a house that is locked and has no two keepers to do
it. Nobody could type a code in it, so everybody reads on their desk that it was so.
`manage.py rescue USERNAME --to unlock` lifts a lock where nobody else may.
"""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from officials.security.context import as_system
from staff.keepers import suspension
from staff.keepers.models import KeyRequest
from staff.keepers.rescues import ask_from_server
from staff.locks import workflow as locks
from staff.models import User

HOUSE, UNLOCK = "house", "unlock"
PRINTED = """\
{what}, for {name}.

Code: {code}

It is printed once, and holds for {minutes} minutes. Tell it, by telephone or in
person, to a manager, an administrator or a keeper who is not {name} and had no part
in what was changed: they type it on the page “Keepers”, “Confirm a rescue”.
Everybody is told. Who had a part in it confirms it only if nobody else is left.
"""


class Command(BaseCommand):
    help = "Asks, in the name of the server, for what a second person confirms."

    def add_arguments(self, parser):
        parser.add_argument("username", nargs="?", help="Whose way it is.")
        parser.add_argument(
            "--to",
            choices=[*KeyRequest.Kind.values, HOUSE, UNLOCK],
            default=KeyRequest.Kind.CIRCLES,
            help="Open sealed circles again (else), take a factor off, give a role, "
            "lift a lock, or open the house.",
        )

    def handle(self, *, username, to, **options):
        if to == HOUSE:
            open_house()
            self.stdout.write("The house is open. Everybody reads it on their desk.")
            return
        if not username:
            raise CommandError("Say whose way it is: the user name.")
        with as_system():
            person = User.objects.filter(username=username, is_active=True).first()
            if person is None:
                raise CommandError(f"Nobody who may sign in is called {username}.")
            if to == UNLOCK:
                self.stdout.write(unlock(person))
                return
            if to == KeyRequest.Kind.CIRCLES:
                look_for_stuck(person)
            code = ask_from_server(person, to)
        minutes = int(KeyRequest.CODE_LASTS.total_seconds() // 60)
        what = KeyRequest.Kind(to).label
        self.stdout.write(
            PRINTED.format(what=what, name=person, code=code, minutes=minutes)
        )


def open_house():
    """Opens it; CommandError where it is open already."""
    try:
        locks.open_house(by=None)
    except ValidationError as reason:
        raise CommandError(" ".join(reason.messages)) from reason


def unlock(person):
    """Lets `person` in again, and says so; CommandError where they are not locked."""
    standing = person.locks.standing().first()
    if standing is None:
        raise CommandError(f"{person} is not locked.")
    locks.lift(standing, by=None)
    return f"{person} can sign in again. Everybody reads it on their desk."


def look_for_stuck(person):
    """CommandError where a member of each circle of `person` can confirm it."""
    if not any(map(suspension.is_stuck, suspension.of(person))):
        raise CommandError(
            f"No sealed circle that is closed to {person} is without somebody who can "
            "confirm it: another member finds it on their desk."
        )
