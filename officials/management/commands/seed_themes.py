"""`manage.py seed_themes`: a first tree of themes, to begin with and then to prune."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from officials.themes.models import Theme

FILE = Path(__file__).parents[2] / "thesaurus.json"


class Command(BaseCommand):
    help = (
        "Adds a tree of human-rights themes in English and Russian. Themes that are "
        "there already, by their English names, stay as they are."
    )

    @transaction.atomic
    def handle(self, **options):
        before = Theme.objects.count()
        grow(json.loads(FILE.read_text(encoding="utf-8")))
        self.stdout.write(f"{Theme.objects.count() - before} themes added.")


def grow(branches, parent=None):
    """Adds `branches` ([name, name in Russian, branches]) below `parent`."""
    for name, name_ru, *narrower in branches:
        theme, _created = Theme.objects.get_or_create(
            name=name, defaults={"name_ru": name_ru, "parent": parent}
        )
        grow(narrower[0] if narrower else [], theme)
