"""`manage.py migrate`: Django's, as the owner of the database."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from officials.schema.folds import fold_anew
from officials.schema.origin import migrations_made_anew, remember
from officials.security.ownership import as_owner, set_privileges

MADE_ANEW = (
    "This database was made by migrations that are others by now ({names}). Until "
    "version 1.0 they may be made anew with a release, and the database with them: "
    "drop it, create it again, and migrate."
)


class Command(migrate.Command):
    """Afterwards the serving role may do to each new table what it may to its kind."""

    def handle(self, *args, **options):
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        if names := migrations_made_anew():
            raise CommandError(MADE_ANEW.format(names=", ".join(names)))
        with as_owner(options["database"]):
            super().handle(*args, **options)
            if not options["app_label"]:  # all tables are as the models say
                fold_anew()
            remember()
            set_privileges()
