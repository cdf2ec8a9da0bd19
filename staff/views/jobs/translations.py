"""Pages of documents and translations, and the doors to their files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.addresses import address
from staff.columns import Column
from staff.exports import attachment
from staff.pages import (
    DetailPage,
    FilePage,
    ListPage,
    RecordPage,
    UpdatePage,
)
from staff.phrases import STATE_COLOURS, short_date, spending_facts
from staff.views.catalogue.documents import ForJobs, OwnCircles, status_badges
from staff.views.jobs import further_checks
from staff.views.jobs.job_steps import (
    TranslationApprove,
    TranslationBegin,
    TranslationExpertReview,
    TranslationHandIn,
    TranslationOpenAgain,
    TranslationProofread,
    TranslationPublish,
    TranslationSendBack,
    TranslationSplit,
    TranslationWithdraw,
)
from staff.views.workbench import guides, office_questions, returns
from translations.jobs import forms
from translations.jobs.filters import TranslationFilter
from translations.jobs.flow import flow_of, state_after
from translations.jobs.forms import words_of_text
from translations.jobs.models import Edition, Translation
from translations.jobs.publication import (
    blocks_of,
)
from translations.jobs.segmentation import file_of, name_of_file
from translations.workbench.turns import name_for, why_not_write

State = Translation.State


class TranslationFile(ForJobs, FilePage):
    model = Translation


class TranslationList(ForJobs, ListPage):
    queryset = Translation.objects.all()
    filterset_class = TranslationFilter
    searchable = False
    empty_text = gettext_lazy("No translation matches.")
    links = (
        (
            gettext_lazy("Translation memory"),
            "memorypair-list",
            "translations.view_memorypair",
        ),
    )

    @property
    def columns(self):
        return (
            Column(_("Document"), "document__title", link=True, second="title"),
            Column(_("Symbol"), "document__symbol"),
            Column(_("Into"), "language"),
            Column(_("State"), "state", colours=STATE_COLOURS),
            Column(_("Translator"), "translator__full_name"),
            Column(_("Reviser"), "reviser__full_name"),
            Column(_("Due"), "due_on"),
        )


class EditionFile(ForJobs, FilePage):
    model = Edition


class TranslationDetail(ForJobs, DetailPage):
    model = Translation
    steps = (
        TranslationBegin,
        TranslationSplit,
        TranslationHandIn,
        TranslationApprove,
        TranslationExpertReview,
        TranslationProofread,
        TranslationPublish,
        TranslationSendBack,
        TranslationOpenAgain,
        TranslationWithdraw,
    )
    template_name = "translations/jobs/translation.html"

    def get_queryset(self):
        return Translation.objects.select_related(
            "document",
            "source",
            "translator",
            "reviser",
            "requested_by",
            "approved_by",
            "expert",
            "proofreader",
            "in_force",
            "circle",
        )

    def get_trail(self):
        document = self.record.document
        return [
            (_("Translations"), reverse("translation-list")),
            (document.title, address(document)),
        ]

    def badges(self):
        record = self.record
        state = record.get_state_display()
        badges = [{"text": state, "colour": STATE_COLOURS[record.state]}]
        late = record.due_on and record.due_on < timezone.localdate()
        if late and record.state in (
            State.REQUESTED,
            State.TRANSLATING,
            State.REVISING,
            State.TO_PUBLISH,
        ):
            badges.append({"text": _("Overdue"), "colour": "red"})
        return badges + status_badges(record.document)

    def facts(self):
        record, user = self.record, self.request.user
        facts = [
            (_("Document"), record.document.title, address(record.document)),
            (_("Symbol"), record.document.symbol, None),
            (_("From the text"), words_of_text(record.source), source_address(record)),
            (_("Into"), record.get_language_display(), None),
            (_("Translator"), record.translator, None),
            (_("Reviser"), record.reviser, None),
            (_("Due"), record.due_on, None),
            (_("Machine translation in it"), record.get_machine_display(), None),
        ]
        if not user.is_external:
            facts += [
                (_("Why withdrawn"), record.withdrawn_because, None),
                *spending_facts(record),
            ]
        return facts

    def get_context_data(self, **context):
        record = self.record
        text = {
            "title": _("The text"),
            "empty_text": _("The text is not here yet."),
            "rows": [],
        }
        if self.may_bring_text():
            text["add_url"] = address(record, "deliver")
            text["add_label"] = _("Bring the text")
        if sentences := self.sentences():
            text = sentences
        if record.file:
            text["rows"] = [{"title": record.file_name, "url": address(record, "file")}]
        sections = [text]
        if checks := further_checks.section_of(record, self.request.user):
            sections.append(checks)
        sections += guides.sections_of(record, self.request.user)
        if asked := office_questions.section_of(record, self.request.user):
            sections.append(asked)
        if record.document.summary:
            about = {"title": _("What it is good for"), "text": record.document.summary}
            sections.append(about)
        if editions := self.editions():
            sections.append(editions)
        return super().get_context_data(
            sections=sections,
            entries=self.entries(),
            words=self.words(),
            blocks=(blocks := self.blocks()),
            later_blocks=self.later_blocks(blocks),
            returned_because=record.returned_because,
            opened_because=record.opened_because,
            has_segments=record.segments.exists(),
            **context,
        )

    def words(self):
        """The five words, with the names that the reader knows."""
        words = flow_of(self.record)
        for word in words:
            word["who"] = name_for(self.request.user, self.record, word["who"])
        return words

    def sentences(self):
        """The section of a text that is split: how much is done, and a look at it."""
        rows = self.record.segments
        number = rows.filter(is_locked=False).count()
        if not number:
            return None
        done = number - rows.unresolved().count()
        progress = _("%(done)s of %(number)s sentences confirmed") % {
            "done": done,
            "number": number,
        }
        look = {
            "title": _("The text as it is now, as a file"),
            "url": address(self.record, "draft"),
            "detail": progress,
        }
        table = {
            "title": _("As a table in Word"),
            "url": address(self.record, "table"),
            "detail": _("To translate or revise elsewhere, and to bring back here."),
        }
        section = {"title": _("The text"), "rows": [look, table]}
        if not why_not_write(self.record, self.request.user):
            section["add_url"] = address(self.record, "bring_back")
            section["add_label"] = _("Bring a file back")
            section["add_icon"] = "file-up"
            section["rows"] += returns.waiting_for(self.record, self.request.user)
        return section

    def blocks(self):
        """What has to be done before the next step; nothing where there is none."""
        state = state_after(self.record.state)
        for_office = not self.request.user.is_external
        return state and blocks_of(self.record, state, for_office=for_office)

    def later_blocks(self, blocks):
        """What would stop its publishing, beside `blocks`: the reviser can mend it."""
        if self.record.state != State.REVISING:
            return []
        for_office = not self.request.user.is_external
        later = blocks_of(self.record, State.PUBLISHED, for_office=for_office)
        return [each for each in later if each not in blocks]

    def editions(self):
        """The section of what was published of it, the last first."""
        rows = [
            {
                "title": _("Edition %(name)s") % {"name": each.name},
                "url": address(each, "file") if each.file else None,
                "detail": each.changes,
                "on": short_date(timezone.localtime(each.made_at)),
                "state_label": _("in force") if each == self.record.in_force else "",
                "colour": "green",
            }
            for each in self.record.editions.visible_to(self.request.user)
        ]
        return rows and {"title": _("Editions"), "rows": rows}

    def entries(self):
        """Who asked, who approved, when; asking is nothing for translators to know."""
        record, steps = self.record, []
        if record.approved_at:
            steps.append((_("Approved"), record.approved_at, record.approved_by))
        if not self.request.user.is_external:
            steps.append((_("Requested"), record.requested_at, record.requested_by))
        return [
            {
                "on": short_date(timezone.localtime(moment)),
                "icon": "languages",
                "kind_label": label,
                "title": str(record.get_language_display()),
                "by": name_for(self.request.user, record, person),
            }
            for label, moment, person in steps
        ]

    def may_bring_text(self):
        """Whoever translates or revises it, when it is their turn."""
        record = self.record
        is_theirs = not why_not_write(record, self.request.user)
        return is_theirs and not record.segments.exists()


class TranslationDraft(ForJobs, RecordPage):
    """The text as it is now, as a file: for a look at it before it is published."""

    model = Translation

    def get_permission_required(self):
        return [self.permission("view")]

    def get(self, request, *args, **kwargs):
        job = self.record
        if not job.segments.exists():
            raise Http404
        try:
            content = file_of(job)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
            return redirect(address(job))
        stem, _dot, ending = name_of_file(job).rpartition(".")
        kind = "application/octet-stream"
        return attachment(
            request, content, [job], name=stem, extension=ending, content_type=kind
        )


def source_address(translation):
    """Where the text that it is made from is downloaded, or None."""
    return address(translation.source, "file") if translation.source.file else None


class TranslationEdit(OwnCircles, UpdatePage):
    model = Translation
    form_class = forms.TranslationForm


class TranslationDeliver(UpdatePage):
    """The translator, or the reviser, brings the file."""

    model = Translation
    form_class = forms.DeliverForm
    permission_required = "translations.translate_translation"

    def get_permission_required(self):
        return [self.permission_required]

    def get_queryset(self):
        jobs = Translation.objects.assigned_to(self.request.user)
        user = self.request.user
        at_work = jobs.filter(
            Q(state=State.TRANSLATING, translator=user)
            | Q(state=State.REVISING, reviser=user)
        )
        return at_work.filter(segments=None)  # those stand in the place of a file

    def get_title(self):
        return _("Bring the text")
