"""Filters of the register of sources."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from officials.filters import only
from officials.names.choice import LONGEST
from officials.sources.models import Source


class SourceFilter(django_filters.FilterSet):
    in_use = django_filters.BooleanFilter(
        label=_("In use"),
        method="used",
        widget=forms.Select(
            choices=[("", "---------"), ("true", _("yes")), ("false", _("no"))]
        ),
    )
    exact = only(_("The words exactly as typed"), "as_typed")

    class Meta:
        model = Source
        fields = ["kind", "reliability", "confidential", "in_use", "exact"]

    def used(self, queryset, name, in_use):
        return queryset.filter(retired=not in_use)

    def as_typed(self, queryset, name, choice):
        typed = self.data.get("q", "").strip()[:LONGEST]
        return queryset.exactly(typed) if choice else queryset
