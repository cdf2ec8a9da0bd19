"""`manage.py backup`: the database and the files in one sealed file."""

from django.core.management.base import BaseCommand

from staff.operations.backups import make


class Command(BaseCommand):
    """Run by a timer, as the role of BACKUP_DATABASE_URL."""

    help = "Writes a backup into BACKUP_FOLDER, sealed for BACKUP_RECIPIENTS."
    requires_system_checks = []

    def handle(self, **options):
        path, content = make()
        rows = sum(number for number, _digest in content["tables"].values())
        self.stdout.write(
            f"{path}: {path.stat().st_size / 1e6:.1f} MB, {rows} rows of "
            f"{len(content['tables'])} tables, {len(content['files'])} files."
        )
