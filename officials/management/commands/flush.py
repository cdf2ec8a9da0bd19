"""`manage.py flush`: Django's, as the owner of the database."""

from django.core.management.commands import flush

from officials.security.ownership import as_owner


class Command(flush.Command):
    """Nobody else may empty a table at once."""

    def handle(self, **options):
        with as_owner(options["database"]):
            super().handle(**options)
