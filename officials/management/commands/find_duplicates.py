"""`manage.py find_duplicates`: which records of officials may be one person."""

from django.core.management.base import BaseCommand

from officials.duplicates.duplicates import find_duplicates
from officials.security.context import as_system


class Command(BaseCommand):
    help = (
        "Looks for officials who are on record twice; the page “Duplicates” shows them."
    )

    def handle(self, **options):
        with as_system():
            pair_count = find_duplicates()
        self.stdout.write(f"{pair_count} pairs may be one person.")
