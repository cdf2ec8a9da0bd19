"""`manage.py first_administrator NAME "Full name"`: somebody who can add the others."""

from getpass import getpass

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from staff.models import User


class Command(BaseCommand):
    help = "Adds the first administrator, and asks for a passphrase."

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
        person = User(username=username, full_name=full_name, is_staff=True)
        passphrase = getpass("Passphrase (15 characters or more): ")
        try:
            validate_password(passphrase, person)
            person.set_password(passphrase)
            person.full_clean()
        except ValidationError as reason:
            raise CommandError(" ".join(reason.messages)) from None
        person.save()
        person.groups.add(role)
        self.stdout.write(f"{person} may sign in as {username}.")
