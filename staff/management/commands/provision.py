"""`manage.py provision`: does once what a superuser of the database server must."""

import sys
from getpass import getpass

from django.core.management.base import BaseCommand
from django.db import connection

from staff.operations.provisions import prepare
from staff.operations.servers import connect_as_superuser, roles_of_settings


class Command(BaseCommand):
    """The passwords are those of the three URLs; a role without one is asked for."""

    help = (
        "Makes the roles and the database that the settings name, with all that they "
        "must have. Needs SUPERUSER_DATABASE_URL; twice is no harm."
    )
    requires_system_checks = []

    def handle(self, **options):
        names = roles_of_settings()
        for line in prepare(connect_as_superuser, names, self.passwords(names)):
            self.stdout.write(line)
        self.stdout.write("Next: manage.py migrate, then manage.py doctor.")

    def passwords(self, names):
        """By role: from the URLs, else asked where somebody sits; empty is none."""
        settings = connection.settings_dict
        from_urls = {
            names.serving: settings["PASSWORD"],
            names.owner: settings["OWNER"].get("PASSWORD"),
            names.backup: settings["BACKUP"].get("PASSWORD"),
        }
        asks = sys.stdin.isatty() and "EMBEDDED_ROOT" not in settings
        passwords = {
            role: password or (asks and getpass(f"Password of {role} (or nothing): "))
            for role, password in from_urls.items()
        }
        return {role: password for role, password in passwords.items() if password}
