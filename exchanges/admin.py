"""Exchanges and the people in them in the Django admin."""

from django.contrib import admin

from exchanges.models import Exchange, Participation
from officials.record_admin import PartInline, RecordAdmin


class ParticipationInline(PartInline):
    model = Participation
    raw_id_fields = ("official",)
    readonly_fields = ("state",)


@admin.register(Exchange)
class ExchangeAdmin(RecordAdmin):
    list_display = ("title", "kind", "place", "starts_on", "ends_on", "circle")
    list_filter = ("kind",)
    list_select_related = ("circle",)
    inlines = (ParticipationInline,)
