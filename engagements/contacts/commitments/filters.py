"""Filters of the list of commitments."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models import Commitment
from officials.filters import DayFilter, only, people


class CommitmentFilter(django_filters.FilterSet):
    due_before = DayFilter(field_name="due_on", lookup_expr="lte", label=_("Due by"))
    overdue = only(_("Overdue"), "is_overdue")
    lead = django_filters.ModelChoiceFilter(
        label=_("Who looks after it"), field_name="action__lead", queryset=people
    )

    class Meta:
        model = Commitment
        fields = ["whose", "state", "due_before", "overdue", "lead"]

    def is_overdue(self, queryset, name, only_overdue):
        late = {"due_on__lt": timezone.localdate()}
        return queryset.open().filter(**late) if only_overdue else queryset
