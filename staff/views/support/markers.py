"""Progress markers of an official or an institution, how they grew, and the library."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.relationships.forms import ReasonForm
from engagements.support import marker_steps
from engagements.support.forms import (
    ChangeMarkerForm,
    MarkerIdeaForm,
    MarkerJudgementForm,
    ProgressMarkerForm,
)
from engagements.support.models import MarkerIdea, MarkerJudgement, ProgressMarker
from engagements.support.models.markers import Level
from officials.institutions.models import Institution
from officials.people.models import Official
from officials.safeguards.models import Switch
from staff.addresses import address
from staff.pages import (
    CreatePart,
    DetailPage,
    EditPage,
    FormPage,
    Page,
    StepPage,
    UpdatePage,
)
from staff.phrases import short_date

SWITCH = Switch.Name.PROGRESS_MARKERS
BARS = "▁▃▅█"  # a judgement each, from nothing of it to fully
DEGREE_COLOURS = ("secondary", "amber", "blue", "green")
LATEST = 12  # judgements that a row draws


def page_of(marker):
    """The page on which `marker` stands: the tab of a person, or the institution."""
    tab = "?tab=support" if marker.official_id else ""
    return address(marker.of) + tab


def markers_of(whole, user):
    """The markers of an official or an institution, level by level.

    Empty while the part of the method is switched off.
    """
    if not user.has_perm("engagements.view_progressmarker"):
        return {}
    if not Switch.objects.is_on(SWITCH):
        return {}
    name = whole._meta.model_name
    judged = MarkerJudgement.objects.visible_to(user).order_by("judged_on", "judged_at")
    markers = ProgressMarker.objects.visible_to(user).filter(**{name: whole})
    markers = list(markers.prefetch_related(Prefetch("judgements", judged)))
    may_judge = user.has_perm("engagements.add_markerjudgement")
    add = "marker-add" if name == "official" else "institutionmarker-add"
    may_add = user.has_perm("engagements.add_progressmarker")
    return {
        "markers": {
            "levels": [
                {
                    "label": level.label,
                    "rows": [
                        marker_row(each, may_judge)
                        for each in markers
                        if each.level == level and not each.dropped_on
                    ],
                }
                for level in Level
            ],
            "dropped": [marker_row(each, False) for each in markers if each.dropped_on],
            "add_url": reverse(add, args=[whole.pk]) if may_add else None,
            "library_url": reverse("markeridea-list"),
            "any": bool(markers),
        }
    }


def marker_row(marker, may_judge):
    """One marker with its latest degree, and how it came there."""
    judged = list(marker.judgements.all())
    latest = judged[-1] if judged else None
    return {
        "text": marker.text,
        "url": address(marker),
        "bars": "".join(BARS[each.degree] for each in judged[-LATEST:]),
        "degree": latest.get_degree_display() if latest else _("not judged yet"),
        "colour": DEGREE_COLOURS[latest.degree] if latest else "secondary",
        "on": short_date(latest.judged_on) if latest else "",
        "words": latest.words if latest else "",
        "dropped": marker.dropped_because,
        "judge_url": reverse("judgement-add", args=[marker.pk]) if may_judge else None,
    }


class MarkerPage:
    """A page that is there only while progress markers are in use."""

    needs_switch = SWITCH


class MarkerAdd(MarkerPage, CreatePart):
    model = Official
    part = ProgressMarker
    parent_name = "official"
    form_class = ProgressMarkerForm
    title = gettext_lazy("Progress marker")

    def get_success_url(self):
        return self.following(page_of(self.new_record))


class InstitutionMarkerAdd(MarkerAdd):
    model = Institution
    parent_name = "institution"


class MarkerEdit(MarkerPage, UpdatePage):
    model = ProgressMarker
    form_class = ChangeMarkerForm


class MarkerStep(MarkerPage, StepPage):
    model = ProgressMarker
    permission_required = "engagements.change_progressmarker"
    dropped = False

    @classmethod
    def is_open(cls, record, user):
        return bool(record.dropped_on) is cls.dropped

    def why_not(self):
        return _("That is so already.")


class MarkerDrop(MarkerStep):
    step = staticmethod(marker_steps.drop)
    verb = "drop"
    label = gettext_lazy("Drop it")
    success_message = gettext_lazy("Dropped.")
    undo = "take_up"
    danger = True
    form_class = ReasonForm


class MarkerTakeUp(MarkerStep):
    step = staticmethod(marker_steps.take_up)
    verb = "take_up"
    label = gettext_lazy("Take it up again")
    success_message = gettext_lazy("Taken up again.")
    dropped = True


class MarkerDetail(MarkerPage, DetailPage):
    """One marker with all its judgements, as a line of bars and as a table."""

    model = ProgressMarker
    template_name = "engagements/support/marker_detail.html"
    steps = (MarkerDrop, MarkerTakeUp)

    def get_queryset(self):
        related = ("official", "institution", "set_by", "idea", "circle")
        return ProgressMarker.objects.select_related(*related)

    def get_trail(self):
        return [(str(self.record.of), page_of(self.record))]

    def badges(self):
        record = self.record
        badges = [{"text": record.get_level_display(), "colour": "purple"}]
        if record.dropped_on:
            badges.append({"text": _("Dropped"), "colour": "secondary"})
        return badges

    def facts(self):
        record = self.record
        return [
            (_("Whose"), record.of, page_of(record)),
            (_("Set on"), record.set_on, None),
            (_("Set by"), record.set_by, None),
            (_("From the library"), record.idea, None),
            (_("Dropped"), record.dropped_on, None),
            (_("Why dropped"), record.dropped_because, None),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        visible_judgements = MarkerJudgement.objects.visible_to(user).filter(
            marker=record
        )
        related = ("judged_by", "note", "action")
        judgements = list(visible_judgements.select_related(*related))
        context["bars"] = "".join(BARS[each.degree] for each in reversed(judgements))
        context["judgements"] = [judgement_row(each) for each in judgements]
        if user.has_perm("engagements.add_markerjudgement") and not record.dropped_on:
            context["judge_url"] = reverse("judgement-add", args=[record.pk])
        return super().get_context_data(**context)


def judgement_row(judgement):
    evidence = [each for each in (judgement.note, judgement.action) if each]
    return {
        "on": short_date(judgement.judged_on),
        "degree": judgement.get_degree_display(),
        "colour": DEGREE_COLOURS[judgement.degree],
        "words": judgement.words,
        "by": str(judgement.judged_by),
        "evidence": [{"title": str(each), "url": address(each)} for each in evidence],
    }


class JudgementAdd(MarkerPage, CreatePart):
    model = ProgressMarker
    part = MarkerJudgement
    form_class = MarkerJudgementForm
    title = gettext_lazy("How much of it is seen")

    def get_queryset(self):
        related = ("official", "institution", "circle")
        return ProgressMarker.objects.select_related(*related)

    def get(self, request, *args, **kwargs):
        return self.dropped() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.dropped() or super().post(request, *args, **kwargs)

    def dropped(self):
        """The way back, with a sentence, where the marker does not stand any more."""
        if self.record.dropped_on is None:
            return None
        messages.error(self.request, _("This marker was dropped: take it up again."))
        return HttpResponseRedirect(address(self.record))

    def get_trail(self):
        whose = (str(self.record.of), page_of(self.record))
        return [whose, (str(self.record), address(self.record))]


class MarkerIdeaList(MarkerPage, Page):
    """The library of markers, for everybody to read."""

    template_name = "engagements/support/marker_ideas.html"
    title = gettext_lazy("Library of progress markers")
    permission_required = "engagements.view_markeridea"

    def get_context_data(self, **context):
        user = self.request.user
        may = user.has_perm("engagements.change_markeridea")
        ideas = list(MarkerIdea.objects.select_related("theme"))
        context["levels"] = [
            {
                "label": level.label,
                "rows": [
                    {
                        "text": str(idea),
                        "theme": str(idea.theme or ""),
                        "offered": idea.offered,
                        "edit_url": reverse("markeridea-edit", args=[idea.pk])
                        if may
                        else None,
                    }
                    for idea in ideas
                    if idea.level == level
                ],
            }
            for level in Level
        ]
        if user.has_perm("engagements.add_markeridea"):
            context["add_url"] = reverse("markeridea-add")
        return super().get_context_data(**context)


class MarkerIdeaPage(MarkerPage):
    """A marker of the library, for managers and administrators."""

    form_class = MarkerIdeaForm
    keeps_drafts = False

    def get_trail(self):
        return [(_("Library of progress markers"), reverse("markeridea-list"))]

    def get_success_url(self):
        return reverse("markeridea-list")


class MarkerIdeaAdd(MarkerIdeaPage, FormPage):
    title = gettext_lazy("New marker of the library")
    permission_required = "engagements.add_markeridea"


class MarkerIdeaEdit(MarkerIdeaPage, EditPage):
    title = gettext_lazy("Marker of the library")
    permission_required = "engagements.change_markeridea"

    def get_record(self):
        return get_object_or_404(MarkerIdea, pk=self.kwargs["number"])
