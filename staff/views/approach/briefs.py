"""Brief me: the small form, and the two pages of PDF that it leads to."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.approach import meeting_brief
from engagements.approach.brief_forms import BriefForm
from engagements.approach.models import BriefPrint
from engagements.contacts.models import OutreachAction
from officials.names.choice import valid_keys
from officials.people.models import Official
from staff.addresses import address
from staff.exports import attachment
from staff.pages import FormPage, RecordPage
from staff.phrases import short_date, short_moment

PRINTS = "engagements.add_briefprint"
PAGE = "official-brief"
SHOWN = 10


class OfficialBrief(RecordPage, FormPage):
    """Choose how much it tells and for which meeting; the answer is the paper."""

    model = Official
    permission_required = PRINTS
    template_name = "engagements/approach/brief.html"
    keeps_drafts = False
    submit_label = gettext_lazy("Print the brief")

    def get_queryset(self):
        return Official.objects.select_related("circle")

    def get_title(self):
        return _("Brief me: %(name)s") % {"name": self.record}

    def get_trail(self):
        return [(str(self.record), address(self.record))]

    def get_form(self):
        kwargs = {"user": self.request.user, "official": self.record}
        if self.request.method == "POST":
            kwargs["data"] = self.request.POST
        elif action_keys := valid_keys([self.request.GET.get("action", "")]):
            kwargs["initial"] = {"action": action_keys[0]}
        return BriefForm(**kwargs)

    def keep(self, form):
        """Prints it, and remembers that for the debrief."""
        fields, user = form.cleaned_data, self.request.user
        brief_options = {"level": fields["level"], "action": fields.get("action")}
        self.paper = meeting_brief.brief(self.record, user, **brief_options)
        meeting_brief.keep_print(self.record, by=user, **brief_options)

    def finish(self, form):
        response = attachment(
            self.request,
            self.paper,
            [self.record],
            name=f"brief-{timezone.localdate().isoformat()}",
            extension="pdf",
            content_type="application/pdf",
            level=[form.cleaned_data["level"]],
        )
        response["Cache-Control"] = "no-store, private"
        return response

    def get_context_data(self, **context):
        return super().get_context_data(printed=self.brief_prints(), **context)

    def brief_prints(self):
        """Who printed a brief of this person before, for what, and how much it told."""
        earlier_prints = BriefPrint.objects.visible_to(self.request.user)
        earlier_prints = earlier_prints.filter(official=self.record)
        return [
            {
                "on": short_moment(each.printed_at),
                "title": each.get_level_display(),
                "detail": detail_of(each),
                "url": address(each.action) if each.action else "",
            }
            for each in earlier_prints.select_related("printed_by", "action")[:SHOWN]
        ]


def detail_of(brief_print):
    """Who printed it, for what; and the day of the debrief."""
    parts = [str(brief_print.printed_by)]
    if brief_print.action:
        parts.append(str(brief_print.action))
    if brief_print.debrief_due_on:
        day = {"day": short_date(brief_print.debrief_due_on)}
        parts.append(_("debrief due %(day)s") % day)
    return ", ".join(parts)


def brief_button(official, user):
    """“Brief me” in the head of a person's page, for whoever may print."""
    if not user.has_perm(PRINTS):
        return []
    return [{"label": _("Brief me"), "url": reverse(PAGE, args=[official.pk])}]


def brief_menu(action, user):
    """“Brief me” for each person of a planned action."""
    if action.state != OutreachAction.State.PLANNED or not user.has_perm(PRINTS):
        return []
    links = action.action_officials.visible_to(user).select_related("official")
    return [
        {
            "label": _("Brief me: %(name)s") % {"name": link.official},
            "url": f"{reverse(PAGE, args=[link.official_id])}?action={action.pk}",
        }
        for link in links
    ]
