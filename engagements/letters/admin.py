"""Letters and disclosures in the Django admin."""

from django.contrib import admin

from engagements.letters.models import Disclosure, Letter
from officials.record_admin import ReadOnly, RecordAdmin


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
