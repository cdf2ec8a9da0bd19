"""Filters of the register of letters and of templates."""

import datetime

import django_filters
from django.utils.translation import gettext_lazy as _

from engagements.letters.models import Letter, LetterTemplate
from officials.filters import Typed, visible
from officials.institutions.models import Institution
from officials.people.models import Official


class LetterFilter(django_filters.FilterSet):
    year = django_filters.NumberFilter(
        label=_("Year"), min_value=1900, max_value=datetime.MAXYEAR
    )
    official = Typed(label=_("Official"), queryset=visible(Official))
    institution = Typed(label=_("Institution"), queryset=visible(Institution))

    class Meta:
        model = Letter
        fields = ["direction", "state", "year", "official", "institution", "ground"]


class LetterTemplateFilter(django_filters.FilterSet):
    class Meta:
        model = LetterTemplate
        fields = ["occasion", "language", "retired"]
