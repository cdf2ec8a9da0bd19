from django.contrib.admin.apps import AdminConfig


class RapportAdminConfig(AdminConfig):
    """The Django admin, behind the same door as the rest."""

    default_site = "staff.administration.RapportAdminSite"
