"""Filters of the list of leading posts without notes."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagements.assessment.coverage import PERIODS, USUAL, without_note
from officials.filters import Typed, visible
from officials.institutions.models import Institution, Post

EVERY = "all"


def periods():
    """What to choose from, in the language of the reader."""
    for days in PERIODS:
        label = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
        yield str(days), label
    yield EVERY, _("any time: all leading posts")


class CoverageFilter(django_filters.FilterSet):
    """Those without a note in 90 days, unless something else is asked for."""

    days = django_filters.ChoiceFilter(
        label=_("Without a note for"),
        choices=periods,
        empty_label=None,
        method="for_days",
    )
    institution = Typed(label=_("Institution"), queryset=visible(Institution))

    class Meta:
        model = Post
        fields = ["days", "institution"]

    def __init__(self, data=None, *args, **kwargs):
        data = data.copy() if data is not None else {}
        data.setdefault("days", str(USUAL))
        super().__init__(data, *args, **kwargs)

    def for_days(self, queryset, name, days):
        return queryset if days == EVERY else without_note(queryset, int(days))
