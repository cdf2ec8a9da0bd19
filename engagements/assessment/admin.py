"""Assessments and the spectrum in the Django admin."""

from django.contrib import admin

from engagements.assessment.models import (
    Assessment,
    Reconciliation,
    Score,
    SpectrumPlace,
)
from officials.record_admin import PartInline, ReadOnly, RecordAdmin


class ScoreInline(ReadOnly, PartInline):
    model = Score
    fields = ("axis", "value", "reason")


@admin.register(Assessment)
class AssessmentAdmin(ReadOnly, RecordAdmin):
    list_display = ("official", "assessed_on", "assessor", "confidence", "circle")
    list_select_related = ("official", "assessor", "circle")
    inlines = (ScoreInline,)
    search_fields = ()


@admin.register(Reconciliation)
class ReconciliationAdmin(ReadOnly, RecordAdmin):
    list_display = ("first", "written_by", "written_at", "circle")
    list_select_related = ("first__official", "written_by", "circle")
    search_fields = ()


@admin.register(SpectrumPlace)
class SpectrumPlaceAdmin(ReadOnly, RecordAdmin):
    list_display = ("official", "segment", "goal", "placed_on", "placed_by", "circle")
    list_select_related = ("official", "placed_by", "circle")
    search_fields = ()
