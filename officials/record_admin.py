"""Records in the Django admin: the same circles, the same search."""

from django.contrib import admin
from django.db import models

from officials.forms import CheckedForm, WebAddressField
from officials.security.admin import Discreet
from officials.security.models import Access, Circle
from officials.security.records import Record


class Scoped:
    """Shows and offers only what the person may see; nothing is removed here."""

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        model = db_field.remote_field.model
        if model is Circle:
            field.queryset = Circle.objects.open_to(request.user)
        elif issubclass(model, Record):
            field.queryset = field.queryset.visible_to(request.user)
        return field

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly:
    """States and stamps come about by steps; here they are read."""

    def has_add_permission(self, request, *args):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class RecordAdmin(Scoped, Discreet, admin.ModelAdmin):
    """A record in the admin: the same circles, the same search, no names in its log.

    A record moves to another circle on its own page, where what goes along is shown.
    """

    form = CheckedForm
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("pk",)
    formfield_overrides = {models.URLField: {"form_class": WebAddressField}}

    def get_object(self, request, *args, **kwargs):
        """The record, and that it was seen, where it is sealed."""
        record = super().get_object(request, *args, **kwargs)
        if record is not None and request.method == "GET":
            page = request.resolver_match.url_name
            Access.objects.keep_look(record, by=request.user, page=page)
        return record

    def get_search_results(self, request, queryset, search_term):
        if not self.search_fields:
            return queryset, False
        return queryset.search(search_term), False

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "circle") if obj else fixed


class PartInline(Scoped, admin.TabularInline):
    """The parts of a record; they are in its circle."""

    exclude = ("circle",)
    extra = 0
