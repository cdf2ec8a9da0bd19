"""Notes, actions and relationships in the Django admin."""

from django.contrib import admin

from engagements.models import (
    ActionOfficial,
    Assessment,
    Mention,
    Note,
    OutreachAction,
    Reconciliation,
    Relationship,
    Score,
    SpectrumPlace,
)
from officials.admin import PartInline, RecordAdmin
from officials.models import Official


class MentionInline(PartInline):
    model = Mention
    raw_id_fields = ("official",)


class ActionOfficialInline(PartInline):
    model = ActionOfficial
    raw_id_fields = ("official",)


@admin.register(Note)
class NoteAdmin(RecordAdmin):
    list_display = ("headline", "happened_on", "grade", "recorded_by", "circle")
    list_filter = ("source_kind", "reliability")
    list_select_related = ("recorded_by", "circle")
    raw_id_fields = ("institution",)
    inlines = (MentionInline,)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.recorded_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(OutreachAction)
class OutreachActionAdmin(RecordAdmin):
    list_display = ("subject", "kind", "state", "planned_on", "lead", "circle")
    list_filter = ("state", "kind")
    list_select_related = ("lead", "circle")
    raw_id_fields = ("document",)
    readonly_fields = ("state", "done_on")
    inlines = (ActionOfficialInline,)


@admin.register(Relationship)
class RelationshipAdmin(RecordAdmin):
    list_display = ("official", "lead", "rhythm_days", "circle")
    list_select_related = ("official", "lead", "circle")
    raw_id_fields = ("official",)

    def get_search_results(self, request, queryset, search_term):
        matching = Official.objects.search(search_term)
        return queryset.filter(official__in=matching), False


class ToRead:
    """People write these on their pages, where the rules stand beside the fields."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ScoreInline(ToRead, PartInline):
    model = Score
    fields = ("axis", "value", "reason")


@admin.register(Assessment)
class AssessmentAdmin(ToRead, RecordAdmin):
    list_display = ("official", "assessed_on", "assessor", "confidence", "circle")
    list_select_related = ("official", "assessor", "circle")
    inlines = (ScoreInline,)
    search_fields = ()


@admin.register(Reconciliation)
class ReconciliationAdmin(ToRead, RecordAdmin):
    list_display = ("first", "written_by", "written_at", "circle")
    list_select_related = ("first__official", "written_by", "circle")
    search_fields = ()


@admin.register(SpectrumPlace)
class SpectrumPlaceAdmin(ToRead, RecordAdmin):
    list_display = ("official", "segment", "goal", "placed_on", "placed_by", "circle")
    list_select_related = ("official", "placed_by", "circle")
    search_fields = ()
