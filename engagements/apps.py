from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ROOMS_WITH_RULES = (
    "contacts",
    "relationships",
    "assessment",
    "approach",
    "letters",
    "support",
    "outcomes",
)


class EngagementsConfig(AppConfig):
    name = "engagements"
    verbose_name = _("Engagement")

    def ready(self):
        import_module("engagements.relationships.workflow")  # gives SQL its ladder
        import_module("engagements.monitoring.feeds.checks")  # registers its checks
        for room in ROOMS_WITH_RULES:
            import_module(f"engagements.{room}.rules")  # registers what codes say
