"""For managers: what went out past the gate, and who recorded it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.letters import past_the_gate
from officials.safeguards.workflow import SIGNS_RED
from staff.pages import Page


class PastTheGate(Page):
    """Seven figures a person and month, by name: to talk about, and no ranking."""

    template_name = "staff/reports/past_the_gate.html"
    title = gettext_lazy("What went out past “Before we approach”")
    permission_required = SIGNS_RED

    def get_trail(self):
        return [(_("Reports"), reverse("report-list"))]

    def get_context_data(self, **context):
        months = past_the_gate.monthly(self.request.user)
        count = past_the_gate.to_write_up(self.request.user)
        return super().get_context_data(months=months, to_write_up=count, **context)
