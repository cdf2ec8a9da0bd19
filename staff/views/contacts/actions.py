"""Pages of outreach actions: planned, done, cancelled; with whom and what it took."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts import forms as action_forms
from engagements.contacts import workflow
from engagements.contacts.filters import OutreachActionFilter
from engagements.contacts.models import ActionAttachment, OutreachAction
from engagements.planning import guard
from engagements.planning.action_forms import OutreachActionForm
from engagements.relationships import forms
from officials.clearance.rules import why_not_out
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
from staff.views.approach.gate_block import Gated, LetGo, gate_of_form
from staff.views.contacts.after_contact import ActionMoveOn
from staff.views.contacts.commitments import commitments_in
from staff.views.contacts.plan_words import with_next, words_of
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

    @classmethod
    def empty_form(cls, record):
        form = super().empty_form(record)
        if not record.action_editions.exists():
            del form.fields["kept_back"]
        return form

    def new_form(self):
        return self.empty_form(self.record)

    def success_words(self, outcome):
        step = workflow.next_of(outcome)
        return with_next(super().success_words(outcome), step)


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
    legal = dict.fromkeys((State.DONE, State.CANCELLED), {State.PLANNED})
    step = staticmethod(workflow.reopen)
    to_state = State.PLANNED
    verb = "reopen"
    label = gettext_lazy("Plan it again")
    success_message = gettext_lazy("It is planned again.")

    def success_words(self, outcome):
        if outcome.state == State.WAITING:
            return words_of(outcome)
        return super().success_words(outcome)


class ActionLetGo(LetGo):
    model = OutreachAction
    step = staticmethod(workflow.let_go)


class ActionWentAlready(ActionStep):
    step = staticmethod(workflow.went_already)
    to_state = State.DONE
    verb = "went_already"
    label = gettext_lazy("It went already")
    success_message = gettext_lazy(
        "On record as gone. Who leads the relationship reads it."
    )
    undo = "reopen"
    form_class = action_forms.WentAlreadyForm

    @classmethod
    def is_open(cls, record, user):
        ours = record.direction == OutreachAction.Direction.OUT
        return ours and record.state == State.WAITING


class ActionSeenToo(ActionStep):
    """They turned to us, which was written down late: another has seen it too."""

    step = staticmethod(workflow.seen_too)
    verb = "seen_too"
    label = gettext_lazy("I have seen it too")
    success_message = gettext_lazy("Noted: it can be answered.")

    @classmethod
    def is_open(cls, record, user):
        came = record.direction == OutreachAction.Direction.IN
        alone = record.seen_too_by_id is None and record.lead_id != user.pk
        return came and record.state == State.DONE and alone and record.is_late

    def why_not(self):
        return _("That is so already, or you recorded it yourself.")


class ActionDetail(Gated, Commented, DetailPage):
    """One action: who, what came of it, what was promised, and what it took."""

    model = OutreachAction
    template_name = "engagements/contacts/action_detail.html"
    steps = (
        ActionDone,
        ActionMoveOn,
        ActionSeenToo,
        ActionWentAlready,
        ActionCancel,
        ActionReopen,
    )
    goes_to = workflow.TO_WHOM
    let_go_step = ActionLetGo

    def get_queryset(self):
        return OutreachAction.objects.select_related(
            "lead",
            "seen_too_by",
            "circle",
            "institution",
            "playbook_run__playbook",
            "answers",
            "let_go_by",
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

    def is_to_go(self):
        return self.record.state in workflow.TO_COME

    @cached_property
    def people(self):
        """Those of its officials whom the reader sees."""
        links = self.record.action_officials.visible_to(self.request.user)
        return [each.official for each in links.select_related("official__circle")]

    def officials_of_record(self):
        return self.people

    def facts(self):
        action = self.record
        wished = action.state == State.WAITING
        return [
            (_("Kind"), action.get_kind_display(), None),
            (_("Who turned to whom"), action.get_direction_display(), None),
            (_("Wished for") if wished else _("Planned for"), action.planned_on, None),
            (_("Done on"), action.done_on, None),
            (_("Institution"), *linked(action.institution)),
            (_("Place"), action.place, None),
            (_("Who does it"), action.lead, None),
            (_("Interpreter"), action.interpreter, None),
            (_("Others present"), action.others_present, None),
            (_("They responded"), _("yes") if action.responded else "", None),
            (_("Seen too by"), action.seen_too_by, None),
            (_("It went already"), action.went_already, None),
            (_("Next step"), action.next_step, None),
            (_("Next step by"), action.next_step_on, None),
            (_("Answers"), *linked(action.answers)),
            (_("It always goes, because"), action.get_ground_display(), None),
            (_("By which law or rule"), action.ground_words, None),
            (_("Let go by"), action.let_go_by, None),
            *spending_facts(action),
            (_("Why nevertheless"), action.nevertheless, None),
            (_("Playbook"), *linked(action.playbook_run)),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        sections = [
            {
                "title": _("Officials"),
                "empty_text": _("Nobody is named."),
                "rows": [
                    {"title": str(each), "url": address(each)} for each in self.people
                ],
            }
        ]
        if texts := self.texts():
            sections.append(texts)
        if record.result:
            text = {"title": _("What came of it"), "text": record.result}
            sections.insert(0, text)
        if user.has_perm("engagements.view_supportrequest"):
            sections += section_of_action(record, user)
        return super().get_context_data(
            may_go_now=self.may_go_now(),
            sections=sections,
            **commitments_in(record, user),
            attachments=attachments(record, user),
            add_attachment_url=user.has_perm("engagements.add_actionattachment")
            and reverse("actionattachment-add", args=[record.pk]),
            **context,
        )

    def texts(self):
        """The section of what is handed over, or None; each leads to its delivery."""
        record, user = self.record, self.request.user
        deliveries = record.action_deliveries.visible_to(user)
        deliveries = deliveries.select_related(
            "delivery__edition__document", "delivery__official", "delivery__institution"
        )
        given = [each.delivery for each in deliveries]
        editions = record.action_editions.visible_to(user).exclude(
            edition__in=[each.edition_id for each in given]
        )
        rows = [
            {"title": str(each), "url": address(each), "detail": str(each.holder)}
            for each in given
        ]
        rows += [
            {"title": str(each.edition), "url": address(each.edition)}
            for each in editions.select_related("edition__document")
        ]
        over = _("Handed over") if record.state == State.DONE else _("To hand over")
        return {"title": over, "rows": rows} if rows else None

    def may_go_now(self):
        """Whether it waits although nothing is in its way any more: its day passed."""
        waits = self.record.state == State.WAITING and not self.gate.is_closed
        return waits and not why_not_out(self.goes_to, self.record)


def linked(record):
    """A record and its address, as two thirds of a fact."""
    return record, record and address(record)


class Guarded:
    """A form of a plan: what the guard found stands above it."""

    template_name = "engagements/contacts/action_form.html"

    def success_words(self):
        return words_of(self.record)

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        form = context["form"]
        concerns = getattr(form, "warnings", ())
        return {
            **context,
            "gate": gate_of_form(form, "officials").rows if is_plan(form) else (),
            "warnings": [
                {
                    "words": guard.in_words(each),
                    "url": each.about and address(each.about),
                }
                for each in concerns
            ],
        }


def is_plan(form):
    """Whether a form is about what is still to come."""
    return isinstance(form, OutreachActionForm) and form.is_plan()


class ActionAdd(Guarded, AboutSomebody, CreatePage):
    model = OutreachAction
    form_class = OutreachActionForm
    title = gettext_lazy("Plan an action")

    def get_trail(self):
        return [(_("Engagement"), reverse("action-list"))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kind = self.request.GET.get("kind")
        fields = {"kind": kind} if kind in OutreachAction.Kind else {}
        return {**kwargs, "instance": self.new(lead=self.request.user, **fields)}


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
