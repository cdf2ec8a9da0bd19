"""Officials and their ties in the Django admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from officials.institutions.admin import AppointmentInline
from officials.people.models import (
    ContactPoint,
    Identifier,
    Official,
    OfficialName,
    Tie,
)
from officials.record_admin import PartInline, ReadOnly, RecordAdmin, Scoped


class ByOfficial(ReadOnly, RecordAdmin):
    """Safeguards of an official, found by the name of the person."""

    def get_search_results(self, request, queryset, search_term):
        matching = Official.objects.search(search_term)
        return queryset.filter(official__in=matching), False


class OfficialNameInline(PartInline):
    model = OfficialName
    fields = ("text", "kind", "family", "given", "patronymic", "language", "is_display")


class ContactPointInline(Scoped, admin.TabularInline):
    """Contacts have a circle of their own."""

    model = ContactPoint
    extra = 0


class IdentifierInline(PartInline):
    model = Identifier


@admin.register(Official)
class OfficialAdmin(RecordAdmin):
    list_display = ("name", "other_script", "born", "circle")
    list_select_related = ("circle",)
    fields = ("gender", "born", "died", "circle")
    inlines = (
        OfficialNameInline,
        AppointmentInline,
        ContactPointInline,
        IdentifierInline,
    )

    @admin.display(description=_("In the other script"), ordering="native_name")
    def other_script(self, official):
        return official.native_name


@admin.register(Tie)
class TieAdmin(RecordAdmin):
    list_display = ("official", "kind", "other", "strength", "circle")
    list_select_related = ("official", "other", "circle")
    raw_id_fields = ("official", "other")
    search_fields = ()
