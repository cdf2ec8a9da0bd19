"""Filters of the list of terms."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from translations.catalogue.languages import LANGUAGES
from translations.terms.models import StyleSheet, Term, TermForm


class TermFilter(django_filters.FilterSet):
    domain = django_filters.CharFilter(label=_("Domain"), lookup_expr="icontains")
    language = django_filters.ChoiceFilter(
        label=_("Has a form in"), choices=LANGUAGES, method="has_form_in"
    )
    state = django_filters.ChoiceFilter(
        label=_("Has forms"), choices=TermForm.State, method="has_form_that_is"
    )

    class Meta:
        model = Term
        fields = ["domain", "language", "state"]

    def has_form_in(self, queryset, name, language):
        forms = TermForm.objects.filter(term=OuterRef("pk"), language=language)
        return queryset.filter(Exists(forms)) if language else queryset

    def has_form_that_is(self, queryset, name, state):
        forms = TermForm.objects.filter(term=OuterRef("pk"), standing=state)
        return queryset.filter(Exists(forms)) if state else queryset


class StyleSheetFilter(django_filters.FilterSet):
    issuer = django_filters.CharFilter(label=_("Issued by"), lookup_expr="icontains")

    class Meta:
        model = StyleSheet
        fields = ["issuer", "language"]
