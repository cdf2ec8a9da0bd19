"""Notes, actions and relationships in the Django admin."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.models import (
    AccountabilityWork,
    ActionOfficial,
    ActionPoint,
    Approach,
    Assessment,
    BriefPrint,
    Comment,
    CommentMention,
    ConsultFirst,
    Disclosure,
    Feed,
    FeedItem,
    FeedItemOfficial,
    Handover,
    InstitutionRelationship,
    InstitutionStageMove,
    Letter,
    MarkerJudgement,
    Mention,
    Note,
    NoteAttachment,
    Offer,
    Outcome,
    OutreachAction,
    Playbook,
    PlaybookStep,
    ProgressMarker,
    Recommendation,
    Reconciliation,
    Reform,
    Relationship,
    RespectWord,
    Score,
    SpectrumPlace,
    Substantiation,
    SupportPlan,
    SupportRequest,
    Watch,
)
from engagements.models.comments import COMMENTED
from engagements.stage_rules import refusal
from engagements.workflow import move_stage
from officials.admin import PartInline, RecordAdmin
from officials.forms import CheckedForm
from officials.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    Official,
    ReviewRequest,
)


class ReadOnly:
    """States and stamps come about by steps; here they are read."""

    def has_add_permission(self, request, *args):
        return False

    def has_change_permission(self, request, obj=None):
        return False


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


class ByOfficial(ReadOnly, RecordAdmin):
    """Safeguards of an official, found by the name of the person."""

    def get_search_results(self, request, queryset, search_term):
        matching = Official.objects.search(search_term)
        return queryset.filter(official__in=matching), False


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
        *("relationship__official", "relationship__lead", "from_lead", "to_lead"),
        "circle",
    )
    fields = (
        *("relationship", "from_lead", "to_lead", "until", "brief"),
        *("handed_by", "handed_at", "read_at", "given_back_at", "circle"),
    )
    readonly_fields = (
        *("relationship", "from_lead", "handed_by", "handed_at", "read_at"),
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
        *("institution", "kind", "what", "since_on", "until_on", "opened_by"),
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
