"""Pages of terms and their forms."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.addresses import address
from staff.columns import Column
from staff.pages import (
    CreatePage,
    CreatePart,
    DetailPage,
    ListPage,
    RemovePage,
    UpdatePage,
)
from translations.catalogue.languages import LANGUAGES
from translations.terms import forms
from translations.terms.filters import TermFilter
from translations.terms.models import Term, TermForm

State = TermForm.State
COLOURS = {State.APPROVED: "green", State.ALLOWED: "secondary", State.FORBIDDEN: "red"}
AT_FIRST = ("en", "ru")  # languages that show before anybody chose
BETWEEN = "; "


class TermList(ListPage):
    queryset = Term.objects.all()
    filterset_class = TermFilter
    add_label = gettext_lazy("New term")
    links = (
        (gettext_lazy("Import terms"), "term-import", "translations.add_term"),
        (gettext_lazy("Style sheets"), "stylesheet-list", ""),
        (gettext_lazy("Documents"), "document-list", ""),
    )
    empty_text = gettext_lazy("No term matches.")

    @property
    def columns(self):
        languages = sorted(LANGUAGES, key=lambda language: language[0] not in AT_FIRST)
        return (
            *(
                Column(name, f"in_{code}", link=not number, by_default=code in AT_FIRST)
                for number, (code, name) in enumerate(languages)
            ),
            Column(_("Allowed"), "allowed", by_default=False),
            Column(_("Forbidden"), "forbidden"),
            Column(_("Domain"), "domain"),
            Column(_("Note"), "note"),
            Column(_("Source"), "source", by_default=False),
        )

    def annotate(self, queryset):
        in_languages = {
            f"in_{code}": texts("text", language=code, standing=State.APPROVED)
            for code, _name in LANGUAGES
        }
        named = Concat("language", Value(": "), "text")
        return queryset.annotate(
            **in_languages,
            allowed=texts(named, standing=State.ALLOWED),
            forbidden=texts(named, standing=State.FORBIDDEN),
        )


def texts(expression, **conditions):
    """The forms of a term that are so, in one text."""
    rows = TermForm.objects.filter(term=OuterRef("pk"), **conditions).order_by()
    together = StringAgg(expression, BETWEEN, order_by=["language", "pk"])
    return Subquery(rows.values("term").annotate(texts=together).values("texts"))


class TermDetail(DetailPage):
    model = Term

    def get_queryset(self):
        return Term.objects.select_related("circle").prefetch_related("forms")

    def facts(self):
        term = self.record
        return [
            (_("Domain"), term.domain, None),
            (_("Where the wording is from"), term.source, None),
        ]

    def menu(self):
        if not self.request.user.has_perm("translations.delete_term"):
            return []
        return [{"label": _("Remove"), "url": address(self.record, "remove")}]

    def get_context_data(self, **context):
        term, user = self.record, self.request.user
        may_change = user.has_perm("translations.change_termform")
        section = {
            "title": _("Forms"),
            "rows": [
                {
                    "title": each.text,
                    "lang": each.language,
                    "detail": each.get_language_display(),
                    "state_label": each.get_standing_display(),
                    "colour": COLOURS[each.standing],
                    "edit_url": address(each, "edit") if may_change else None,
                }
                for each in sorted(term.forms.all(), key=lambda each: each.rank)
            ],
        }
        if user.has_perm("translations.add_termform"):
            section["add_url"] = reverse("termform-add", args=[term.pk])
            section["add_label"] = _("Add a form")
        sections = [section]
        if term.note:
            sections.append({"title": _("Note"), "text": term.note})
        return super().get_context_data(sections=sections, **context)


class TermAdd(CreatePage):
    title = gettext_lazy("New term")
    model = Term
    form_class = forms.NewTermForm


class OwnCircles:
    """For the people of its circle; a job with us is not enough."""

    def get_queryset(self):
        return self.model.objects.in_circles_of(self.request.user)


class TermEdit(OwnCircles, UpdatePage):
    model = Term
    form_class = forms.TermDetailsForm


class TermRemove(OwnCircles, RemovePage):
    model = Term

    def post(self, request, *args, **kwargs):
        self.way_back = lambda: reverse("term-list")
        return super().post(request, *args, **kwargs)


class TermFormAdd(OwnCircles, CreatePart):
    model = Term
    part = TermForm
    form_class = forms.TermFormForm
    title = gettext_lazy("Add a form")


class TermFormEdit(OwnCircles, UpdatePage):
    model = TermForm
    form_class = forms.TermFormForm


class TermFormRemove(OwnCircles, RemovePage):
    model = TermForm
