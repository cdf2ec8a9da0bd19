"""What stands behind an outcome: links, what else may be linked, and the story told."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.outcomes import contribution_chain
from engagements.outcomes.forms import CandidatesForm, HowForm, OutcomeLinkForm
from engagements.outcomes.models import Outcome, OutcomeLink
from engagements.outcomes.stories import LEVELS, story
from officials.pdf import pdf
from staff.addresses import address
from staff.exports import attachment, log_export
from staff.pages import (
    CreatePart,
    DetailPage,
    FormPage,
    RecordPage,
    RemovePage,
    UpdatePage,
)
from staff.phrases import short_moment


class LinkAdd(CreatePart):
    title = gettext_lazy("Link what contributed")
    model = Outcome
    part = OutcomeLink
    parent_name = "outcome"
    form_class = OutcomeLinkForm

    def get_context_data(self, **context):
        intro = _("Choose one thing, and say how it contributed.")
        return super().get_context_data(intro=intro, **context)

    def get_success_url(self):
        return self.following(address(self.record))


class LinkEdit(UpdatePage):
    """How it contributed."""

    model = OutcomeLink
    form_class = HowForm

    def get_queryset(self):
        return OutcomeLink.objects.select_related(
            "outcome", *contribution_chain.TARGETS
        )


class LinkRemove(RemovePage):
    model = OutcomeLink

    def get_queryset(self):
        return OutcomeLink.objects.select_related(
            "outcome", *contribution_chain.TARGETS, "approach__official"
        )

    def way_back(self):
        return address(self.record.outcome)


class OutcomeCandidates(RecordPage, FormPage):
    """What is on record about the same person or office before the change, to tick."""

    model = Outcome
    permission_required = "engagements.add_outcomelink"
    title = gettext_lazy("What may have contributed")
    form_class = CandidatesForm
    submit_label = gettext_lazy("Link what is ticked")
    keeps_drafts = False

    def get_queryset(self):
        return Outcome.objects.named()

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "outcome": self.record}

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        intro = _("About the same official or institution, before the change.")
        if not context["form"].fields:
            intro = _("Nothing else on record is about them and older than the change.")
        return {**context, "intro": intro}

    def keep(self, form):
        contribution_chain.link(self.record, form.chosen())

    def get_success_url(self):
        return address(self.record)


class StoryPage(DetailPage):
    """A level of redaction is chosen in the address: names, posts or nobody."""

    model = Outcome

    def get_queryset(self):
        return Outcome.objects.named()

    @property
    def level(self):
        level_name = self.request.GET.get("level", "")
        return level_name if level_name in LEVELS else "names"

    def story_with_mark(self):
        """The story at the level asked for, and who prints it when."""
        mark = _("Printed from Rapport by %(name)s on %(when)s.") % {
            "name": self.request.user,
            "when": short_moment(timezone.now()),
        }
        return {**story(self.record, self.request.user, self.level), "mark": mark}


class OutcomeStory(StoryPage):
    """The story on paper, from the browser; logged as the file is."""

    template_name = "engagements/outcomes/outcome_story.html"

    def get(self, request, *args, **kwargs):
        log_export(request, [self.record], level=[self.level])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context):
        here = reverse("outcome-story", args=[self.record.pk])
        return super().get_context_data(
            story=self.story_with_mark(),
            back_url=address(self.record),
            pdf_url=f"{address(self.record, 'pdf')}?level={self.level}",
            levels=[
                {
                    "label": str(label),
                    "url": f"{here}?level={level}",
                    "current": level == self.level,
                }
                for level, label in LEVELS.items()
            ],
            **context,
        )


class OutcomePdf(StoryPage):
    """The same as a PDF."""

    def get(self, request, *args, **kwargs):
        return attachment(
            request,
            pdf("story.typ", self.story_with_mark()),
            [self.record],
            name="story",
            extension="pdf",
            content_type="application/pdf",
            level=[self.level],
        )
