"""Filters of the list of relationships, and of officials by who leads."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from engagements.relationships.models import Relationship
from officials.filters import people
from officials.people.filters import OfficialFilter


class RelationshipFilter(django_filters.FilterSet):
    lead = django_filters.ModelChoiceFilter(label=_("Lead"), queryset=people)

    class Meta:
        model = Relationship
        fields = ["lead"]


class LedOfficialFilter(OfficialFilter):
    """Officials by who leads the relationship with them, besides all else."""

    lead = django_filters.ModelChoiceFilter(
        label=_("Lead"), queryset=people, method="led_by"
    )

    def led_by(self, queryset, name, lead):
        relationships = Relationship.objects.filter(official=OuterRef("pk"), lead=lead)
        return queryset.filter(Exists(relationships.visible_to(self.request.user)))
