"""The admin site, behind the same door as the rest of the house."""

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


class RapportAdminSite(AdminSite):
    """People sign in on the one page for it, with its limits and second factor."""

    site_header = _("Rapport: administration")
    site_title = "Rapport"
    index_title = _("People, circles, reference lists and records")

    def get_urls(self):
        """Without the way from any content type to any page: records have their own."""
        urls = super().get_urls()
        return [url for url in urls if getattr(url, "name", "") != "view_on_site"]

    def login(self, request, extra_context=None):
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect("account_login")

    def password_change(self, request, extra_context=None):
        """One's own password is changed on the one page for it."""
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        """As above."""
        return redirect("account_change_password")
