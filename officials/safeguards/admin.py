"""Safeguards, signatures and switches in the Django admin."""

from django.contrib import admin

from officials.people.admin import ByOfficial
from officials.record_admin import PartInline, ReadOnly, RecordAdmin
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    ReviewRequest,
    Switch,
)


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


@admin.register(Switch)
class SwitchAdmin(admin.ModelAdmin):
    """What is in use; a part without a row is off."""

    list_display = ("name", "on")
    readonly_fields = ("name",)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
