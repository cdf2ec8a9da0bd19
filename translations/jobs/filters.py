"""Filters of the lists of documents and translations."""

import django_filters
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from officials.filters import only
from translations.jobs.models import Translation


def translators(request):
    """Those who have a job that the person who asks may see."""
    jobs = Translation.objects.visible_to(request.user)
    return get_user_model().objects.filter(pk__in=jobs.values("translator"))


class TranslationFilter(django_filters.FilterSet):
    translator = django_filters.ModelChoiceFilter(
        label=_("Translator"),
        queryset=translators,
    )
    overdue = only(_("Overdue"), "is_overdue")

    class Meta:
        model = Translation
        fields = ["state", "language", "translator", "overdue"]

    def is_overdue(self, queryset, name, choice):
        return queryset.overdue() if choice else queryset
