"""`manage.py migrate`: Django's, as the owner of the database."""

from django.core.management.commands import migrate

from officials.security.ownership import as_owner, set_privileges


class Command(migrate.Command):
    """Afterwards the serving role may do to each new table what it may to its kind."""

    def handle(self, *args, **options):
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        with as_owner(options["database"]):
            super().handle(*args, **options)
            set_privileges()
