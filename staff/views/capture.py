"""Seen and Met: a note or a meeting on record in twenty seconds."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements import workflow
from engagements.forms import MetForm
from engagements.models import OutreachAction
from staff.pages import CreatePage
from staff.views.about import AboutSomebody
from staff.views.notes import NoteAdd


class Capture:
    """What both share: two tabs, and the way from one to the other."""

    template_name = "staff/capture.html"
    tab = ""

    def get_trail(self):
        return []

    def get_context_data(self, **context):
        query = self.request.META.get("QUERY_STRING", "")
        tabs = []
        for name, label, permission in (
            ("seen", _("Seen"), "engagements.add_note"),
            ("met", _("Met"), "engagements.add_outreachaction"),
        ):
            if self.request.user.has_perm(permission):
                url = f"{reverse(name)}?{query}".rstrip("?")
                current = name == self.tab
                tabs.append(
                    {"name": name, "label": label, "url": url, "current": current}
                )
        return super().get_context_data(tabs=tabs, tab=self.tab, **context)


class Seen(Capture, NoteAdd):
    """Somebody said or did something."""

    tab = "seen"
    title = gettext_lazy("Seen")


class Met(Capture, AboutSomebody, CreatePage):
    """We met, spoke or wrote."""

    tab = "met"
    title = gettext_lazy("Met")
    model = OutreachAction
    form_class = MetForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "instance": self.new(lead=self.request.user)}

    def keep(self, form):
        super().keep(form)
        workflow.plan_next(self.record)
