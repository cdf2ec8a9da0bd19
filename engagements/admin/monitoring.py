"""Notes, feeds, assessments and safeguards in the Django admin."""

from django.contrib import admin

from engagements.approach.models import Approach
from engagements.assessment.models import (
    Assessment,
    Reconciliation,
    Score,
    SpectrumPlace,
)
from engagements.monitoring.models import (
    Feed,
    FeedItem,
    FeedItemOfficial,
    Mention,
    Note,
    NoteAttachment,
)
from engagements.together.models import Watch
from officials.admin import ByOfficial, PartInline, ReadOnly, RecordAdmin
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    ReviewRequest,
)


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


@admin.register(Watch)
class WatchAdmin(ReadOnly, RecordAdmin):
    """One's own watches; nobody reads whom others keep an eye on."""

    list_display = ("__str__", "since", "looked_at", "circle")
    list_select_related = ("official", "post", "institution", "theme", "circle")
    fields = ("__str__", "since", "looked_at")
    search_fields = ()


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


@admin.register(ReviewRequest)
class ReviewRequestAdmin(ReadOnly, RecordAdmin):
    list_display = ("kind", "state", "is_red", "asked_by", "asked_at", "circle")
    list_filter = ("kind", "state", "is_red")
    list_select_related = ("asked_by", "circle")
    search_fields = ()


@admin.register(ConductCheck)
class ConductCheckAdmin(ByOfficial):
    list_display = ("official", "decision", "checked_on", "valid_until", "circle")
    list_filter = ("decision",)
    list_select_related = ("official", "circle")


class ExposureThreatInline(ReadOnly, PartInline):
    model = ExposureThreat


@admin.register(ExposureRisk)
class ExposureRiskAdmin(ByOfficial):
    list_display = ("official", "publicity", "written_by", "written_at", "circle")
    list_select_related = ("official", "written_by", "circle")
    inlines = (ExposureThreatInline,)


@admin.register(Approach)
class ApproachAdmin(ByOfficial):
    list_display = ("official", "version", "written_by", "written_at", "circle")
    list_select_related = ("official", "written_by", "circle")


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
