"""Filters that several lists share: they offer only what the person may see."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import EMPTY_VALUES
from django.utils.translation import gettext_lazy as _
from django_filters.filters import QuerySetRequestMixin

from officials.days import DayField
from officials.names.choice import ChooseOne
from officials.security.models import Circle


def visible(model):
    """What a filter offers of `model`: only what the person who asks may see."""

    def offered(request):
        return model.objects.visible_to(request.user)

    return offered


class Typed(QuerySetRequestMixin, django_filters.Filter):
    """A record that is chosen by typing a part of its name, in any script."""

    field_class = ChooseOne


class DayFilter(django_filters.DateFilter):
    """A day, written as in the forms."""

    field_class = DayField


def people(request):
    """The people at work."""
    return get_user_model().objects.filter(is_active=True, is_external=False)


def only(label, method):
    """A filter that is set or not asked for."""
    choices = [("", "---------"), ("true", _("yes"))]
    return django_filters.BooleanFilter(
        label=label, method=method, widget=forms.Select(choices=choices)
    )


def own_circles(request):
    """The circles whose records the person who asks may see."""
    return Circle.objects.open_to(request.user)


class OfNumbers(django_filters.ChoiceFilter):
    """One of a few numbers, or any: a plain typed choice has no way to say “any”."""

    def filter(self, queryset, value):
        return super().filter(queryset, value if value in EMPTY_VALUES else int(value))
