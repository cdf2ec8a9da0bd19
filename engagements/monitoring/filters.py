"""Filters of the list of notes."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from engagements.monitoring.models import Mention, Note
from officials.filters import DayFilter, OfNumbers, Typed, only, people, visible
from officials.institutions.models import Institution
from officials.names.choice import LONGEST
from officials.people.models import Official
from officials.sources.models import Source
from officials.themes.models import Theme


class NoteFilter(django_filters.FilterSet):
    """Official and stance are asked of one and the same mention."""

    official = Typed(label=_("Official"), queryset=visible(Official), method="mention")
    stance = OfNumbers(
        label=_("What it shows of them"),
        choices=Mention.Stance,
        method="mention",
    )
    institution = Typed(
        label=_("Institution and all below it"),
        queryset=visible(Institution),
        method="below",
    )
    graded = django_filters.ChoiceFilter(
        label=_("Source at least"), choices=Note.Reliability, method="at_least"
    )
    credible = OfNumbers(
        label=_("News at least"),
        choices=Note.Credibility,
        field_name="credibility",
        lookup_expr="lte",
    )
    source = Typed(label=_("Source on our register"), queryset=visible(Source))
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        queryset=Theme.objects.offered(),
        field_name="theme_links__theme",
    )
    recorded_by = django_filters.ModelChoiceFilter(
        label=_("Recorded by"), queryset=people
    )
    seen_from = DayFilter(label=_("Seen from"), field_name="seen_on", lookup_expr="gte")
    seen_until = DayFilter(
        label=_("Seen until"), field_name="seen_on", lookup_expr="lte"
    )
    exact = only(_("The words exactly as typed"), "as_typed")

    class Meta:
        model = Note
        fields = [
            "official",
            "stance",
            "institution",
            "theme",
            "kind",
            "graded",
            "credible",
            "source_kind",
            "source",
            "recorded_by",
            "seen_from",
            "seen_until",
            "exact",
        ]

    def at_least(self, queryset, name, reliability):
        return queryset.graded(reliability)

    def below(self, queryset, name, institution):
        """Named by key: then the index over institutions finds the notes."""
        places = Institution.objects.below(institution)
        return queryset.filter(
            institution__in=list(places.values_list("pk", flat=True))
        )

    def mention(self, queryset, name, value):
        """Once for both filters: whichever of them is asked first."""
        answers = self.form.cleaned_data
        conditions = {
            name: answers[name]
            for name in ("official", "stance")
            if answers.get(name) not in (None, "")
        }
        if name != next(iter(conditions)):
            return queryset
        mentions = Mention.objects.filter(note=OuterRef("pk"), **conditions)
        return queryset.filter(Exists(mentions))

    def as_typed(self, queryset, name, only_exact):
        typed = self.data.get("q", "").strip()[:LONGEST]
        return queryset.exactly(typed) if only_exact and typed else queryset
