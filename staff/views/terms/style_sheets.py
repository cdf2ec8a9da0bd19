"""Pages of style sheets: how what an issuer says is rendered in a language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePage, DetailPage, ListPage, RemovePage, UpdatePage
from staff.views.catalogue.documents import ForJobs
from staff.views.terms.terms import OwnCircles
from translations.terms.filters import StyleSheetFilter
from translations.terms.forms import StyleSheetForm
from translations.terms.models import StyleSheet


class StyleSheetList(ListPage):
    queryset = StyleSheet.objects.all()
    filterset_class = StyleSheetFilter
    add_label = gettext_lazy("New style sheet")
    links = ((gettext_lazy("Terms"), "term-list", ""),)
    empty_text = gettext_lazy("No style sheet matches.")

    @property
    def columns(self):
        return (
            Column(_("Issued by"), "issuer", link=True),
            Column(_("Into"), "language"),
            Column(_("Names of bodies"), "names"),
            Column(_("Courts and cases"), "courts", by_default=False),
            Column(_("Articles and paragraphs"), "articles"),
            Column(_("Lists"), "lists", by_default=False),
        )


class StyleSheetDetail(ForJobs, DetailPage):
    model = StyleSheet

    def get_queryset(self):
        return StyleSheet.objects.select_related("circle")

    def facts(self):
        sheet = self.record
        return [
            (_("Issued by"), sheet.issuer, None),
            (_("Into"), sheet.get_language_display(), None),
        ]

    def menu(self):
        if not self.request.user.has_perm("translations.delete_stylesheet"):
            return []
        return [{"label": _("Remove"), "url": address(self.record, "remove")}]

    def get_context_data(self, **context):
        sections = [
            {"title": str(label).capitalize(), "text": text, "lang": ""}
            for label, text in self.record.rules()
        ]
        return super().get_context_data(sections=sections, **context)


class StyleSheetAdd(CreatePage):
    title = gettext_lazy("New style sheet")
    model = StyleSheet
    form_class = StyleSheetForm

    def get_form_kwargs(self):
        """A link may say whose documents it is for, and into what."""
        asked = {
            name: self.request.GET.get(name, "").replace("\x00", "")[:150]
            for name in ("issuer", "language")
            if name in self.request.GET
        }
        return {"initial": asked, **super().get_form_kwargs()}


class StyleSheetEdit(OwnCircles, UpdatePage):
    model = StyleSheet
    form_class = StyleSheetForm


class StyleSheetRemove(OwnCircles, RemovePage):
    model = StyleSheet

    def post(self, request, *args, **kwargs):
        self.way_back = lambda: reverse("stylesheet-list")
        return super().post(request, *args, **kwargs)
