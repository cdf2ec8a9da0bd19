"""Filters of the list of documents."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from officials.themes.models import Theme
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models import Document, SourceText


class DocumentFilter(django_filters.FilterSet):
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        queryset=Theme.objects.offered(),
        field_name="theme_links__theme",
    )
    language = django_filters.ChoiceFilter(
        label=_("Text in"), choices=LANGUAGES, method="has_text_in"
    )

    class Meta:
        model = Document
        fields = ["kind", "status", "language", "theme"]

    def has_text_in(self, queryset, name, language):
        texts = SourceText.objects.filter(document=OuterRef("pk"), language=language)
        return queryset.filter(Exists(texts)) if language else queryset
