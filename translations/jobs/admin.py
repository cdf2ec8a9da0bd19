"""Translations and their editions in the Django admin."""

from django.contrib import admin

from officials.record_admin import ReadOnly, RecordAdmin
from translations.catalogue.models import Document
from translations.jobs.models import Edition, Translation


@admin.register(Translation)
class TranslationAdmin(RecordAdmin):
    list_display = ("document", "language", "state", "translator", "due_on", "circle")
    list_filter = ("state", "language")
    list_select_related = ("document", "translator", "circle")
    raw_id_fields = ("source",)
    readonly_fields = (
        "state",
        "requested_by",
        "approved_by",
        "approved_at",
        "in_force",
        "purpose",  # its form looks whether somebody is named
        "reader",
    )
    exclude = ("circle",)

    def get_search_results(self, request, queryset, search_term):
        matching = Document.objects.search(search_term)
        return queryset.filter(document__in=matching), False

    def get_readonly_fields(self, request, obj=None):
        if obj and obj.is_handed_in:
            return (
                *self.readonly_fields,
                "source",
                "language",
                "translator",
                "title",
                "file",
                "machine_rule",
            )
        return self.readonly_fields

    def save_model(self, request, obj, form, change):
        if not change:
            obj.requested_by = request.user
            obj.document = obj.source.document
        super().save_model(request, obj, form, change)


@admin.register(Edition)
class EditionAdmin(ReadOnly, RecordAdmin):
    list_display = ("document", "language", "kind", "number", "correction", "made_at")
    list_filter = ("kind", "language")
    list_select_related = ("document",)

    def get_search_results(self, request, queryset, search_term):
        matching = Document.objects.search(search_term)
        return queryset.filter(document__in=matching), False
