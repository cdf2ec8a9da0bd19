"""Filters of the list of actions."""

import django_filters
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models import OutreachAction
from officials.filters import only, people


class OutreachActionFilter(django_filters.FilterSet):
    overdue = only(_("Overdue"), "is_overdue")
    lead = django_filters.ModelChoiceFilter(label=_("Who does it"), queryset=people)

    class Meta:
        model = OutreachAction
        fields = ["state", "kind", "direction", "lead", "overdue"]

    def is_overdue(self, queryset, name, only_overdue):
        return queryset.overdue() if only_overdue else queryset
