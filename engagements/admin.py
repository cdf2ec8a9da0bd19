"""Notes, actions and relationships in the Django admin."""

from django.contrib import admin

from engagements.models import (
    ActionOfficial,
    Feed,
    FeedItem,
    FeedItemOfficial,
    Mention,
    Note,
    OutreachAction,
    Relationship,
    Watch,
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


@admin.register(Watch)
class WatchAdmin(RecordAdmin):
    """One's own watches; nobody reads whom others keep an eye on."""

    list_display = ("__str__", "since", "looked_at", "circle")
    list_select_related = ("official", "post", "institution", "theme", "circle")
    fields = readonly_fields = ("__str__", "since", "looked_at")
    search_fields = ()

    def has_add_permission(self, request):
        return False


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


class FeedItemOfficialInline(PartInline):
    model = FeedItemOfficial
    fields = readonly_fields = ("official", "words")

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(FeedItem)
class FeedItemAdmin(RecordAdmin):
    """News comes from feeds and is decided in the inbox: here it is read."""

    list_display = ("title", "feed", "state", "published_at", "circle")
    list_filter = ("state",)
    list_select_related = ("feed", "circle")
    readonly_fields = ("state", "decided_by", "decided_at")
    inlines = (FeedItemOfficialInline,)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
