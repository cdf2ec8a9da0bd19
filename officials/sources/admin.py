"""Sources in the Django admin."""

from django.contrib import admin

from officials.record_admin import RecordAdmin
from officials.sources.models import Source, SourceIdentity


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Whether it is confidential is said once, as on its own page."""

    list_display = ("__str__", "kind", "reliability", "quoting", "retired", "circle")
    list_filter = ("kind", "reliability", "confidential", "retired")
    list_select_related = ("circle",)
    exclude = ("file", "file_name")

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "confidential") if obj else fixed


@admin.register(SourceIdentity)
class SourceIdentityAdmin(RecordAdmin):
    list_display = ("name", "source", "circle")
    list_select_related = ("source", "circle")
    raw_id_fields = ("source",)
    search_fields = ()
