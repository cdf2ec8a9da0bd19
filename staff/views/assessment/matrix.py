"""The matrix and the power map: assessed officials as dots, and the same as a table."""

import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.assessment.filters import MatrixFilter
from engagements.assessment.models import Assessment, Score
from engagements.relationships.models import Relationship
from officials.days import DAY_FORMATS
from officials.institutions.models.institutions import in_reader_language
from officials.people.models import Official
from staff.columns import Column
from staff.pages import ListPage
from staff.phrases import short_date
from staff.views.assessment.powermap import PICTURES, Person, draw, legend


class TwoDays(ListPage):
    """A list of how things stood on a day, compared with an earlier day if asked."""

    searchable = False
    default_sort = ("official__sort_name", "pk")

    @cached_property
    def on(self):
        """The day it tells of; today unless asked."""
        return min(self.day_asked("on") or timezone.localdate(), timezone.localdate())

    @cached_property
    def then(self):
        """The earlier day it is compared with, or None."""
        then = self.day_asked("then")
        return then if then and then < self.on else None

    def day_asked(self, name):
        text = self.request.GET.get(name, "")
        for pattern in DAY_FORMATS:
            try:
                return datetime.datetime.strptime(text, pattern).date()  # noqa: DTZ007
            except ValueError:
                continue
        return None

    def key(self):
        return "official_id"

    def row_url(self, record):
        url = reverse("official-detail", args=[record["official_id"]])
        return f"{url}?tab=relationship"

    def with_stage(self, queryset):
        """Adds the official's name in the reader's language, stage and lead."""
        relationships = Relationship.objects.visible_to(self.request.user)
        relationships = relationships.filter(official=OuterRef("official")).order_by(
            "circle", "pk"
        )
        return queryset.annotate(
            who=in_reader_language("official__name", "official__native_name"),
            stage=Subquery(relationships.values("stage")[:1]),
            lead_name=Subquery(relationships.values("lead__full_name")[:1]),
        )


class StageColumn(Column):
    """The stage of the relationship, in words."""

    def field(self, model):
        return Relationship._meta.get_field("stage")


class Matrix(TwoDays):
    """Standing assessments, latest of each official; two pictures and one table."""

    template_name = "engagements/assessment/matrix.html"
    queryset = Assessment.objects.all()
    filterset_class = MatrixFilter
    empty_text = gettext_lazy("Nobody who matches had been assessed by then.")
    links = (
        (
            gettext_lazy("Spectrum of allies"),
            "spectrum-list",
            "engagements.view_spectrumplace",
        ),
    )

    def get_title(self):
        return self.picture.label

    @cached_property
    def picture(self):
        return PICTURES.get(self.request.GET.get("picture"), PICTURES["aiim"])

    @property
    def columns(self):
        then = self.then and short_date(self.then)
        columns = [
            Column(_("Name"), "who", link=True, name="name"),
            StageColumn(_("Stage"), "stage"),
        ]
        for axis, label in Score.Axis.choices:
            columns.append(Column(label, axis, numeric=True))
            if then:
                before = _("%(axis)s on %(day)s") % {"axis": label, "day": then}
                columns.append(Column(before, f"{axis}_then", numeric=True))
        return (
            *columns,
            Column(_("As of"), "assessed_on"),
            Column(_("Assessor"), "assessor__full_name"),
            Column(_("Lead"), "lead_name", by_default=False),
        )

    def get_queryset(self):
        assessments = Assessment.objects.visible_to(self.request.user)
        return assessments.standing_on(self.on)

    def annotate(self, queryset):
        assessments = self.with_stage(queryset)
        if self.then:
            before = Assessment.objects.visible_to(self.request.user)
            before = before.current_on(self.then).filter(official=OuterRef("official"))
            assessments = assessments.annotate(
                before=Subquery(before.latest_first().values("pk")[:1])
            )
            names = {
                f"{axis}_then": score("before", axis) for axis in Score.Axis.values
            }
            assessments = assessments.annotate(**names)
        return assessments.annotate(
            **{axis: score("pk", axis) for axis in Score.Axis.values}
        )

    def get_context_data(self, records, **context):
        people = self.people(records)
        picture = self.picture
        return super().get_context_data(
            records=records,
            picture=picture,
            sides={
                "across": Score.Axis(picture.across).label,
                "up": Score.Axis(picture.up).label,
            },
            pictures=[
                {
                    "label": each.label,
                    "url": self.here(picture=each.name, page=None),
                    "current": each is picture,
                }
                for each in PICTURES.values()
            ],
            drawn=draw(picture, people, self.cell_url),
            legend=legend(),
            then=self.then and short_date(self.then),
            on=short_date(self.on),
            **context,
        )

    def hidden_params(self):
        picture = self.request.GET.get("picture")
        picture = [("picture", picture)] if picture in PICTURES else []
        return [*super().hidden_params(), *picture]

    def cell_url(self, across, up):
        """The same page with the people of one cell only."""
        cell = {self.picture.across.value: across, self.picture.up.value: up}
        return self.here(**cell, page=None)

    def people(self, records):
        """A `Person` for each of `records`, in a fixed number of queries."""
        user = self.request.user
        rows = list(
            records.order_by("official__sort_name", "pk").values_list("pk", "official")
        )
        officials = Official.objects.visible_to(user).filter(
            pk__in=[official for _key, official in rows]
        )
        officials = {each.pk: each for each in officials.only("name", "native_name")}
        now = scores_of(
            Assessment.objects.filter(pk__in=[key for key, _o in rows]), user
        )
        then = {}
        if self.then:
            before = Assessment.objects.visible_to(user).standing_on(self.then)
            then = scores_of(before, user)
        stages = Relationship.objects.visible_to(user).order_by("-circle", "-pk")
        stages = dict(
            stages.filter(official__in=officials).values_list("official", "stage")
        )
        return [
            Person(
                officials[key], stages.get(key, ""), now.get(key, {}), then.get(key, {})
            )
            for _assessment, key in rows
            if key in officials
        ]


def score(assessment, axis):
    """The score of `axis` in the assessment that the path `assessment` names.

    A score shows where its assessment shows.
    """
    scores = Score.objects.filter(assessment=OuterRef(assessment), axis=axis)
    return Subquery(scores.order_by().values("value")[:1])


def scores_of(assessments, user):
    """{official: {axis: score}} of `assessments`, one of each official."""
    scores_by_official = {}
    scores = Score.objects.visible_to(user).filter(
        assessment__in=assessments.values("pk")
    )
    for official, axis, value in scores.order_by().values_list(
        "assessment__official", "axis", "value"
    ):
        scores_by_official.setdefault(official, {})[axis] = value
    return scores_by_official
