"""Seen and Met: a note or a meeting on record in twenty seconds."""

from contextlib import suppress
from urllib.parse import urlencode

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts import workflow as action_steps
from engagements.contacts.met_forms import MetForm
from engagements.contacts.models import OutreachAction
from engagements.monitoring.capture_forms import LONGEST, SeenForm
from engagements.monitoring.models import Note
from engagements.planning import guard
from officials.dates import PartialDate
from staff.pages import CreatePage, Page, drafts
from staff.views.contacts.plan_words import with_next
from staff.views.monitoring.about import AboutSomebody
from staff.views.monitoring.notes import NoteAdd

# Opens quick capture with the title, the marked words and the address of a page.
BOOKMARKLET = (
    "javascript:void(window.open('%s?'+new URLSearchParams({title:document.title,"
    "text:String(getSelection()),url:location.href}),'_blank','noopener'))"
)
HINTS = 3  # how many contacts of others Met tells of


class Capture:
    """What both share: two tabs, and the way from one to the other."""

    template_name = "engagements/monitoring/capture.html"
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
    """Somebody said or did something. What the address brings is only filled in."""

    template_name = "engagements/monitoring/seen.html"
    tab = "seen"
    title = gettext_lazy("Seen")
    form_class = SeenForm
    more_submits = (
        ("another", gettext_lazy("Save and add another")),
        ("find", gettext_lazy("Find names")),
    )

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {
            "initial": fields_from_address(self.request.GET) | kwargs.get("initial", {})
        }

    def post(self, request, *args, **kwargs):
        if "find" in request.POST:
            context = self.get_context_data(form=drafts.unjudged(self.get_form()))
            return self.render_to_response(context)
        return super().post(request, *args, **kwargs)

    def get_success_url(self):
        if "another" not in self.request.POST:
            return super().get_success_url()
        note = self.record
        source = {
            "url": note.source_url,
            "on": note.happened_on.isoformat(),
            "from": note.source_title,
        }
        return f"{reverse('seen')}?{urlencode({k: v for k, v in source.items() if v})}"


def fields_from_address(parameters):
    """What an address brings into the form: `title`, `text`, `url`, `on`, `from`."""
    title, text, url, from_title = (
        parameters.get(name, "").strip()[:LONGEST]
        for name in ("title", "text", "url", "from")
    )
    fields = {
        "headline": text or title,
        "source_url": url[:500],
        "source_title": (from_title or (title if text else ""))[:250],
    }
    with suppress(ValueError):
        fields["happened_on"] = PartialDate.parse(parameters.get("on", ""))
    return {name: value for name, value in fields.items() if value}


class SeenNames(Page):
    """The rows of who is named in what stands in the form just now; saves nothing."""

    http_method_names = ["post"]
    permission_required = "engagements.add_note"

    def post(self, request, *args, **kwargs):
        note = Note(recorded_by=request.user)
        form = SeenForm(data=request.POST, user=request.user, instance=note)
        bound_field = drafts.unjudged(form)["found"]
        context = bound_field.field.widget.get_context("found", bound_field.data, {})
        return render(request, "engagements/monitoring/found_rows.html", context)


class SeenBrowser(Page):
    """How to open quick capture from any page: a bookmark to drag, or sharing."""

    template_name = "engagements/monitoring/seen_browser.html"
    permission_required = "engagements.add_note"
    title = gettext_lazy("Capture from the browser")
    trail = ((gettext_lazy("Seen"), "seen"),)

    def get_context_data(self, **context):
        here = self.request.build_absolute_uri(reverse("seen"))
        return super().get_context_data(bookmarklet=BOOKMARKLET % here, **context)


def manifest(request):
    """Tells a telephone that what is shared may go to quick capture (W3C Web Share
    Target): by GET, so that nothing is saved before somebody looks."""
    shared = {"title": "title", "text": "text", "url": "url"}
    icon = {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    description = {
        "name": "Rapport",
        "short_name": "Rapport",
        "start_url": reverse("desk"),
        "display": "minimal-ui",
        "icons": [icon],
        "share_target": {"action": reverse("seen"), "method": "GET", "params": shared},
    }
    response = JsonResponse(description)
    response["Content-Type"] = "application/manifest+json"
    return response


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
        self.next_step = action_steps.plan_next(self.record, by=self.request.user)

    def success_words(self):
        return with_next(super().success_words(), self.next_step)

    def finish(self, form):
        """Afterwards a hint, and no more: who else was in touch with them just now."""
        response = super().finish(form)
        meeting = self.record
        contact_warnings = guard.warnings(
            self.request.user,
            officials=meeting.officials.visible_to(self.request.user),
            institution=meeting.institution,
            on=meeting.done_on,
            apart_from=meeting,
        )
        others = [each for each in contact_warnings if each.on and each.who]
        others = [each for each in others if each.who != str(self.request.user)]
        if others:
            sentence = "; ".join(guard.in_words(each) for each in others[:HINTS])
            messages.info(
                self.request, _("Others are in touch: %(told)s") % {"told": sentence}
            )
        return response
