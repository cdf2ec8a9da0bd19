"""Filters of the matrix, the power map and the spectrum: whom, on which days."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.assessment.models import Assessment, Score, SpectrumPlace
from engagements.assessment.scales import WORDS
from engagements.relationships.models import Relationship
from officials.days import that_has_come
from officials.filters import DayFilter, OfNumbers, Typed, people, visible
from officials.institutions.models import Appointment, Institution
from officials.people.models import OfficialTheme
from officials.themes.models import Theme


class AsOf(DayFilter):
    """A day that says how things stood then; it narrows nothing by itself."""

    def filter(self, queryset, value):
        return queryset


class TwoDaysForm(forms.Form):
    """Neither day is still to come, and the one compared with is the earlier."""

    def clean_on(self):
        return that_has_come(self.cleaned_data["on"])

    def clean(self):
        cleaned = super().clean()
        then, on = cleaned.get("then"), cleaned.get("on") or timezone.localdate()
        if then and "on" not in self.errors and then >= on:
            self.add_error("then", _("Choose an earlier day to compare with."))
        return cleaned


class AboutOfficial(django_filters.FilterSet):
    """Records about one official each, by who and where the official is."""

    on = AsOf(label=_("As of"))
    then = AsOf(label=_("Compared with"))
    institution = Typed(
        label=_("Institution"), queryset=visible(Institution), method="now_in"
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all(), method="of_theme"
    )
    lead = django_filters.ModelChoiceFilter(
        label=_("Lead"), queryset=people, method="led_by"
    )
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=Relationship.Stage, method="at_stage"
    )

    class Meta:
        form = TwoDaysForm

    def now_in(self, queryset, name, institution):
        """Whose post today is in the institution or anything below it."""
        appointments = Appointment.objects.visible_to(self.request.user).current()
        places = Institution.objects.below(institution)
        appointments = appointments.filter(
            official=OuterRef("official"), post__institution__in=places
        )
        return queryset.filter(Exists(appointments))

    def of_theme(self, queryset, name, theme):
        links = OfficialTheme.objects.visible_to(self.request.user).filter(theme=theme)
        return queryset.filter(official__in=links.values("official"))

    def relationships(self, **conditions):
        visible_relationships = Relationship.objects.visible_to(
            self.request.user
        ).filter(**conditions)
        return visible_relationships.values("official")

    def led_by(self, queryset, name, lead):
        return queryset.filter(official__in=self.relationships(lead=lead))

    def at_stage(self, queryset, name, stage):
        return queryset.filter(official__in=self.relationships(stage=stage))


def score_filter(axis):
    """Assessments by the score of one axis."""
    return OfNumbers(
        label=Score.Axis(axis).label,
        choices=[(value, words) for value, words in WORDS[axis].items()],
        method="scored",
    )


class MatrixFilter(AboutOfficial):
    """Standing assessments, by the official and by the score."""

    alignment = score_filter(Score.Axis.ALIGNMENT)
    interest = score_filter(Score.Axis.INTEREST)
    influence = score_filter(Score.Axis.INFLUENCE)
    openness = score_filter(Score.Axis.OPENNESS)
    access = score_filter(Score.Axis.ACCESS)

    class Meta(AboutOfficial.Meta):
        model = Assessment
        fields = []

    def scored(self, queryset, name, value):
        scores = Score.objects.visible_to(self.request.user)
        scores = scores.filter(axis=name, value=value)
        return queryset.filter(pk__in=scores.values("assessment"))


class SpectrumFilter(AboutOfficial):
    """Places on the spectrum, by the official and by the segment."""

    segment = OfNumbers(label=_("Where they stand"), choices=SpectrumPlace.Segment)

    class Meta(AboutOfficial.Meta):
        model = SpectrumPlace
        fields = ["segment"]
