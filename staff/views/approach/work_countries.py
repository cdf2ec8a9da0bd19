"""The countries we work on: about whose officials the gate asks, for managers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts import workflow as action_steps
from officials.clearance.forms import WorkCountriesForm
from officials.security.context import as_system
from staff.pages import FormPage


class WorkCountries(FormPage):
    """One line, which managers change."""

    form_class = WorkCountriesForm
    title = gettext_lazy("Countries we work on")
    permission_required = "officials.change_workcountry"

    def get_trail(self):
        return [(_("Institutions"), reverse("institution-list"))]

    def keep(self, form):
        """Plans follow at once: what the new list closes waits."""
        super().keep(form)
        with as_system():
            action_steps.settle()

    def get_success_url(self):
        return reverse("work-countries")
