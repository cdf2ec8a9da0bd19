"""The lists that a new database begins with: words, playbooks, ideas of markers."""

from importlib import import_module

from django.apps import apps

from engagements.models import MarkerIdea, Playbook, RespectWord

# The migrations that write each list, and the function in them that does.
WRITTEN_BY = {
    RespectWord: ("0011_tailoring_rules", "add_words"),
    Playbook: ("0013_engaging_rules", "add_playbooks"),
    MarkerIdea: ("0015_supporting_rules", "add_ideas"),
}


def write_missing():
    """Writes each list that is empty as its migration did: a flush removes them."""
    for model, (module, function) in WRITTEN_BY.items():
        if not model.objects.exists():
            migration = import_module(f"engagements.migrations.{module}")
            getattr(migration, function)(apps, None)
