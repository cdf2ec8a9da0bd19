"""Relationships, handovers and two tracks in the Django admin."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements.relationships.models import (
    AccountabilityWork,
    ConsultFirst,
    Handover,
    InstitutionRelationship,
    InstitutionStageMove,
    NewPostAnswer,
    Relationship,
)
from engagements.relationships.rules import refusal
from engagements.relationships.workflow import move_stage
from officials.forms import CheckedForm
from officials.people.models import Official
from officials.record_admin import PartInline, ReadOnly, RecordAdmin


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


@admin.register(Handover)
class HandoverAdmin(ReadOnly, RecordAdmin):
    list_display = ("relationship", "from_lead", "to_lead", "handed_at", "circle")
    list_select_related = (
        "relationship__official",
        "relationship__lead",
        "from_lead",
        "to_lead",
        "circle",
    )
    fields = (
        "relationship",
        "from_lead",
        "to_lead",
        "until",
        "brief",
        "handed_by",
        "handed_at",
        "read_at",
        "given_back_at",
        "circle",
    )
    readonly_fields = (
        "relationship",
        "from_lead",
        "handed_by",
        "handed_at",
        "read_at",
        "given_back_at",
    )
    search_fields = ()


@admin.register(NewPostAnswer)
class NewPostAnswerAdmin(ReadOnly, RecordAdmin):
    list_display = ("relationship", "appointment", "approach", "answered_at", "circle")
    list_select_related = (
        "relationship__official",
        "relationship__lead",
        "appointment__official",
        "appointment__post",
        "circle",
    )
    fields = (
        "relationship",
        "appointment",
        "lead",
        "approach",
        "risk",
        "remark",
        "answered_by",
        "answered_at",
        "circle",
    )
    readonly_fields = ("answered_by", "answered_at")
    search_fields = ()


class InstitutionStageMoveInline(ReadOnly, PartInline):
    model = InstitutionStageMove
    fields = ("from_stage", "to_stage", "reason", "moved_by", "moved_at")


@admin.register(InstitutionRelationship)
class InstitutionRelationshipAdmin(RecordAdmin):
    list_display = ("institution", "lead", "stage", "rhythm_days", "circle")
    list_filter = ("stage",)
    list_select_related = ("institution", "lead", "circle")
    raw_id_fields = ("institution",)
    readonly_fields = ("stage",)
    inlines = (InstitutionStageMoveInline,)
    search_fields = ()


@admin.register(AccountabilityWork)
class AccountabilityWorkAdmin(ReadOnly, RecordAdmin):
    """Of the accountability track: it shows to the people of its circle only."""

    list_display = ("institution", "kind", "since_on", "until_on", "circle")
    list_filter = ("kind",)
    list_select_related = ("institution", "circle")
    fields = (
        "institution",
        "kind",
        "what",
        "since_on",
        "until_on",
        "opened_by",
        "circle",
    )
    readonly_fields = ("until_on", "opened_by")
    search_fields = ()


@admin.register(ConsultFirst)
class ConsultFirstAdmin(ReadOnly, RecordAdmin):
    list_display = ("institution", "whom", "ended_at", "circle")
    list_select_related = ("institution", "whom", "circle")
    fields = ("institution", "whom", "ended_at", "circle")
    readonly_fields = ("ended_at",)
    search_fields = ()
