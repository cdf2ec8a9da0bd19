"""Documents and translations in the Django admin."""

from django.contrib import admin

from officials.record_admin import RecordAdmin
from translations.models import Document, Translation


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("symbol", "title", "kind", "language", "circle")
    list_filter = ("kind", "language")
    list_select_related = ("circle",)


@admin.register(Translation)
class TranslationAdmin(RecordAdmin):
    list_display = ("document", "language", "state", "translator", "due_on", "circle")
    list_filter = ("state", "language")
    list_select_related = ("document", "translator", "circle")
    raw_id_fields = ("document",)
    readonly_fields = ("state", "requested_by", "approved_by", "approved_at")
    exclude = ("circle",)

    def get_search_results(self, request, queryset, search_term):
        matching = Document.objects.search(search_term)
        return queryset.filter(document__in=matching), False

    def get_readonly_fields(self, request, obj=None):
        if obj and obj.is_handed_in:
            return (*self.readonly_fields, "language", "translator", "title", "file")
        return self.readonly_fields

    def save_model(self, request, obj, form, change):
        if not change:
            obj.requested_by = request.user
        super().save_model(request, obj, form, change)
