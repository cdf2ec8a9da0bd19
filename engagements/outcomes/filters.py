"""Filters of the lists of outcomes, reforms and recommendations."""

import datetime

import django_filters
from django.utils.translation import gettext_lazy as _

from engagements.monitoring.models import Recommendation
from engagements.outcomes.models import Outcome, Reform
from officials.filters import Typed, only, visible
from officials.institutions.models import Institution
from officials.themes.models import Theme


def the_theme():
    return django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.offered()
    )


class ByPlace(django_filters.FilterSet):
    """Filters that name an institution mean all below it as well."""

    def below(self, queryset, name, institution):
        places = Institution.objects.below(institution)
        return queryset.filter(institution__in=places)


def the_place():
    return Typed(
        label=_("Institution and all below it"),
        queryset=visible(Institution),
        method="below",
    )


class OutcomeFilter(ByPlace):
    institution = the_place()
    theme = the_theme()
    year = django_filters.NumberFilter(
        label=_("Year"), method="in_year", min_value=1700, max_value=2200
    )

    class Meta:
        model = Outcome
        fields = ["state", "kind", "direction", "institution", "theme", "year"]

    def in_year(self, queryset, name, year):
        """Those that may have happened in that year."""
        year = int(year)
        return queryset.filter(
            changed_on__startswith__lte=datetime.date(year, 12, 31),
            changed_on__endswith__gt=datetime.date(year, 1, 1),
        )


class ReformFilter(ByPlace):
    institution = the_place()
    theme = the_theme()

    class Meta:
        model = Reform
        fields = ["state", "institution", "theme"]


class RecommendationFilter(ByPlace):
    accepted = only(_("Accepted, at least in part"), "is_accepted")
    institution = the_place()
    theme = the_theme()
    cycle = django_filters.NumberFilter(label=_("Cycle"), max_value=100, min_value=1)

    class Meta:
        model = Recommendation
        fields = ["accepted", "response", "theme", "institution", "cycle", "body"]

    def is_accepted(self, queryset, name, only_accepted):
        return queryset.accepted() if only_accepted else queryset
