"""Pages for everybody who works here, and for whoever may be the second person."""

from django.utils.translation import gettext_lazy

from staff.keepers import workflow
from staff.pages import Page

KEEPERS = (gettext_lazy("Keepers"), "keeper-list")


class ForColleagues(Page):
    """A page for everybody who works here, whatever their role."""

    permission_required = ()

    def has_permission(self):
        return super().has_permission() and not self.request.user.is_external


class ForKeyHolders(ForColleagues):
    """A page for administrators, managers and keepers."""

    def has_permission(self):
        return super().has_permission() and workflow.holds_key(self.request.user)
