"""Relationships, actions, letters, support and outcomes in the Django admin."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements.approach.models import BriefPrint, RespectWord
from engagements.contacts.models import ActionOfficial, ActionPoint, OutreachAction
from engagements.letters.models import Disclosure, Letter
from engagements.monitoring.models import Recommendation
from engagements.outcomes.models import Outcome, Reform, Substantiation
from engagements.planning.models import Playbook, PlaybookStep
from engagements.relationships.models import Relationship
from engagements.relationships.stage_rules import refusal
from engagements.relationships.stages import move_stage
from engagements.support.models import (
    MarkerJudgement,
    Offer,
    ProgressMarker,
    SupportPlan,
    SupportRequest,
)
from officials.admin import ByOfficial, PartInline, ReadOnly, RecordAdmin
from officials.forms import CheckedForm
from officials.people.models import Official


class ActionOfficialInline(PartInline):
    model = ActionOfficial
    raw_id_fields = ("official",)


@admin.register(OutreachAction)
class OutreachActionAdmin(RecordAdmin):
    list_display = ("subject", "kind", "state", "planned_on", "lead", "circle")
    list_filter = ("state", "kind")
    list_select_related = ("lead", "circle")
    raw_id_fields = ("document", "translation", "institution")
    readonly_fields = ("state", "done_on")
    inlines = (ActionOfficialInline,)


class StagedForm(CheckedForm):
    """A relationship with its stage, which moves by the same step as anywhere."""

    to_stage = forms.ChoiceField(
        label=_("stage"), choices=Relationship.Stage, required=False
    )
    reason = forms.CharField(
        label=_("Why it moves"), max_length=300, required=False, strip=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("to_stage", self.instance.stage)

    def clean(self):
        cleaned = super().clean()
        self.moves_to = cleaned.get("to_stage") or self.instance.stage
        if self.instance._state.adding:
            if self.moves_to != Relationship.Stage.MONITORED:
                self.add_error("to_stage", _("It begins as monitored: move it then."))
        elif self.moves_to != self.instance.stage:
            why = refusal(
                self.instance.pk,
                self.moves_to,
                before=self.instance.stage,
                reason=cleaned.get("reason", ""),
            )
            if why:
                self.add_error("to_stage", ValidationError(why))
        return cleaned


@admin.register(Relationship)
class RelationshipAdmin(RecordAdmin):
    form = StagedForm
    list_display = ("official", "lead", "rhythm_days", "circle")
    list_select_related = ("official", "lead", "circle")
    raw_id_fields = ("official",)

    def save_model(self, request, obj, form, change):
        """The stage moves last, by its own step, which keeps who, when and why."""
        super().save_model(request, obj, form, change)
        if change and form.moves_to != obj.stage:
            reason = form.cleaned_data.get("reason", "")
            move_stage(obj, form.moves_to, by=request.user, reason=reason)

    def get_search_results(self, request, queryset, search_term):
        matching = Official.objects.search(search_term)
        return queryset.filter(official__in=matching), False


@admin.register(RespectWord)
class RespectWordAdmin(admin.ModelAdmin):
    """The list of words that do not suit: it warns, and forbids nothing."""

    list_display = ("word", "language", "why", "instead")
    list_filter = ("language", "why")
    search_fields = ("word", "instead")


@admin.register(BriefPrint)
class BriefPrintAdmin(ByOfficial):
    list_display = ("official", "level", "printed_by", "printed_at", "circle")
    list_filter = ("level",)
    list_select_related = ("official", "printed_by", "circle")


class PlaybookStepInline(admin.TabularInline):
    model = PlaybookStep
    extra = 0


@admin.register(Playbook)
class PlaybookAdmin(admin.ModelAdmin):
    list_display = ("name", "name_ru", "anchor", "retired")
    inlines = (PlaybookStepInline,)


@admin.register(ActionPoint)
class ActionPointAdmin(ReadOnly, RecordAdmin):
    list_display = ("action", "whose", "due_on", "state", "circle")
    list_select_related = ("action", "circle")
    search_fields = ()


@admin.register(SupportRequest)
class SupportRequestAdmin(ReadOnly, RecordAdmin):
    list_display = ("__str__", "state", "kind", "received_on", "due_on", "circle")
    list_filter = ("state", "kind")
    list_select_related = ("circle",)


@admin.register(SupportPlan)
class SupportPlanAdmin(ByOfficial):
    list_display = ("official", "state", "contact", "review_on", "circle")
    list_filter = ("state",)
    list_select_related = ("official", "contact", "circle")


@admin.register(Offer)
class OfferAdmin(ByOfficial):
    list_display = ("official", "__str__", "offered_on", "answer", "circle")
    list_filter = ("answer",)
    list_select_related = ("official", "translation__document", "exchange", "circle")


class MarkerJudgementInline(ReadOnly, PartInline):
    model = MarkerJudgement
    fields = ("judged_on", "degree", "words", "judged_by")


@admin.register(ProgressMarker)
class ProgressMarkerAdmin(ReadOnly, RecordAdmin):
    list_display = ("text", "level", "set_on", "dropped_on", "circle")
    list_filter = ("level",)
    list_select_related = ("circle",)
    inlines = (MarkerJudgementInline,)


@admin.register(Letter)
class LetterAdmin(ReadOnly, RecordAdmin):
    list_display = ("subject", "direction", "state", "year", "number", "circle")
    list_select_related = ("circle",)
    search_fields = ()


@admin.register(Disclosure)
class DisclosureAdmin(ReadOnly, RecordAdmin):
    list_display = ("authority", "since", "until", "written_by", "circle")
    list_select_related = ("written_by", "circle")
    search_fields = ()


class SubstantiationInline(ReadOnly, PartInline):
    model = Substantiation
    fields = ("official", "person", "name", "role", "agreement", "said_on")


@admin.register(Outcome)
class OutcomeAdmin(ReadOnly, RecordAdmin):
    list_display = ("title", "state", "direction", "written_by", "circle")
    list_filter = ("state", "kind", "direction")
    list_select_related = ("written_by", "circle")
    inlines = (SubstantiationInline,)


@admin.register(Reform)
class ReformAdmin(ReadOnly, RecordAdmin):
    list_display = ("title", "state", "institution", "circle")
    list_filter = ("state",)
    list_select_related = ("institution", "circle")


@admin.register(Recommendation)
class RecommendationAdmin(ReadOnly, RecordAdmin):
    list_display = ("text", "response", "recommended_by", "session", "circle")
    list_filter = ("body", "response")
    list_select_related = ("circle",)
