"""Outcomes and reforms in the Django admin."""

from django.contrib import admin

from engagements.outcomes.models import Outcome, Reform, Substantiation
from officials.record_admin import PartInline, ReadOnly, RecordAdmin


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
