"""Filters of the list of officials."""

import django_filters
from django.utils.translation import gettext_lazy as _

from officials.filters import Typed, only, own_circles, visible
from officials.institutions.models import Institution
from officials.names.choice import LONGEST
from officials.people.models import Official
from officials.themes.models import Theme


class OfficialFilter(django_filters.FilterSet):
    """Each filter of a place asks whether one of the posts of today is in such one."""

    institution = Typed(
        label=_("Institution"),
        queryset=visible(Institution),
        method="now_in",
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of institution"), choices=Institution.Kind, method="of_kind"
    )
    side = django_filters.ChoiceFilter(
        label=_("Side"), choices=Institution.Side, method="on_side"
    )
    country = django_filters.CharFilter(
        label=_("Country"),
        method="in_country",
        max_length=2,
        help_text=_("Two letters: RU, FI, NL."),
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        queryset=Theme.objects.offered(),
        field_name="theme_links__theme",
    )
    circle = django_filters.ModelChoiceFilter(label=_("Circle"), queryset=own_circles)
    without_post = only(_("Without a post today"), "no_post")
    exact = only(_("The name exactly as typed"), "as_typed")

    class Meta:
        model = Official
        fields = [
            "institution",
            "kind",
            "side",
            "country",
            "theme",
            "gender",
            "circle",
            "without_post",
            "exact",
        ]

    def as_typed(self, queryset, name, choice):
        typed = self.data.get("q", "").strip()[:LONGEST]
        return queryset.exactly(typed) if choice else queryset

    def now_in(self, queryset, name, institution):
        return queryset.now_in(institution__in=Institution.objects.below(institution))

    def of_kind(self, queryset, name, kind):
        return queryset.now_in(institution__kind=kind)

    def on_side(self, queryset, name, side):
        return queryset.now_in(institution__side=side)

    def in_country(self, queryset, name, country):
        return queryset.now_in(institution__country=country.upper())

    def no_post(self, queryset, name, choice):
        return queryset.without_post() if choice else queryset
