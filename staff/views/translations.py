"""Pages of documents and translations, and the doors to their files."""

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.institutions.models.institutions import kinds_in_words
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    FilePage,
    ListPage,
    StepPage,
    UpdatePage,
)
from staff.phrases import STATE_COLOURS, short_date, spending_facts
from translations import forms, workflow
from translations.filters import DocumentFilter, TranslationFilter
from translations.models import Document, Translation

State = Translation.State


class DocumentList(ListPage):
    queryset = Document.objects.all()
    filterset_class = DocumentFilter
    add_label = gettext_lazy("New document")
    links = ((gettext_lazy("Translations"), "translation-list", ""),)
    empty_text = gettext_lazy("No document matches.")

    @property
    def columns(self):
        return (
            Column(_("Symbol"), "symbol"),
            Column(_("Title"), "title", link=True, second="title_ru"),
            Column(_("Title in Russian"), "title_ru", by_default=False),
            Column(_("Kind"), "kind"),
            Column(_("Issued by"), "issuer"),
            Column(_("Adopted"), "adopted_on"),
            Column(_("Language"), "language", by_default=False),
            Column(_("Translations"), "published_count", numeric=True),
        )

    def annotate(self, queryset):
        published = (
            Translation.objects.filter(document=OuterRef("pk"), state=State.PUBLISHED)
            .order_by()
            .values("document")
            .annotate(count=Count("pk"))
        )
        return queryset.annotate(published_count=Subquery(published.values("count")))


class ForJobs:
    """Open to those who may read all, and to translators for their own jobs."""

    def has_permission(self):
        user = self.request.user
        return super().has_permission() or user.has_perm(
            "translations.translate_translation"
        )


class DocumentDetail(ForJobs, DetailPage):
    model = Document

    def get_queryset(self):
        return Document.objects.select_related("circle")

    def facts(self):
        document = self.record
        return [
            (_("Symbol"), document.symbol, None),
            (_("Kind"), document.get_kind_display(), None),
            (_("Issued by"), document.issuer, None),
            (_("Language"), document.get_language_display(), None),
            (_("Adopted"), document.adopted_on, None),
            (_("Themes"), ", ".join(str(t) for t in document.themes.all()), None),
            (_("Useful to"), useful_to(document, self.request.user), None),
            (_("Address on the web"), document.source_url, document.source_url or None),
            (
                _("File"),
                document.file_name,
                document.file and address(document, "file"),
            ),
        ]

    def get_title(self):
        return self.record.title

    def get_context_data(self, **context):
        document, user = self.record, self.request.user
        translations = document.translations.visible_to(user)
        section = {
            "title": _("Translations"),
            "empty_text": _("It is not translated yet."),
            "rows": [
                {
                    "title": each.title or each.get_language_display(),
                    "url": address(each),
                    "detail": each.get_language_display(),
                    "state_label": each.get_state_display(),
                    "colour": STATE_COLOURS[each.state],
                }
                for each in translations
            ],
        }
        if user.has_perm("translations.add_translation"):
            section |= {
                "add_url": reverse("document-translate", args=[document.pk]),
                "add_label": _("Request a translation"),
            }
        sections = [section]
        if document.summary:
            text = {"title": _("What it is good for"), "text": document.summary}
            sections.insert(0, text)
        return super().get_context_data(
            subtitle=document.title_ru, sections=sections, **context
        )


def useful_to(document, user):
    """The kinds of institution it is useful to; nothing for who only translates."""
    if not user.has_perm("translations.view_document"):
        return ""
    return kinds_in_words(document.useful_to)


class DocumentAdd(CreatePage):
    title = gettext_lazy("New document")
    model = Document
    form_class = forms.DocumentForm


class OwnCircles:
    """For the people of its circle; a job in it is not enough."""

    def get_queryset(self):
        return self.model.objects.in_circles_of(self.request.user)


class DocumentEdit(OwnCircles, UpdatePage):
    model = Document
    form_class = forms.DocumentForm


class DocumentTranslate(OwnCircles, CreatePart):
    model = Document
    part = Translation
    form_class = forms.TranslationForm
    title = gettext_lazy("Request a translation")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].requested_by = self.request.user
        return kwargs


