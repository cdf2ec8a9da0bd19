"""Notes, actions and relationships in the Django admin."""

from django.contrib import admin

from engagements.models import (
    ActionOfficial,
    Mention,
    Note,
    NoteAttachment,
    OutreachAction,
    Relationship,
)
from officials.admin import PartInline, RecordAdmin
from officials.models import Official


class MentionInline(PartInline):
    model = Mention
    raw_id_fields = ("official",)


class NoteAttachmentInline(PartInline):
    """Files come in on the page of the note, where their digest is made."""

    model = NoteAttachment
    fields = readonly_fields = ("file_name", "sha256", "size", "added_by", "added_at")

    def has_add_permission(self, request, obj=None):
        return False


class ActionOfficialInline(PartInline):
    model = ActionOfficial
    raw_id_fields = ("official",)


@admin.register(Note)
class NoteAdmin(RecordAdmin):
    list_display = ("headline", "happened_on", "grade", "recorded_by", "circle")
    list_filter = ("source_kind", "reliability")
    list_select_related = ("recorded_by", "circle")
    raw_id_fields = ("institution", "source")
    inlines = (MentionInline, NoteAttachmentInline)

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
