"""`manage.py first_administrator NAME "Full name"`: somebody who can add the others."""

import sys
from getpass import getpass

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from staff.keepers.workflow import is_awake
from staff.models import User

NO_TERMINAL = (
    "The passphrase is typed where nobody can read it afterwards, and there is no "
    "terminal here. Run this command in one: `ssh -t HOST ...` on another machine, "
    "`docker exec -it CONTAINER ...` in a container."
)

BY_TWO = (
    "Two people have held the keys of this house, and since then this role is given by "
    "two: `manage.py rescue USERNAME --to administrator`."
)


class Command(BaseCommand):
    help = "Adds the first administrator, and asks twice for a passphrase."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("full_name")

    @transaction.atomic
    def handle(self, *, username, full_name, **options):
        role = Group.objects.filter(name="Administrator").first()
        if role is None:
            raise CommandError("Run `manage.py migrate` first: it writes the roles.")
        if User.objects.filter(groups=role, is_active=True).exists():
            raise CommandError(
                "There is an administrator already; they add people in the admin."
            )
        if is_awake():
            raise CommandError(BY_TWO)
        if not sys.stdin.isatty():
            raise CommandError(NO_TERMINAL)
        person = User(username=username, full_name=full_name, is_staff=True)
        try:
            person.full_clean(exclude=["password"])
        except ValidationError as reason:
            raise CommandError(" ".join(reason.messages)) from None
        person.set_password(self.ask(person))
        person.save()
        person.groups.add(role)
        self.stdout.write(f"{person} may sign in as {username}.")

    def ask(self, person):
        """A passphrase that `person` may have, typed twice; asked until it is one."""
        while True:
            passphrase = getpass("Passphrase (15 characters or more): ")
            if getpass("The same again: ") != passphrase:
                self.stderr.write("The two differ. Once more:")
                continue
            try:
                validate_password(passphrase, person)
            except ValidationError as reason:
                self.stderr.write(" ".join([*reason.messages, "Once more:"]))
                continue
            return passphrase
