"""Terms and their forms in the Django admin."""

from django.contrib import admin

from officials.record_admin import PartInline, ReadOnly, RecordAdmin
from translations.terms.models import StyleSheet, Term, TermForm


class TermFormInline(PartInline):
    model = TermForm


@admin.register(Term)
class TermAdmin(RecordAdmin):
    list_display = ("__str__", "domain", "circle")
    list_filter = ("domain",)
    list_select_related = ("circle",)
    inlines = (TermFormInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("forms")


@admin.register(StyleSheet)
class StyleSheetAdmin(ReadOnly, RecordAdmin):
    """Written on its own page, which looks whether somebody is named."""

    list_display = ("issuer", "language", "circle")
    list_filter = ("language",)
    list_select_related = ("circle",)
