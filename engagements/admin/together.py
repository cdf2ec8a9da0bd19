"""Comments, handovers, institutions' relationships and two tracks in the admin."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.approach.models import Approach
from engagements.relationships.models import (
    AccountabilityWork,
    ConsultFirst,
    Handover,
    InstitutionRelationship,
    InstitutionStageMove,
)
from engagements.together.models import Comment, CommentMention
from engagements.together.models.comments import COMMENTED
from officials.admin import PartInline, ReadOnly, RecordAdmin


class CommentMentionInline(ReadOnly, PartInline):
    model = CommentMention
    fields = readonly_fields = ("person", "read_at")


@admin.register(Comment)
class CommentAdmin(ReadOnly, RecordAdmin):
    """Those that stand; what was taken back shows no text here either."""

    list_display = ("__str__", "about", "written_by", "written_at", "circle")
    list_select_related = ("written_by", "circle", *COMMENTED)
    fields = ("about", "text", "written_by", "written_at", "edited_at", "circle")
    readonly_fields = ("about", "written_by", "written_at", "edited_at")
    inlines = (CommentMentionInline,)
    search_fields = ()

    def get_queryset(self, request):
        standing = super().get_queryset(request).standing()
        approaches = Approach.objects.visible_to(request.user)
        return standing.filter(Q(approach=None) | Q(approach__in=approaches))

    @admin.display(description=_("what it is about"))
    def about(self, comment):
        return comment.target


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