class DocumentFile(ForJobs, FilePage):
    model = Document


class TranslationFile(ForJobs, FilePage):
    model = Translation


class TranslationList(ForJobs, ListPage):
    queryset = Translation.objects.all()
    filterset_class = TranslationFilter
    searchable = False
    empty_text = gettext_lazy("No translation matches.")

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


class TranslationStep(StepPage):
    model = Translation
    legal = workflow.NEXT
    permission_required = "translations.change_translation"


class WorkStep(TranslationStep):
    """A move of those who translate: their own jobs, and those nobody has yet."""

    permission_required = "translations.translate_translation"

    @classmethod
    def is_open(cls, record, user):
        mine = record.translator_id in (None, user.pk)
        return super().is_open(record, user) and mine


class TranslationBegin(WorkStep):
    step = staticmethod(workflow.begin)
    to_state = State.TRANSLATING
    verb = "begin"
    label = gettext_lazy("Begin")
    success_message = gettext_lazy("It is being translated.")
    primary = True

    @classmethod
    def is_open(cls, record, user):
        return super().is_open(record, user) and record.state == State.REQUESTED


class TranslationHandIn(WorkStep):
    step = staticmethod(workflow.hand_in)
    to_state = State.REVISING
    verb = "hand_in"
    label = gettext_lazy("Hand in for revision")
    success_message = gettext_lazy("Handed in. Somebody else revises it now.")
    primary = True


class TranslationApprove(TranslationStep):
    step = staticmethod(workflow.approve)
    to_state = State.PUBLISHED
    permission_required = "translations.approve_translation"
    verb = "approve"
    label = gettext_lazy("Approve and publish")
    success_message = gettext_lazy("Approved and published.")
    primary = True

    @classmethod
    def is_open(cls, record, user):
        return super().is_open(record, user) and record.translator_id != user.pk


class TranslationSendBack(TranslationStep):
    step = staticmethod(workflow.send_back)
    to_state = State.TRANSLATING
    permission_required = "translations.approve_translation"
    verb = "send_back"
    label = gettext_lazy("Send back")
    success_message = gettext_lazy("Sent back to the translator.")

    @classmethod
    def is_open(cls, record, user):
        return record.state == State.REVISING and record.translator_id != user.pk


class TranslationWithdraw(TranslationStep):
    step = staticmethod(workflow.withdraw)
    to_state = State.WITHDRAWN
    verb = "withdraw"
    label = gettext_lazy("Withdraw")
    success_message = gettext_lazy("Withdrawn.")
    danger = True
    form_class = forms.WithdrawForm


class TranslationDetail(ForJobs, DetailPage):
    model = Translation
    steps = (
        TranslationBegin,
        TranslationHandIn,
        TranslationApprove,
        TranslationSendBack,
        TranslationWithdraw,
    )

    def get_queryset(self):
        return Translation.objects.select_related(
            "document", "translator", "reviser", "requested_by", "approved_by", "circle"
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
        ):
            badges.append({"text": _("Overdue"), "colour": "red"})
        return badges

    def facts(self):
        record, user = self.record, self.request.user
        facts = [
            (_("Document"), record.document.title, address(record.document)),
            (_("Symbol"), record.document.symbol, None),
            (_("Into"), record.get_language_display(), None),
            (_("Translator"), record.translator, None),
            (_("Reviser"), record.reviser, None),
            (_("Due"), record.due_on, None),
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
        if record.file:
            text["rows"] = [{"title": record.file_name, "url": address(record, "file")}]
        sections = [text]
        if record.document.summary:
            about = {"title": _("What it is good for"), "text": record.document.summary}
            sections.append(about)
        return super().get_context_data(
            sections=sections, entries=self.entries(), **context
        )

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
                "by": str(person or ""),
            }
            for label, moment, person in steps
        ]

    def may_bring_text(self):
        """Those who translate or revise it, while it is worked on."""
        record, user = self.record, self.request.user
        mine = user.pk in (record.translator_id, record.reviser_id)
        return mine and record.state in (State.TRANSLATING, State.REVISING)


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
        return jobs.filter(state__in=[State.TRANSLATING, State.REVISING])

    def get_title(self):
        return _("Bring the text")
