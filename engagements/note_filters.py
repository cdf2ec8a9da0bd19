"""Filters of the list of notes."""

import django_filters
from django.utils.translation import gettext_lazy as _

from engagements.models import Note
from officials.filters import people, visible
from officials.models import Institution, Theme


class NoteFilter(django_filters.FilterSet):
    graded = django_filters.ChoiceFilter(
        label=_("Source at least"), choices=Note.Reliability, method="at_least"
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all(), field_name="theme_links__theme"
    )
    institution = django_filters.ModelChoiceFilter(
        label=_("Institution"), queryset=visible(Institution)
    )
    recorded_by = django_filters.ModelChoiceFilter(
        label=_("Recorded by"), queryset=people
    )

    class Meta:
        model = Note
        fields = ["graded", "source_kind", "theme", "institution", "recorded_by"]

    def at_least(self, queryset, name, reliability):
        return queryset.graded(reliability)
