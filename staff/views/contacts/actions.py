"""Pages of outreach actions: planned, done, cancelled; with whom and what it took."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts import forms as action_forms
from engagements.contacts import workflow
from engagements.contacts.filters import OutreachActionFilter
from engagements.contacts.models import ActionAttachment, OutreachAction
from engagements.planning import guard
from engagements.planning.action_forms import OutreachActionForm
from engagements.relationships import forms
from officials.institutions.models.institutions import in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    FilePage,
    ListPage,
    StepPage,
    UpdatePage,
)
from staff.phrases import STATE_COLOURS, spending_facts
from staff.views.approach.briefs import brief_menu
from staff.views.contacts.after_contact import ActionMoveOn
from staff.views.contacts.commitments import commitments_in
from staff.views.monitoring.about import AboutSomebody
from staff.views.monitoring.evidence import attachments
from staff.views.support.requests_shown import section_of_action
from staff.views.together.comments import Commented

State = OutreachAction.State


class ActionList(ListPage):
    template_name = "engagements/contacts/actions.html"
    title = gettext_lazy("Engagement")
    queryset = OutreachAction.objects.all()
    filterset_class = OutreachActionFilter
    add_label = gettext_lazy("Plan an action")
    links = (
        (gettext_lazy("Support requests"), "request-list", ""),
        (gettext_lazy("Relationships"), "relationship-list", ""),
        (gettext_lazy("Commitments"), "commitment-list", ""),
        (gettext_lazy("Letters"), "letter-list", "engagements.view_letter"),
        (gettext_lazy("Playbooks"), "playbook-list", ""),
        (
            gettext_lazy("Bring an e-mail"),
            "email-bring",
            "engagements.add_outreachaction",
        ),
    )
    empty_text = gettext_lazy("No action matches.")

    @property
    def columns(self):
        return (
            Column(_("Planned for"), "planned_on"),
            Column(_("What it is about"), "subject", link=True),
            Column(_("Officials"), "official_names"),
            Column(_("Institution"), "institution_label", by_default=False),
            Column(_("Kind"), "kind"),
            Column(_("Who turned to whom"), "direction", by_default=False),
            Column(_("State"), "state", colours=STATE_COLOURS),
            Column(_("Done on"), "done_on"),
            Column(_("Who does it"), "lead__full_name"),
            Column(_("Place"), "place", by_default=False),
            Column(_("What came of it"), "result", by_default=False, sort=()),
            Column(_("They responded"), "responded", by_default=False),
            Column(_("Next step"), "next_step", by_default=False),
            Column(_("Next step by"), "next_step_on", by_default=False),
            Column(_("Interpreter"), "interpreter", by_default=False),
            Column(_("Others present"), "others_present", by_default=False),
            Column(_("Days"), "days_spent", by_default=False, numeric=True),
            Column(_("Money"), "money_spent", by_default=False, numeric=True),
            Column(_("Currency"), "currency", by_default=False),
        )

    def annotate(self, queryset):
        return queryset.with_official_names().annotate(
            institution_label=in_reader_language(
                "institution__name", "institution__native_name"
            )
        )


class ActionStep(StepPage):
    model = OutreachAction
    legal = workflow.NEXT
    permission_required = "engagements.change_outreachaction"


class ActionDone(ActionStep):
    step = staticmethod(workflow.finish)
    to_state = State.DONE
    verb = "finish"
    label = gettext_lazy("Mark as done")
    success_message = gettext_lazy("Marked as done.")
    undo = "reopen"
    primary = True
    form_class = action_forms.FinishForm


class ActionCancel(ActionStep):
    step = staticmethod(workflow.cancel)
    to_state = State.CANCELLED
    verb = "cancel"
    label = gettext_lazy("Cancel it")
    success_message = gettext_lazy("Cancelled.")
    undo = "reopen"
    danger = True
    form_class = forms.ReasonForm


class ActionReopen(ActionStep):
    step = staticmethod(workflow.reopen)
    to_state = State.PLANNED
    verb = "reopen"
    label = gettext_lazy("Plan it again")
    success_message = gettext_lazy("It is planned again.")


class ActionDetail(Commented, DetailPage):
    """One action: who, what came of it, what was promised, and what it took."""

    model = OutreachAction
    template_name = "engagements/contacts/action_detail.html"
    steps = (ActionDone, ActionMoveOn, ActionCancel, ActionReopen)

    def get_queryset(self):
        return OutreachAction.objects.select_related(
            "lead",
            "document",
            "circle",
            "institution",
            "translation__document",
            "playbook_run__playbook",
        )

    def get_trail(self):
        return [(_("Engagement"), reverse("action-list"))]

    def badges(self):
        record = self.record
        badges = [
            {"text": record.get_state_display(), "colour": STATE_COLOURS[record.state]}
        ]
        if record.is_overdue:
            badges.append({"text": _("Overdue"), "colour": "red"})
        if record.direction == OutreachAction.Direction.IN:
            text = record.get_direction_display()
            badges.append({"text": text, "colour": "purple"})
        return badges

    def menu(self):
        return brief_menu(self.record, self.request.user)

    def facts(self):
        action = self.record
        return [
            (_("Kind"), action.get_kind_display(), None),
            (_("Who turned to whom"), action.get_direction_display(), None),
            (_("Planned for"), action.planned_on, None),
            (_("Done on"), action.done_on, None),
            (_("Institution"), *linked(action.institution)),
            (_("Place"), action.place, None),
            (_("Who does it"), action.lead, None),
            (_("Interpreter"), action.interpreter, None),
            (_("Others present"), action.others_present, None),
            (_("Document handed over"), *linked(action.document)),
            (_("Translation handed over"), *linked(action.translation)),
            (_("They responded"), _("yes") if action.responded else "", None),
            (_("Next step"), action.next_step, None),
            (_("Next step by"), action.next_step_on, None),
            *spending_facts(action),
            (_("Why nevertheless"), action.nevertheless, None),
            (_("Playbook"), *linked(action.playbook_run)),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        links = record.action_officials.visible_to(user)
        sections = [
            {
                "title": _("Officials"),
                "empty_text": _("Nobody is named."),
                "rows": [
                    {"title": str(link.official), "url": address(link.official)}
                    for link in links.select_related("official")
                ],
            }
        ]
        if record.result:
            text = {"title": _("What came of it"), "text": record.result}
            sections.insert(0, text)
        if user.has_perm("engagements.view_supportrequest"):
            sections += section_of_action(record, user)
        return super().get_context_data(
            sections=sections,
            **commitments_in(record, user),
            attachments=attachments(record, user),
            add_attachment_url=user.has_perm("engagements.add_actionattachment")
            and reverse("actionattachment-add", args=[record.pk]),
            **context,
        )


def linked(record):
    """A record and its address, as two thirds of a fact."""
    return record, record and address(record)


class Guarded:
    """A form of a plan: what the guard found stands above it."""

    template_name = "engagements/contacts/action_form.html"

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        concerns = getattr(context["form"], "warnings", ())
        return {
            **context,
            "warnings": [
                {
                    "words": guard.in_words(each),
                    "url": each.about and address(each.about),
                }
                for each in concerns
            ],
        }


class ActionAdd(Guarded, AboutSomebody, CreatePage):
    model = OutreachAction
    form_class = OutreachActionForm
    title = gettext_lazy("Plan an action")

    def get_trail(self):
        return [(_("Engagement"), reverse("action-list"))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "instance": self.new(lead=self.request.user)}


class ActionEdit(Guarded, UpdatePage):
    model = OutreachAction

    @property
    def form_class(self):
        if self.record.state == State.DONE:
            return action_forms.DoneActionForm
        return OutreachActionForm


class AttachmentAdd(CreatePart):
    title = gettext_lazy("Keep a file with the action")
    model = OutreachAction
    part = ActionAttachment
    parent_name = "action"
    form_class = action_forms.ActionAttachmentForm


class AttachmentFile(FilePage):
    model = ActionAttachment
