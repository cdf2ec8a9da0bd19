"""Filters of the lists of institutions and officials."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from officials.choosing import LONGEST
from officials.models import Institution, Official, Theme


def visible(model):
    """What a filter offers of `model`: only what the person who asks may see."""

    def offered(request):
        return model.objects.visible_to(request.user)

    return offered


def people(request):
    """The people at work."""
    return get_user_model().objects.filter(is_active=True, is_external=False)


def only(label, method):
    """A filter that is set or not asked for."""
    choices = [("", "---------"), ("true", _("yes"))]
    return django_filters.BooleanFilter(
        label=label, method=method, widget=forms.Select(choices=choices)
    )


class InstitutionFilter(django_filters.FilterSet):
    class Meta:
        model = Institution
        fields = ["kind", "side", "level", "country"]


class OfficialFilter(django_filters.FilterSet):
    institution = django_filters.ModelChoiceFilter(
        label=_("Institution"),
        queryset=visible(Institution),
        method="now_in",
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all(), field_name="theme_links__theme"
    )
    side = django_filters.ChoiceFilter(
        label=_("Side"), choices=Institution.Side, method="on_side"
    )
    exact = only(_("The name exactly as typed"), "as_typed")

    class Meta:
        model = Official
        fields = ["institution", "theme", "side", "gender", "exact"]

    def as_typed(self, queryset, name, wanted):
        typed = self.data.get("q", "").strip()[:LONGEST]
        return queryset.exactly(typed) if wanted else queryset

    def now_in(self, queryset, name, institution):
        return queryset.now_in(institution=institution)

    def on_side(self, queryset, name, side):
        return queryset.now_in(institution__side=side)
