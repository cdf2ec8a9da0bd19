"""Pages of documents, their titles and texts."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from officials.institutions.models.institutions import (
    functions_in_words,
    kinds_in_words,
)
from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    ListPage,
    UpdatePage,
)
from staff.phrases import STATE_COLOURS
from staff.views.deliveries.holders import editions_of, outdated_lines
from translations.catalogue import forms
from translations.catalogue.filters import DocumentFilter
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models import Document
from translations.catalogue.official_languages import languages_of
from translations.catalogue.rights import block_of, decision_in_words, decision_on
from translations.jobs.aligned_texts import texts_for
from translations.jobs.forms import TranslationForm
from translations.jobs.models import Edition, Translation

LINKED = ("symbol", "issuer")  # what an address may fill in of a new document


class DocumentList(ListPage):
    queryset = Document.objects.all()
    filterset_class = DocumentFilter
    add_label = gettext_lazy("New document")
    links = (
        (gettext_lazy("Translations"), "translation-list", ""),
        (
            gettext_lazy("Bring a list"),
            "document-import",
            "translations.add_document",
        ),
        (gettext_lazy("Which does a text name?"), "document-named", ""),
        (gettext_lazy("Issuers and rights"), "issuer-list", ""),
        (gettext_lazy("Terms"), "term-list", ""),
        (
            gettext_lazy("Deliveries"),
            "delivery-list",
            "translations.view_delivery",
        ),
    )
    empty_text = gettext_lazy("No document matches.")

    @property
    def columns(self):
        return (
            Column(_("Symbol"), "symbol"),
            Column(_("Title"), "title", link=True, second="other_title"),
            Column(_("Title in Russian"), "title_ru", by_default=False),
            Column(_("Kind"), "kind"),
            Column(_("Status"), "status", colours=STATE_COLOURS),
            Column(_("Issued by"), "issuer", by_default=False),
            Column(_("Adopted"), "adopted_on"),
            Column(_("Translations"), "published_count", numeric=True),
        )

    def annotate(self, queryset):
        published = (
            Translation.objects.in_force()
            .filter(document=OuterRef("pk"))
            .order_by()
            .values("document")
            .annotate(count=Count("pk"))
        )
        return queryset.annotate(
            published_count=Subquery(published.values("count")),
            title_ru=KeyTextTransform("ru", "titles"),
            other_title=KeyTextTransform(get_language(), "titles"),
        )


class ForJobs:
    """Open to those who may read all, and to translators for their own jobs."""

    def has_permission(self):
        user = self.request.user
        return super().has_permission() or user.has_perm(
            "translations.translate_translation"
        )


class DocumentDetail(ForJobs, DetailPage):
    model = Document
    template_name = "translations/catalogue/document.html"

    def get_queryset(self):
        return Document.objects.select_related("circle", "rights_holder")

    def facts(self):
        document = self.record
        return [
            (_("Symbol"), document.symbol, None),
            (_("Kind"), document.get_kind_display(), None),
            (_("Issued by"), document.issuer, None),
            (_("Adopted"), document.adopted_on, None),
            (_("Official text in"), official_languages(document), None),
            (_("Themes"), ", ".join(str(t) for t in document.themes.all()), None),
            *usefulness(document, self.request.user),
            (_("Address on the web"), document.source_url, document.source_url or None),
            *rights(document, self.request.user),
        ]

    def badges(self):
        return status_badges(self.record)

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
        sections = [self.texts(), section, self.attached(), self.other_titles()]
        if user.has_perm("translations.view_delivery"):
            rows = editions_of(document, user)
            hands = {"title": _("Editions, and in whose hands they are"), "rows": rows}
            if rows:
                sections.insert(0, hands)
            context |= {"outdated": outdated_lines(document, user)}
        sections[:0] = self.predecessors()
        if document.summary:
            text = {"title": _("What it is good for"), "text": document.summary}
            sections.insert(0, text)
        sections[:0] = self.successor()
        return super().get_context_data(
            subtitle=other_title(document), sections=sections, **context
        )

    def successor(self):
        """The section of the document that supersedes it, where the reader sees it."""
        documents = Document.objects.visible_to(self.request.user)
        rows = [
            document_row(each)
            for each in documents.filter(pk=self.record.superseded_by_id)
        ]
        return rows and [{"title": _("Superseded by"), "rows": rows}]

    def predecessors(self):
        """The section of what it replaced, where it replaced anything."""
        rows = self.record.predecessors.visible_to(self.request.user)
        rows = [document_row(each) for each in rows]
        return rows and [{"title": _("It supersedes"), "rows": rows}]

    def texts(self):
        """The section of the texts that it comes in."""
        document, user = self.record, self.request.user
        section = {
            "title": _("Texts"),
            "empty_text": _(
                "No text of it is here yet: a translation begins from one."
            ),
            "rows": [
                {
                    "title": each.get_language_display(),
                    "url": address(each, "file") if each.file else None,
                    "detail": each.file_name,
                    "state_label": _("authentic") if each.is_authentic else "",
                    "edit_url": self.way_to_edit(each),
                }
                for each in document.texts.visible_to(user)
            ],
        }
        return section | self.way_to_add("sourcetext", _("Add a text"))

    def attached(self):
        """The section of texts in other languages that we did not make."""
        editions = self.record.editions.visible_to(self.request.user)
        section = {
            "title": _("Texts of others in other languages"),
            "empty_text": _("Ask first whether there is one already."),
            "rows": [
                {
                    "title": each.title or each.get_language_display(),
                    "lang": each.language if each.title else "",
                    "url": address(each, "file") if each.file else None,
                    "detail": " · ".join(
                        (str(each.get_language_display()), each.where_from, each.rights)
                    ),
                    "state_label": each.get_kind_display(),
                    "colour": "green" if each.is_official else "secondary",
                    **self.way_to_align(each),
                }
                for each in editions.exclude(kind=Edition.Kind.OURS)
            ],
        }
        return section | self.way_to_add("edition", _("Attach a text"))

    def way_to_align(self, edition):
        """Where its sentences are put beside those of a source, for who may."""
        user = self.request.user
        may = user.has_perm("translations.add_memorypair") and edition.file
        if not may or not texts_for(edition, user).exists():
            return {}
        url = address(edition, "align")
        return {"way_url": url, "way_label": _("Put beside the source")}

    def other_titles(self):
        """The section of its titles in other languages."""
        document, user = self.record, self.request.user
        section = {
            "title": _("Titles in other languages"),
            "rows": [
                {
                    "title": each.text,
                    "lang": each.language,
                    "state_label": each.get_language_display(),
                    "edit_url": self.way_to_edit(each),
                }
                for each in document.other_titles.visible_to(user)
            ],
        }
        return section | self.way_to_add("documenttitle", _("Add a title"))

    def way_to_add(self, part, label):
        if not self.request.user.has_perm(f"translations.add_{part}"):
            return {}
        url = reverse(f"{part}-add", args=[self.record.pk])
        return {"add_url": url, "add_label": label}

    def way_to_edit(self, part):
        name = f"translations.change_{part._meta.model_name}"
        return address(part, "edit") if self.request.user.has_perm(name) else None


def other_title(document):
    """Its title in the language of whoever reads, where that is another."""
    return "" if document.own_title == document.title else document.own_title


def official_languages(document):
    """In which of our languages there ought to be an official text, in words."""
    rule = languages_of(document.symbol, document.issuer)
    names = [str(name) for code, name in LANGUAGES if rule and code in rule.official]
    return ", ".join(sorted(names))


def document_row(document):
    """Another document, as a row of a section."""
    return {
        "title": document.own_title,
        "url": address(document),
        "detail": document.symbol,
        "state_label": document.get_status_display(),
        "colour": STATE_COLOURS[document.status],
    }


def status_badges(document):
    """The badge of what is not in force any more."""
    if document.status == Document.Status.IN_FORCE:
        return []
    colour = STATE_COLOURS[document.status]
    return [{"text": document.get_status_display(), "colour": colour}]


def usefulness(document, user):
    """The facts of whom it is useful to; nothing for who only translates."""
    if not user.has_perm("translations.view_document"):
        return []
    functions = functions_in_words(document.functions)
    return [
        (_("Useful to"), kinds_in_words(document.useful_to), None),
        (_("Useful in the function"), functions, None),
    ]


def rights(document, user):
    """The facts of what is decided of its rights; nothing for who only translates."""
    if not user.has_perm("translations.view_issuer"):
        return []
    holder, decision = document.rights_holder, decision_on(document)
    return [
        (_("Rights held by"), holder, holder and address(holder)),
        (_("Translations are"), decision_in_words(decision), None),
        (_("Where it is written"), decision and decision.where_written, None),
        (_("Blocks publishing"), block_of(document), None),
    ]


class SaysWhatWasMended:
    """A symbol that was written wrongly is mended, and said."""

    def keep(self, form):
        super().keep(form)
        for sentence in form.mends:
            messages.info(self.request, sentence)


class DocumentAdd(SaysWhatWasMended, CreatePage):
    title = gettext_lazy("New document")
    model = Document
    form_class = forms.NewDocumentForm

    def get_form_kwargs(self):
        """A link may say the symbol and who issued it, for somebody to go on from."""
        asked = {n: self.request.GET.get(n, "").replace("\x00", "") for n in LINKED}
        return {"initial": asked, **super().get_form_kwargs()}


class OwnCircles:
    """For the people of its circle; a job in it is not enough."""

    def get_queryset(self):
        return self.model.objects.in_circles_of(self.request.user)


class DocumentEdit(SaysWhatWasMended, OwnCircles, UpdatePage):
    model = Document
    form_class = forms.DocumentForm


class DocumentTranslate(OwnCircles, CreatePart):
    model = Document
    part = Translation
    form_class = TranslationForm
    title = gettext_lazy("Request a translation")

    def get(self, request, *args, **kwargs):
        """The form; where there is no text yet, first the one that brings it."""
        if self.record.texts.exists():
            return super().get(request, *args, **kwargs)
        messages.info(request, _("Add the text first: a translation begins from one."))
        return redirect("sourcetext-add", self.record.pk)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs["instance"].requested_by = self.request.user
        return kwargs
