"""The page that takes a part of a record off it, after asking once."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from staff.addresses import address, shown_on
from staff.pages.base import RecordPage


class RemovePage(RecordPage):
    """Asks, and removes by POST only; what is removed stays in the history.

    For what nothing else hangs on. `tab` is where its whole shows such parts.
    """

    template_name = "staff/remove.html"
    tab = ""

    def get_permission_required(self):
        return [self.permission("delete")]

    def get_title(self):
        kind = self.model._meta.verbose_name
        return _("Remove: %(kind)s") % {"kind": kind}

    def get_trail(self):
        return [(str(shown_on(self.record)), self.way_back())]

    def way_back(self):
        return f"{address(self.record)}?tab={self.tab}"

    def get_context_data(self, **context):
        context.setdefault("what", capfirst(str(self.record)))
        return super().get_context_data(cancel_url=self.way_back(), **context)

    def post(self, request, *args, **kwargs):
        back = self.way_back()
        self.record.delete()
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(back)
