"""Filters of the list of what the memory holds."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from translations.catalogue.symbols import parse
from translations.memory.models import MemoryPair, forms_of


class Use:
    """What a pair is for those who translate."""

    IN_USE, ASIDE, WITHDRAWN = "in_use", "aside", "withdrawn"
    CHOICES = (
        (IN_USE, _("Offered")),
        (ASIDE, _("Set aside by one of us")),
        (WITHDRAWN, _("Withdrawn with its edition")),
    )


class MemoryPairFilter(django_filters.FilterSet):
    document = django_filters.CharFilter(
        label=_("Document"),
        max_length=300,
        method="of_document",
        help_text=_("Its symbol, or words of its title."),
    )
    standing = django_filters.ChoiceFilter(
        label=_("Standing"), choices=Use.CHOICES, method="that_stand_so"
    )

    class Meta:
        model = MemoryPair
        fields = ["source_language", "target_language", "grade", "document", "standing"]

    def of_document(self, queryset, name, text):
        text = text.replace("\x00", "").strip()
        if not text:
            return queryset
        if symbol := parse(text):
            return queryset.filter(normal_symbol__in=forms_of(symbol))
        return queryset.filter(Q(symbol__icontains=text) | Q(title__icontains=text))

    def that_stand_so(self, queryset, name, standing):
        if standing == Use.IN_USE:
            return queryset.in_use()
        if standing == Use.ASIDE:
            return queryset.exclude(set_aside_at=None)
        if standing == Use.WITHDRAWN:
            return queryset.exclude(withdrawn_at=None)
        return queryset
