"""Approaches, briefs and words that do not suit in the Django admin."""

from django.contrib import admin

from engagements.approach.models import Approach, BriefPrint, RespectWord
from officials.people.admin import ByOfficial


@admin.register(Approach)
class ApproachAdmin(ByOfficial):
    list_display = ("official", "version", "written_by", "written_at", "circle")
    list_select_related = ("official", "written_by", "circle")


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
