"""The spectrum of allies: where officials stand, and who moved between two days.

Five segments after G. Lakey and M. Oppenheimer (Training for Change); the hope is one
step at a time.
"""

from django.db.models import IntegerField, OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.assessment.filters import SpectrumFilter
from engagements.assessment.forms import SpectrumPlaceForm
from engagements.assessment.models import SpectrumPlace
from officials.people.models import Official
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePart
from staff.phrases import short_date
from staff.views.assessment.matrix import StageColumn, TwoDays

Segment = SpectrumPlace.Segment
NAMED = 40  # names in one column of the picture


def panel(official, user):
    """What templates/engagements/assessment/relationship_spectrum.html shows."""
    if not user.has_perm("engagements.view_spectrumplace"):
        return None
    places = SpectrumPlace.objects.visible_to(user).filter(official=official)
    may_add = user.has_perm("engagements.add_spectrumplace")
    rows = [
        {
            "segment": each.get_segment_display(),
            "goal": each.get_goal_display() if each.goal != each.segment else "",
            "reason": each.reason,
            "on": short_date(each.placed_on),
            "by": str(each.placed_by),
            "number": each.segment,
            "hoped": each.goal,
        }
        for each in places.select_related("placed_by")
    ]
    now = rows[0] if rows else None
    return {
        "now": now,
        "earlier": rows[1:],
        "segments": [
            {
                "label": label,
                "is_here": bool(now) and now["number"] == number,
                "is_hoped": bool(now) and now["hoped"] == number,
            }
            for number, label in Segment.choices
        ],
        "add_url": may_add and reverse("spectrumplace-add", args=[official.pk]),
    }


class SpectrumPlaceAdd(CreatePart):
    """Where somebody stands now; what was said before stays as it was."""

    title = gettext_lazy("Place on the spectrum of allies")
    model = Official
    part = SpectrumPlace
    parent_name = "official"
    form_class = SpectrumPlaceForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].placed_by = self.request.user
        return kwargs

    def get_success_url(self):
        return self.following(f"{address(self.record)}?tab=relationship")


class SegmentColumn(Column):
    """A segment in words."""

    def field(self, model):
        return SpectrumPlace._meta.get_field("segment")


class Spectrum(TwoDays):
    """The latest place of each official: five columns, and the same as a table."""

    template_name = "engagements/assessment/spectrum.html"
    title = gettext_lazy("Spectrum of allies")
    queryset = SpectrumPlace.objects.all()
    filterset_class = SpectrumFilter
    empty_text = gettext_lazy("Nobody who matches had a place by then.")
    links = (
        (
            gettext_lazy("Matrix and power map"),
            "matrix-list",
            "engagements.view_assessment",
        ),
    )

    @property
    def columns(self):
        columns = [
            Column(_("Name"), "who", link=True, name="name"),
            Column(_("Where they stand"), "segment"),
        ]
        if self.then:
            day = short_date(self.then)
            columns.append(
                SegmentColumn(_("Stood on %(day)s") % {"day": day}, "segment_then")
            )
        return (
            *columns,
            Column(_("Where we hope they get to"), "goal"),
            Column(_("Why"), "reason", sort=()),
            Column(_("As of"), "placed_on"),
            Column(_("Placed by"), "placed_by__full_name"),
            StageColumn(_("Stage"), "stage", by_default=False),
            Column(_("Lead"), "lead_name", by_default=False),
        )

    def get_queryset(self):
        return SpectrumPlace.objects.visible_to(self.request.user).standing_on(self.on)

    def annotate(self, queryset):
        places = self.with_stage(queryset)
        if not self.then:
            return places
        before = SpectrumPlace.objects.visible_to(self.request.user)
        before = before.filter(official=OuterRef("official"), placed_on__lte=self.then)
        return places.annotate(
            segment_then=Subquery(
                before.values("segment")[:1], output_field=IntegerField()
            )
        )

    def get_context_data(self, records, **context):
        people = self.people(records)
        return super().get_context_data(
            records=records,
            segments=[self.segment(*choice, people) for choice in Segment.choices],
            movement=self.movement(people) if self.then else None,
            then=self.then and short_date(self.then),
            on=short_date(self.on),
            **context,
        )

    def people(self, records):
        """[(official, segment, segment then)] of `records`, by name."""
        rows = records.order_by("official__sort_name", "pk").select_related("official")
        return [
            (each.official, each.segment, self.before.get(each.official_id))
            for each in rows
        ]

    @cached_property
    def before(self):
        """{official: segment} on the day it is compared with."""
        if not self.then:
            return {}
        places = SpectrumPlace.objects.visible_to(self.request.user)
        return dict(places.standing_on(self.then).values_list("official", "segment"))

    def segment(self, number, label, people):
        """One column of the picture: who stands there, and which way they came."""
        here = [(who, then) for who, now, then in people if now == number]
        return {
            "number": number,
            "label": label,
            "count": len(here),
            "url": self.here(segment=number, page=None),
            "left_out": max(0, len(here) - NAMED),
            "people": [
                {"name": str(who), "url": page_of(who), "from": moved(then, number)}
                for who, then in here[:NAMED]
            ],
        }

    def movement(self, people):
        """Who moved, from which segment to which, as a table and as a list."""
        counts, movers = {}, []
        for who, now, then in people:
            counts[then, now] = counts.get((then, now), 0) + 1
            if then not in (None, now):
                movers.append((now - then, who, then, now))
        movers.sort(key=lambda each: -each[0])
        return {
            "heads": [label for _number, label in Segment.choices],
            "rows": [
                {
                    "label": label,
                    "cells": [
                        {"count": counts.get((then, now), 0), "stayed": then == now}
                        for now in Segment.values
                    ],
                }
                for then, label in [*Segment.choices, (None, _("no place yet"))]
            ],
            "movers": [
                {
                    "name": str(who),
                    "url": page_of(who),
                    "from": Segment(then).label,
                    "to": Segment(now).label,
                    "nearer": steps > 0,
                }
                for steps, who, then, now in movers
            ],
        }


def page_of(official):
    return f"{address(official)}?tab=relationship"


def moved(then, now):
    """“nearer”, “further” or nothing, where somebody stood elsewhere before."""
    if then in (None, now):
        return ""
    return "nearer" if now > then else "further"
