"""The house is locked by anybody in it."""

from django.utils.translation import gettext_lazy

from staff.locks import workflow
from staff.pages import Page
from staff.views.locks.leave import leave_behind


class LockHouse(Page):
    """Asks once, then shuts the house for everybody at once."""

    template_name = "staff/locks/house.html"
    title = gettext_lazy("Lock the house")
    permission_required = ()

    def has_permission(self):
        return not self.request.user.is_external

    def post(self, request, *args, **kwargs):
        workflow.lock_house(by=request.user)
        return leave_behind(request)
