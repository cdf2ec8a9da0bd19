"""Pages of reforms: how far each has come, in which words, and where it was copied."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.outcomes.filters import ReformFilter
from engagements.outcomes.models import Outcome, Reform, ReformCopy, ReformStep
from engagements.outcomes.reforms import workflow as reform_steps
from engagements.outcomes.reforms.forms import (
    NewReformForm,
    ReformCopyForm,
    ReformForm,
    ReformStepForm,
)
from officials.institutions.models.institutions import in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    FilePage,
    ListPage,
    RemovePage,
    StepPage,
    UpdatePage,
)

COLOURS = {
    "proposal": "secondary",
    "working_group": "blue",
    "draft": "blue",
    "adopted": "purple",
    "in_force": "green",
    "practised": "green",
    "reversed": "amber",
}
OUTCOMES = (gettext_lazy("Outcomes"), "outcome-list")


class ReformList(ListPage):
    queryset = Reform.objects.all()
    filterset_class = ReformFilter
    trail = (OUTCOMES,)
    add_label = gettext_lazy("New reform")
    empty_text = gettext_lazy("No reform matches.")

    @property
    def columns(self):
        return (
            Column(_("Reform"), "title", link=True),
            Column(_("Institution"), "institution_label"),
            Column(_("How far it has come"), "state", colours=COLOURS),
            Column(_("Theme"), "theme_label"),
            Column(
                _("What it would change"), "what_it_changes", by_default=False, sort=()
            ),
        )

    def annotate(self, queryset):
        names = ("institution__name", "institution__native_name")
        return queryset.annotate(
            institution_label=in_reader_language(*names),
            theme_label=in_reader_language("theme__name", "theme__name_ru"),
        )


class ReformAdd(CreatePage):
    model = Reform
    title = gettext_lazy("New reform")
    form_class = NewReformForm


class ReformEdit(UpdatePage):
    model = Reform
    form_class = ReformForm


class ReformTakeBack(StepPage):
    """The latest step was a mistake."""

    model = Reform
    step = staticmethod(reform_steps.take_back)
    permission_required = "engagements.change_reform"
    verb = "take_back"
    label = gettext_lazy("Take the latest step back")
    success_message = gettext_lazy("It stands where it stood before.")

    @classmethod
    def is_open(cls, record, user):
        return record.steps.exists()

    def why_not(self):
        return _("It has made no step yet.")


class ReformDetail(DetailPage):
    """One reform: its steps with the texts, its copies, the outcomes it led to."""

    model = Reform
    template_name = "engagements/outcomes/reform_detail.html"
    steps = (ReformTakeBack,)

    def get_queryset(self):
        return Reform.objects.select_related("institution", "theme", "circle")

    def badges(self):
        record = self.record
        return [{"text": record.get_state_display(), "colour": COLOURS[record.state]}]

    def facts(self):
        place = self.record.institution
        return [
            (_("Institution"), place, place and address(place)),
            (_("Theme"), self.record.theme, None),
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        quick = []
        if user.has_perm("engagements.add_reformstep"):
            url = reverse("reformstep-add", args=[record.pk])
            quick = [{"label": _("Record a step"), "url": url, "primary": True}]
        return super().get_context_data(
            quick=quick,
            path=path_of(record),
            reform_steps=steps_of(record, user),
            copies=copies_of(record, user),
            copy_url=user.has_perm("engagements.add_reformcopy")
            and reverse("reformcopy-add", args=[record.pk]),
            sections=[
                {"title": _("What it would change"), "text": record.what_it_changes},
            ],
            outcomes=outcome_rows(Outcome.objects.filter(reform=record), user),
            **context,
        )


def path_of(reform):
    """The states in order, with where the reform stands."""
    return [
        {"label": label, "is_here": value == reform.state}
        for value, label in Reform.State.choices
        if value != Reform.State.REVERSED or reform.state == value
    ]


def steps_of(reform, user):
    """The steps, the latest on top."""
    steps = ReformStep.objects.visible_to(user).filter(reform=reform)
    return [
        {
            "from": each.get_from_state_display() if each.from_state else "",
            "to": each.get_to_state_display(),
            "colour": COLOURS[each.to_state],
            "on": str(each.happened_on),
            "words": each.words,
            "by": str(each.moved_by),
            "file": each.file_name,
            "file_url": each.file and address(each, "file"),
            "sha256": each.sha256,
        }
        for each in steps.select_related("moved_by").order_by("-moved_at", "-pk")
    ]


def copies_of(reform, user):
    copies = ReformCopy.objects.visible_to(user).filter(reform=reform)
    may_remove = user.has_perm("engagements.delete_reformcopy")
    may_edit = user.has_perm("engagements.change_reformcopy")
    return [
        {
            "place": ", ".join(
                str(word) for word in (each.institution, each.place) if word
            ),
            "url": address(each.institution) if each.institution else "",
            "on": str(each.copied_on),
            "evidence": each.evidence,
            "edit_url": may_edit and address(each, "edit"),
            "remove_url": may_remove and address(each, "remove"),
        }
        for each in copies.select_related("institution")
    ]


def outcome_rows(outcomes, user):
    """Rows of outcomes that `user` may see, for a section of another page."""
    return [
        {
            "title": each.title,
            "url": address(each),
            "detail": str(each.changed_on or ""),
            "state_label": each.get_state_display(),
            "colour": "secondary",
        }
        for each in outcomes.visible_to(user)
    ]


class ReformStepAdd(CreatePart):
    title = gettext_lazy("Record a step")
    model = Reform
    part = ReformStep
    parent_name = "reform"
    form_class = ReformStepForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].from_state = self.record.state
        kwargs["instance"].moved_by = self.request.user
        return kwargs


class ReformStepFile(FilePage):
    model = ReformStep


class ReformCopyAdd(CreatePart):
    title = gettext_lazy("It was copied")
    model = Reform
    part = ReformCopy
    parent_name = "reform"
    form_class = ReformCopyForm


class ReformCopyEdit(UpdatePage):
    model = ReformCopy
    form_class = ReformCopyForm

    def get_queryset(self):
        return ReformCopy.objects.select_related("reform", "institution")


class ReformCopyRemove(RemovePage):
    model = ReformCopy

    def get_queryset(self):
        return ReformCopy.objects.select_related("reform", "institution")

    def way_back(self):
        return address(self.record.reform)
