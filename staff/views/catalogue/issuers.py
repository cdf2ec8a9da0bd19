"""Pages of issuers: what each allows for translations, and its disclaimers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

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
from staff.views.catalogue.documents import document_row
from staff.views.catalogue.instruments import DOCUMENTS
from translations.catalogue import forms
from translations.catalogue.models import Disclaimer, Document, Issuer
from translations.catalogue.rights import decision_in_words

SHOWN = 20  # documents of an issuer that its page lists


class IssuerList(ListPage):
    queryset = Issuer.objects.all()
    trail = (DOCUMENTS,)
    add_label = gettext_lazy("New issuer")
    links = ((gettext_lazy("Documents"), "document-list", ""),)
    empty_text = gettext_lazy("No issuer matches.")

    @property
    def columns(self):
        return (
            Column(pgettext("of a thing", "Name"), "name", link=True, second="name_ru"),
            Column(_("Translations are"), "rights"),
            Column(_("Permission given on"), "permitted_on"),
            Column(_("Where it is written"), "where_written", by_default=False),
            Column(_("Documents"), "document_count", numeric=True),
        )

    def annotate(self, queryset):
        return queryset.with_counts(Document.objects.visible_to(self.request.user))


class IssuerDetail(DetailPage):
    model = Issuer

    def get_queryset(self):
        return Issuer.objects.select_related("circle")

    def facts(self):
        issuer = self.record
        return [
            (_("Name in Russian"), issuer.name_ru, None),
            (_("Translations are"), decision_in_words(issuer), None),
            (_("Where it is written"), issuer.where_written, None),
        ]

    def get_context_data(self, **context):
        user = self.request.user
        documents = self.record.documents.visible_to(user)
        rows = [document_row(each) for each in documents[:SHOWN]]
        sections = [self.disclaimers(), {"title": _("Documents"), "rows": rows}]
        return super().get_context_data(sections=sections, **context)

    def disclaimers(self):
        """The section of what it wants said, by language."""
        issuer, user = self.record, self.request.user
        may_change = user.has_perm("translations.change_disclaimer")
        section = {
            "title": _("Disclaimers"),
            "empty_text": _(
                "None is here: a translation then says only that it is unofficial."
            ),
            "rows": [
                {
                    "title": each.text,
                    "lang": each.language,
                    "state_label": each.get_language_display(),
                    "edit_url": address(each, "edit") if may_change else None,
                }
                for each in issuer.disclaimers.visible_to(user)
            ],
        }
        if user.has_perm("translations.add_disclaimer"):
            section["add_url"] = reverse("disclaimer-add", args=[issuer.pk])
            section["add_label"] = _("Add a disclaimer")
        return section


class IssuerAdd(CreatePage):
    title = gettext_lazy("New issuer")
    model = Issuer
    form_class = forms.IssuerForm


class IssuerEdit(UpdatePage):
    model = Issuer
    form_class = forms.IssuerForm


class DisclaimerAdd(CreatePart):
    model = Issuer
    part = Disclaimer
    form_class = forms.DisclaimerForm
    title = gettext_lazy("Add a disclaimer")


class DisclaimerEdit(UpdatePage):
    model = Disclaimer
    form_class = forms.DisclaimerForm


class DisclaimerRemove(RemovePage):
    model = Disclaimer
