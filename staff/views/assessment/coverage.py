"""Coverage: the leading posts of which we have noted nothing for a while."""

from urllib.parse import urlencode

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from engagements.assessment import coverage
from engagements.assessment.coverage_filters import EVERY, CoverageFilter
from officials.institutions.models.institutions import (
    in_other_language,
    in_reader_language,
)
from staff.columns import Column
from staff.pages import ListPage, Page

SHOWN = 60


class CoverageList(ListPage):
    """Leading posts whose holders no note was about of late."""

    title = gettext_lazy("Coverage")
    queryset = coverage.LEADING
    filterset_class = CoverageFilter
    default_sort = (
        F("last_note_on").asc(nulls_first=True),
        "institution__name",
        "title",
        "pk",
    )
    links = ((gettext_lazy("By institution"), "coverage-picture", ""),)
    empty_text = gettext_lazy("Every leading post has a note of late.")

    def get_permission_required(self):
        return ["officials.view_post", "engagements.view_note"]

    def get_trail(self):
        return [(_("Monitoring"), reverse("note-list"))]

    @property
    def columns(self):
        native = get_language() == "ru"
        title = ("label", "other_label") if native else ("title", "native_title")
        return (
            Column(_("Post"), title[0], name="title", link=True, second=title[1]),
            Column(_("Institution"), "institution_label"),
            Column(_("Who holds it"), "holder_names", sort=()),
            Column(_("Lead"), "lead_name"),
            Column(_("Last note"), "last_note_on"),
            Column(_("Function"), "function", by_default=False),
        )

    def get_queryset(self):
        return coverage.leading_posts(self.request.user)

    def annotate(self, queryset):
        user = self.request.user
        name = in_reader_language("official__name", "official__native_name")
        holders = coverage.holders(user, OuterRef("pk")).order_by().values("post")
        holders = holders.annotate(names=StringAgg(name, ", ", order_by=name))
        return coverage.with_lead(queryset, user).annotate(
            holder_names=Subquery(holders.values("names")),
            label=in_reader_language("title", "native_title"),
            other_label=in_other_language("title", "native_title"),
            institution_label=in_reader_language(
                "institution__name", "institution__native_name"
            ),
        )


class Picture(Page):
    """The share of leading posts with a note of late, institution by institution."""

    template_name = "engagements/assessment/coverage.html"
    title = gettext_lazy("Coverage by institution")
    permission_required = ("officials.view_post", "engagements.view_note")
    trail = (
        (gettext_lazy("Monitoring"), "note-list"),
        (gettext_lazy("Coverage"), "coverage-list"),
    )

    def days(self):
        days_text = self.request.GET.get("days", "")
        periods = {str(days): days for days in coverage.PERIODS}
        return periods.get(days_text, coverage.USUAL)

    def get_context_data(self, **context):
        days = self.days()
        institution_rows = list(coverage.by_institution(self.request.user, days))
        context |= {
            "tabs": [self.tab(period, days) for period in coverage.PERIODS],
            "rows": [bar(row) for row in institution_rows[:SHOWN]],
            "left": max(len(institution_rows) - SHOWN, 0),
            "total": bar(
                {
                    "label": _("All institutions"),
                    "posts": sum(row["posts"] for row in institution_rows),
                    "covered": sum(row["covered"] for row in institution_rows),
                }
            ),
        }
        return super().get_context_data(**context)

    def tab(self, period, days):
        return {
            "label": ngettext("%(days)s day", "%(days)s days", period)
            % {"days": period},
            "url": f"{self.request.path}?days={period}",
            "current": period == days,
        }


def bar(row):
    """A line of the picture: its numbers, its length in percent, where it leads."""
    share = round(100 * row["covered"] / row["posts"]) if row["posts"] else 0
    parameters = {"days": EVERY} | (
        {"institution": row["institution"]} if "institution" in row else {}
    )
    return {
        "label": row["label"],
        "url": f"{reverse('coverage-list')}?{urlencode(parameters)}",
        "posts": number_format(row["posts"]),
        "covered": number_format(row["covered"]),
        "share": share,
        "is_total": "institution" not in row,
    }
