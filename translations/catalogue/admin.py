"""Documents, their titles and texts, and issuers in the Django admin."""

from django.contrib import admin

from officials.record_admin import PartInline, RecordAdmin
from translations.catalogue.models import (
    Disclaimer,
    Document,
    DocumentTitle,
    Issuer,
    SourceText,
)


class DocumentTitleInline(PartInline):
    model = DocumentTitle


class SourceTextInline(PartInline):
    model = SourceText


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    list_display = ("symbol", "title", "kind", "circle")
    list_filter = ("kind",)
    list_select_related = ("circle",)
    inlines = (DocumentTitleInline, SourceTextInline)


class DisclaimerInline(PartInline):
    model = Disclaimer


@admin.register(Issuer)
class IssuerAdmin(RecordAdmin):
    list_display = ("name", "rights", "permitted_on", "circle")
    list_filter = ("rights",)
    list_select_related = ("circle",)
    inlines = (DisclaimerInline,)
