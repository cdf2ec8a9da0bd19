"""Deliveries in the Django admin."""

from django.contrib import admin

from officials.record_admin import ReadOnly, RecordAdmin
from translations.catalogue.models import Document
from translations.deliveries.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, RecordAdmin):
    list_display = ("edition", "holder", "given_on", "way", "copies", "circle")
    list_filter = ("way",)
    list_select_related = ("edition__document", "official", "institution", "circle")

    def get_search_results(self, request, queryset, search_term):
        matching = Document.objects.search(search_term)
        return queryset.filter(edition__document__in=matching), False
