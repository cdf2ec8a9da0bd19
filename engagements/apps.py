from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class EngagementsConfig(AppConfig):
    name = "engagements"
    verbose_name = _("Engagement")

    def ready(self):
        import_string(
            "engagements.monitoring.feeds.checks.check_feeds"
        )  # registers itself
        import_string("engagements.rules.STAGES")  # registers what the codes say
