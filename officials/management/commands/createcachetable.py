"""`manage.py createcachetable`: Django's, as the owner of the database."""

from django.core.management.commands import createcachetable

from officials.security.ownership import as_owner


class Command(createcachetable.Command):
    """Nobody else may make a table."""

    def handle(self, *tablenames, **options):
        with as_owner(options["database"]):
            super().handle(*tablenames, **options)
