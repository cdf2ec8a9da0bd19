"""Requests, plans, offers and markers in the Django admin."""

from django.contrib import admin

from engagements.support.models import (
    MarkerJudgement,
    Offer,
    ProgressMarker,
    SupportPlan,
    SupportRequest,
)
from officials.people.admin import ByOfficial
from officials.record_admin import PartInline, ReadOnly, RecordAdmin


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
    list_select_related = ("official", "edition__document", "exchange", "circle")


class MarkerJudgementInline(ReadOnly, PartInline):
    model = MarkerJudgement
    fields = readonly_fields = ("judged_on", "degree", "words", "judged_by")


@admin.register(ProgressMarker)
class ProgressMarkerAdmin(ReadOnly, RecordAdmin):
    list_display = ("text", "level", "set_on", "dropped_on", "circle")
    list_filter = ("level",)
    list_select_related = ("circle",)
    inlines = (MarkerJudgementInline,)
