"""Filters of the list of exchanges."""

import django_filters
from django.utils.translation import gettext_lazy as _

from exchanges.models import Exchange, Participation
from officials.filters import Typed, only, people, visible
from officials.themes.models import Theme


class ExchangeFilter(django_filters.FilterSet):
    coming = only(_("Still to come"), "is_coming")
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        queryset=Theme.objects.offered(),
        field_name="theme_links__theme",
    )
    lead = django_filters.ModelChoiceFilter(label=_("Lead"), queryset=people)

    class Meta:
        model = Exchange
        fields = ["kind", "coming", "theme", "lead"]

    def is_coming(self, queryset, name, choice):
        return queryset.coming() if choice else queryset


class ParticipationFilter(django_filters.FilterSet):
    exchange = Typed(label=_("Exchange"), queryset=visible(Exchange))

    class Meta:
        model = Participation
        fields = ["exchange", "role", "state"]
