"""Playbooks in the Django admin."""

from django.contrib import admin

from engagements.planning.models import Playbook, PlaybookStep


class PlaybookStepInline(admin.TabularInline):
    model = PlaybookStep
    extra = 0


@admin.register(Playbook)
class PlaybookAdmin(admin.ModelAdmin):
    list_display = ("name", "name_ru", "anchor", "retired")
    inlines = (PlaybookStepInline,)
