"""Filters of the inbox of support requests."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.support.models import SupportRequest
from officials.filters import Typed, only, people, visible
from officials.institutions.models import Institution
from officials.people.models import Official, OfficialTheme
from officials.themes.models import Theme
from translations.catalogue.models import DocumentTheme


class SupportRequestFilter(django_filters.FilterSet):
    waiting = only(_("Not answered yet"), "still_waiting")
    overdue = only(_("Overdue"), "is_overdue")
    promised_by = django_filters.ModelChoiceFilter(
        label=_("Promised by"), queryset=people
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.offered(), method="of_theme"
    )
    official = Typed(label=_("Official"), queryset=visible(Official))
    institution = Typed(label=_("Institution"), queryset=visible(Institution))

    class Meta:
        model = SupportRequest
        fields = [
            "waiting",
            "overdue",
            "state",
            "kind",
            "theme",
            "promised_by",
            "official",
            "institution",
        ]

    def still_waiting(self, queryset, name, only_unanswered):
        return queryset.unanswered() if only_unanswered else queryset

    def is_overdue(self, queryset, name, only_overdue):
        return queryset.overdue() if only_overdue else queryset

    def of_theme(self, queryset, name, theme):
        """For a document on `theme`, or of an official who works on it."""
        user = self.request.user
        people = OfficialTheme.objects.visible_to(user).filter(theme=theme)
        texts = DocumentTheme.objects.visible_to(user).filter(theme=theme)
        return queryset.filter(
            Q(official__in=people.values("official"))
            | Q(document__in=texts.values("document"))
        )
