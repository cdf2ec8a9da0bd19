"""Notes, feeds and recommendations in the Django admin."""

from django.contrib import admin

from engagements.monitoring.models import (
    Feed,
    FeedItem,
    FeedItemOfficial,
    Mention,
    Note,
    NoteAttachment,
    Recommendation,
)
from officials.record_admin import PartInline, ReadOnly, RecordAdmin


class MentionInline(PartInline):
    model = Mention
    raw_id_fields = ("official",)


class NoteAttachmentInline(PartInline):
    """Files come in on the page of the note, where their digest is made."""

    model = NoteAttachment
    fields = readonly_fields = ("file_name", "sha256", "size", "added_by", "added_at")

    def has_add_permission(self, request, obj=None):
        return False


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


@admin.register(Feed)
class FeedAdmin(RecordAdmin):
    list_display = ("name", "institution", "in_use", "fetched_at", "circle")
    list_filter = ("in_use",)
    list_select_related = ("institution", "circle")
    search_fields = ()
    raw_id_fields = ("institution", "source")
    readonly_fields = ("fetched_at", "trouble_in_words")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)


class FeedItemOfficialInline(ReadOnly, PartInline):
    model = FeedItemOfficial
    fields = ("official", "words")


@admin.register(FeedItem)
class FeedItemAdmin(ReadOnly, RecordAdmin):
    """News comes from feeds and is decided in the inbox: here it is read."""

    list_display = ("title", "feed", "state", "published_at", "circle")
    list_filter = ("state",)
    list_select_related = ("feed", "circle")
    inlines = (FeedItemOfficialInline,)


@admin.register(Recommendation)
class RecommendationAdmin(ReadOnly, RecordAdmin):
    list_display = ("text", "response", "recommended_by", "session", "circle")
    list_filter = ("body", "response")
    list_select_related = ("circle",)
