"""Switches: what of the method this office uses."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.safeguards.models import Switch
from staff.pages import Page


class SwitchList(Page):
    """Every part of the method that can be off, and what it brings."""

    template_name = "staff/frame/switches.html"
    title = gettext_lazy("Switches")
    permission_required = "officials.change_switch"

    def get_context_data(self, **context):
        in_use = Switch.objects.all_on()
        rows = [
            {
                "label": name.label,
                "text": Switch.BRINGS[name],
                "on": name.value in in_use,
                "url": reverse("switch-turn", args=[name.value]),
            }
            for name in Switch.Name
        ]
        return super().get_context_data(rows=rows, **context)


class SwitchTurn(Page):
    """Switches one part on (`?on=1`) or off."""

    http_method_names = ["post"]
    permission_required = "officials.change_switch"

    def post(self, request, *args, **kwargs):
        name = kwargs["name"]
        if name not in Switch.Name.values:
            raise Http404
        on = "on" in request.GET
        Switch.objects.turn(name, on=on)
        here = reverse("switch-turn", args=[name])
        words = {"part": Switch.Name(name).label}
        sentence = _("Switched on: %(part)s.") if on else _("Switched off: %(part)s.")
        undo = here if on else f"{here}?on=1"
        messages.success(request, sentence % words, extra_tags=undo)
        return HttpResponseRedirect(reverse("switch-list"))
