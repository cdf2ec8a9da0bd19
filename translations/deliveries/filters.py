"""Filters of the list of deliveries."""

import django_filters
from django.utils.translation import gettext_lazy as _

from officials.filters import Typed, only, visible
from officials.institutions.models import Institution
from officials.people.models import Official
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models import Document
from translations.deliveries.models import Delivery


class DeliveryFilter(django_filters.FilterSet):
    outdated = only(_("A later edition is in force"), "is_outdated")
    language = django_filters.ChoiceFilter(
        label=_("Language"), field_name="edition__language", choices=LANGUAGES
    )
    document = Typed(
        label=_("Document"),
        field_name="edition__document",
        queryset=visible(Document),
    )
    official = Typed(label=_("Official"), queryset=visible(Official))
    institution = Typed(label=_("Institution"), queryset=visible(Institution))

    class Meta:
        model = Delivery
        fields = ["outdated", "document", "language", "official", "institution", "way"]

    def is_outdated(self, queryset, name, only_outdated):
        return queryset.outdated(self.request.user) if only_outdated else queryset
