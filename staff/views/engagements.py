"""Pages of outreach actions, relationships, and what came of it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements import forms, workflow
from engagements.filters import OutreachActionFilter, RelationshipFilter
from engagements.models import OutreachAction, Relationship
from officials.models import Official
from officials.models.institutions import in_other_language, in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    ListPage,
    StepPage,
    UpdatePage,
)
from staff.views.about import AboutSomebody
from staff.wording import STATE_COLOURS

State = OutreachAction.State


class ActionList(ListPage):
    title = gettext_lazy("Engagement")
    queryset = OutreachAction.objects.all()
    filterset_class = OutreachActionFilter
    add_label = gettext_lazy("Plan an action")
    links = ((gettext_lazy("Relationships"), "relationship-list", ""),)
    empty_text = gettext_lazy("No action matches.")

    @property
    def columns(self):
        return (
            Column(_("Planned for"), "planned_on"),
            Column(_("What it is about"), "subject", link=True),
            Column(_("Officials"), "official_names"),
            Column(_("Kind"), "kind"),
            Column(_("State"), "state", colours=STATE_COLOURS),
            Column(_("Done on"), "done_on"),
            Column(_("Who does it"), "lead__full_name"),
            Column(_("Place"), "place", shown=False),
            Column(_("What came of it"), "result", shown=False, sort=()),
            Column(_("They responded"), "responded", shown=False),
            Column(_("Next step"), "next_step", shown=False),
            Column(_("Next step by"), "next_step_on", shown=False),
        )

    def annotate(self, queryset):
        return queryset.with_official_names()


class ActionStep(StepPage):
    model = OutreachAction
    legal = workflow.NEXT
    permission_required = "engagements.change_outreachaction"


class ActionDone(ActionStep):
    step = staticmethod(workflow.finish)
    to_state = State.DONE
    verb = "finish"
    label = gettext_lazy("Mark as done")
    done = gettext_lazy("Marked as done.")
    undo = "reopen"
    primary = True
    form_class = forms.FinishForm


class ActionCancel(ActionStep):
    step = staticmethod(workflow.cancel)
    to_state = State.CANCELLED
    verb = "cancel"
    label = gettext_lazy("Cancel it")
    done = gettext_lazy("Cancelled.")
    undo = "reopen"
    danger = True
    form_class = forms.ReasonForm


class ActionReopen(ActionStep):
    step = staticmethod(workflow.reopen)
    to_state = State.PLANNED
    verb = "reopen"
    label = gettext_lazy("Plan it again")
    done = gettext_lazy("It is planned again.")


class ActionDetail(DetailPage):
    model = OutreachAction
    steps = (ActionDone, ActionCancel, ActionReopen)

    def get_queryset(self):
        return OutreachAction.objects.select_related("lead", "document", "circle")

    def get_trail(self):
        return [(_("Engagement"), reverse("action-list"))]

    def badges(self):
        record = self.record
        badges = [
            {"text": record.get_state_display(), "colour": STATE_COLOURS[record.state]}
        ]
        if record.is_overdue:
            badges.append({"text": _("Overdue"), "colour": "red"})
        return badges

    def facts(self):
        action = self.record
        return [
            (_("Kind"), action.get_kind_display(), None),
            (_("Planned for"), action.planned_on, None),
            (_("Done on"), action.done_on, None),
            (_("Place"), action.place, None),
            (_("Who does it"), action.lead, None),
            (
                _("Document handed over"),
                action.document,
                action.document and address(action.document),
            ),
            (_("They responded"), _("yes") if action.responded else "", None),
            (_("Next step"), action.next_step, None),
            (_("Next step by"), action.next_step_on, None),
        ]

    def get_context_data(self, **context):
        links = self.record.action_officials.visible_to(self.request.user)
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
        if self.record.result:
            text = {"title": _("What came of it"), "text": self.record.result}
            sections.insert(0, text)
        return super().get_context_data(sections=sections, **context)


class ActionAdd(AboutSomebody, CreatePage):
    model = OutreachAction
    form_class = forms.OutreachActionForm
    title = gettext_lazy("Plan an action")

    def get_trail(self):
        return [(_("Engagement"), reverse("action-list"))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "instance": self.new(lead=self.request.user)}


class ActionEdit(UpdatePage):
    model = OutreachAction

    @property
    def form_class(self):
        if self.record.state == State.DONE:
            return forms.DoneActionForm
        return forms.OutreachActionForm


class RelationshipList(ListPage):
    queryset = Relationship.objects.all()
    filterset_class = RelationshipFilter
    searchable = False
    empty_text = gettext_lazy("No relationship matches.")

    @property
    def columns(self):
        return (
            Column(
                _("Official"),
                "official_label",
                link=True,
                second="official_other_label",
                sort=("official__sort_name",),
            ),
            Column(_("Lead"), "lead__full_name"),
            Column(_("Rhythm (days)"), "rhythm_days", numeric=True),
            Column(_("Last contact"), "last_contact_on"),
            Column(_("Next contact due"), "due_on"),
        )

    def annotate(self, queryset):
        names = ("official__name", "official__native_name")
        return queryset.with_contact(self.request.user).annotate(
            official_label=in_reader_language(*names),
            official_other_label=in_other_language(*names),
        )

    def key(self):
        return "official"

    def row_url(self, record):
        return reverse("official-detail", args=[record["official"]])


class RelationshipAdd(CreatePart):
    model = Official
    part = Relationship
    parent_name = "official"
    form_class = forms.RelationshipForm
    title = gettext_lazy("Name a lead")


class RelationshipEdit(UpdatePage):
    model = Relationship
    form_class = forms.RelationshipForm
