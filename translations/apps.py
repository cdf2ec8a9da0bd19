from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    name = "translations"
    verbose_name = _("Documents")

    def ready(self):
        for room in ("jobs", "deliveries"):
            import_module(f"translations.{room}.rules")  # registers what codes say
