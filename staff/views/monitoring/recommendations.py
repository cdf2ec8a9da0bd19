"""Recommendations to the State by theme and institution, and their import."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.approach.models import Approach
from engagements.monitoring import recommendation_list
from engagements.monitoring.models import Recommendation
from engagements.outcomes.filters import RecommendationFilter
from engagements.outcomes.models import Outcome
from engagements.outcomes.reforms.forms import (
    RecommendationFileForm,
    RecommendationForm,
    RestForm,
)
from officials.institutions.models.institutions import in_reader_language
from officials.safeguards.models import Switch
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    DetailPage,
    FormPage,
    ListPage,
    RecordPage,
    UpdatePage,
)
from staff.slow_files import bring_list
from staff.views.imports.list_previews import ListPreview
from staff.views.outcomes.reforms import outcome_rows
from staff.views.relationships.stages import standing

RECOMMENDATIONS = Switch.Name.RECOMMENDATIONS
OUTCOMES = (gettext_lazy("Outcomes"), "outcome-list")
LIST = (gettext_lazy("Recommendations to the State"), "recommendation-list")
COLOURS = {
    "accepted": "green",
    "partially": "amber",
    "noted": "secondary",
    "rejected": "secondary",
    "open": "blue",
}
STATUS = {"new": "green", "same": "secondary", "wrong": "red"}


class RecommendationList(ListPage):
    needs_switch = RECOMMENDATIONS
    title = gettext_lazy("Recommendations to the State")
    trail = (OUTCOMES,)
    queryset = Recommendation.objects.all()
    filterset_class = RecommendationFilter
    add_label = gettext_lazy("New recommendation")
    links = ((gettext_lazy("Import a list"), "recommendation-import", "staff.import"),)
    empty_text = gettext_lazy("No recommendation matches.")

    @property
    def columns(self):
        return (
            Column(_("Recommendation"), "text", link=True, sort=()),
            Column(_("Answer"), "response", colours=COLOURS),
            Column(_("Recommended by"), "recommended_by"),
            Column(_("Theme"), "theme_label"),
            Column(_("Institution"), "institution_label"),
            Column(_("Body"), "body", by_default=False),
            Column(_("Cycle"), "cycle", numeric=True, by_default=False),
            Column(_("Session"), "session", numeric=True),
            Column(_("Year"), "year", numeric=True, by_default=False),
            Column(_("Paragraph"), "paragraph", by_default=False),
            Column(_("Issues"), "issues", by_default=False),
            Column(_("Kind of action"), "action", by_default=False),
            Column(_("Address on the web"), "source_url", by_default=False),
        )

    def annotate(self, queryset):
        names = ("institution__name", "institution__native_name")
        return queryset.annotate(
            institution_label=in_reader_language(*names),
            theme_label=in_reader_language("theme__name", "theme__name_ru"),
        )


class RecommendationAdd(CreatePage):
    needs_switch = RECOMMENDATIONS
    model = Recommendation
    title = gettext_lazy("New recommendation")
    form_class = RecommendationForm

    def get_trail(self):
        return [(str(label), reverse(name)) for label, name in (OUTCOMES, LIST)]


class RecommendationEdit(UpdatePage):
    needs_switch = RECOMMENDATIONS
    model = Recommendation
    form_class = RecommendationForm


class RecommendationDetail(DetailPage):
    """One recommendation, what rests on it, and what came of it."""

    needs_switch = RECOMMENDATIONS
    model = Recommendation

    def get_queryset(self):
        return Recommendation.objects.select_related("institution", "theme", "circle")

    def get_trail(self):
        return [(str(label), reverse(name)) for label, name in (OUTCOMES, LIST)]

    def badges(self):
        record = self.record
        colour = COLOURS[record.response]
        return [{"text": record.get_response_display(), "colour": colour}]

    def facts(self):
        record, place = self.record, self.record.institution
        return [
            (_("Body"), record.get_body_display(), None),
            (_("Recommended by"), record.recommended_by, None),
            (_("Answer of the State"), record.get_response_display(), None),
            (_("Cycle"), record.cycle, None),
            (_("Session"), record.session, None),
            (_("Year"), record.year, None),
            (_("Paragraph"), record.paragraph, None),
            (_("Responsible institution"), place, place and address(place)),
            (_("Theme"), record.theme, None),
            (_("Issues"), record.issues, None),
            (_("Kind of action"), record.action and record.get_action_display(), None),
            (_("Address on the web"), record.source_url, None),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        rests = {
            "title": _("Approaches that rest on it"),
            "rows": self.approaches(),
            "empty_text": _("No approach rests on it yet.")
            if record.is_accepted
            else _("The State did not accept it: no approach rests on it."),
        }
        if record.is_accepted and user.has_perm("engagements.change_approach"):
            rests |= {
                "add_url": reverse("recommendation-rest", args=[record.pk]),
                "add_label": _("Name an approach"),
            }
        came = Outcome.objects.filter(recommendation=record)
        return super().get_context_data(
            subtitle=record.where,
            sections=[
                {"title": _("Recommendation"), "text": record.text},
                rests,
                {
                    "title": _("Outcomes"),
                    "rows": outcome_rows(came, user),
                    "empty_text": _("No outcome is linked with it yet."),
                },
            ],
            **context,
        )

    def approaches(self):
        user = self.request.user
        if not user.has_perm("engagements.view_approach"):
            return []
        visible_approaches = Approach.objects.visible_to(user).filter(
            recommendation=self.record
        )
        return [
            {
                "title": str(each.official),
                "url": address(each),
                "detail": standing(each),
            }
            for each in visible_approaches.select_related(
                "official", "review", "conduct"
            )
        ]


class RecommendationRest(RecordPage, FormPage):
    """An approach that is still a draft rests on this one."""

    needs_switch = RECOMMENDATIONS
    model = Recommendation
    permission_required = "engagements.change_approach"
    title = gettext_lazy("An approach rests on it")
    form_class = RestForm
    keeps_drafts = False

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def keep(self, form):
        approaches = Approach.objects.in_circles_of(
            self.request.user
        ).select_for_update()
        approach = get_object_or_404(approaches, pk=form.cleaned_data["approach"].pk)
        approach.recommendation = self.record
        approach.full_clean()
        approach.save()

    def get_success_url(self):
        return address(self.record)


# Bringing a list in


class RecommendationImport(FormPage):
    """The file; it is read before it is kept."""

    needs_switch = RECOMMENDATIONS
    permission_required = ("staff.import", "engagements.add_recommendation")
    title = gettext_lazy("Import recommendations")
    trail = (OUTCOMES, LIST)
    form_class = RecommendationFileForm
    keeps_drafts = False  # a file
    submit_label = gettext_lazy("Read it")

    def get_context_data(self, **context):
        intro = _("Nothing is imported before you have looked it over.")
        return super().get_context_data(intro=intro, **context)

    def keep(self, form):
        upload = form.cleaned_data["file"]
        if upload.size > recommendation_list.LARGEST:
            raise ValidationError(
                {"file": _("The file is too large: 5 MB is the most that fits.")}
            )
        content = upload.read()
        try:
            self.file = bring_list(content, name=upload.name, by=self.request.user)
        except ValidationError as refusal:
            raise ValidationError({"file": refusal.messages}) from None

    def finish(self, form):
        return HttpResponseRedirect(
            reverse("recommendation-preview", args=[self.file.pk])
        )


class RecommendationPreview(ListPreview):
    """Row by row: new, the same, or wrong and why; all goes in, or what is ticked.

    The file shows to who brought it, and is not there for anybody else (404).
    """

    needs_switch = RECOMMENDATIONS
    permission_required = ("staff.import", "engagements.add_recommendation")
    kind = recommendation_list.KIND
    list_name = "recommendation-list"
    template_name = "engagements/monitoring/recommendation_preview.html"
    title = gettext_lazy("Look it over")
    trail = (OUTCOMES, LIST)

    def get_context_data(self, **context):
        rows = recommendation_list.compare(self.file.work["lines"], self.request.user)
        counts = dict.fromkeys(STATUS, 0)
        for row in rows:
            counts[row.status] += 1
        return super().get_context_data(
            rows=[self.row(each) for each in rows],
            new=counts["new"],
            is_worth_it=counts["new"] > 0,
            same=counts["same"],
            wrong=counts["wrong"],
            **context,
        )

    def row(self, row):
        recommendation = row.made
        labels = {"new": _("New"), "same": _("The same"), "wrong": _("Wrong")}
        return {
            "number": row.number,
            "may_go_in": row.status == "new",
            "status": labels[row.status],
            "colour": STATUS[row.status],
            "text": recommendation.text if recommendation else row.why,
            "by": recommendation.recommended_by if recommendation else "",
            "response": recommendation.get_response_display() if recommendation else "",
            "issues": recommendation.issues if recommendation else "",
            "theme": str(recommendation.theme or "") if recommendation else "",
        }

    def take_in(self, file, numbers):
        count, batch = recommendation_list.take_in(
            file.work["lines"],
            by=self.request.user,
            chosen=numbers,
            details={"file": file.pk},
        )
        undo = reverse("batch-undo", args=[batch.pk]) if batch else ""
        return imported_in_words(count, file.name), undo


def imported_in_words(count, name):
    """What an import did, for who did it."""
    if not count:
        return _("There was nothing new in %(file)s.") % {"file": name}
    counts_text = ngettext(
        "%(count)s recommendation", "%(count)s recommendations", count
    )
    counts_text %= {"count": number_format(count)}
    return _("Imported from %(file)s: %(what)s.") % {"file": name, "what": counts_text}
