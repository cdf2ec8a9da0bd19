from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = _("Staff")

    def ready(self):
        import_module("staff.accounts.checks")  # registers its checks
        import_module("staff.operations.checks")
        import_module("staff.keepers.rules")  # registers what codes say
        post_migrate.connect(import_string("staff.foundation.begin"), sender=self)
