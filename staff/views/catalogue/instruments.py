"""Bringing a list of instruments: the file, what is new in it, the documents."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from staff import import_files
from staff.pages import FormPage
from staff.views.imports.list_previews import ListPreview
from translations.catalogue import instrument_list
from translations.catalogue.forms import InstrumentListForm
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models import Document

DOCUMENTS = (gettext_lazy("Documents"), "document-list")


class DocumentImport(FormPage):
    """The file; it is read before it is kept."""

    permission_required = "translations.add_document"
    title = gettext_lazy("Bring a list of instruments")
    trail = (DOCUMENTS,)
    form_class = InstrumentListForm
    keeps_drafts = False  # a file
    submit_label = gettext_lazy("Read it")

    def get_context_data(self, **context):
        intro = _("Nothing is written before you have looked it over.")
        return super().get_context_data(intro=intro, **context)

    def keep(self, form):
        upload = form.cleaned_data["file"]
        content = upload.read()
        try:
            rows = instrument_list.read(content)
        except ValidationError as refusal:
            raise ValidationError({"file": refusal.messages}) from None
        self.file = import_files.of_kind(
            instrument_list.KIND, content, name=upload.name, by=self.request.user
        )
        self.file.work = {"rows": rows}
        self.file.save()

    def finish(self, form):
        return HttpResponseRedirect(reverse("document-preview", args=[self.file.pk]))


class DocumentPreview(ListPreview):
    """What is new, with ticks, and what is left out and why."""

    kind = instrument_list.KIND
    list_name = "document-list"
    nothing_ticked = gettext_lazy("No row was ticked, so nothing was written.")
    permission_required = "translations.add_document"
    template_name = "translations/catalogue/instruments.html"
    title = gettext_lazy("Look the list over")
    trail = (DOCUMENTS,)

    def get_context_data(self, **context):
        brought = instrument_list.compare(self.file.work["rows"], self.request.user)
        return super().get_context_data(
            rows=[shown(each) for each in brought.documents],
            new_count=len(brought.documents),
            is_worth_it=bool(brought.documents),
            left_out=brought.left_out,
            left_out_count=len(brought.left_out),
            present_count=brought.present,
            **context,
        )

    def take_in(self, file, numbers):
        count, batch = instrument_list.take_in(
            file.work["rows"],
            by=self.request.user,
            chosen=numbers,
            details={"file": file.pk},
        )
        undo = reverse("batch-undo", args=[batch.pk]) if batch else ""
        return written_in_words(count, file.name), undo


def shown(instrument):
    """An instrument as a row of the table, in words."""
    names = {code: str(name) for code, name in LANGUAGES}
    return {
        "number": instrument.number,
        "may_go_in": True,
        "title": instrument.title,
        "symbol": instrument.symbol.full if instrument.symbol else "",
        "kind": Document.Kind(instrument.kind).label,
        "issuer": instrument.issuer_name,
        "adopted": instrument.adopted or "",
        "languages": ", ".join(names[code] for code in instrument.titles),
    }


def written_in_words(count, name):
    """What became of the list, for who brought it."""
    if not count:
        return _("There was nothing new in %(file)s.") % {"file": name}
    words = ngettext("%(count)s document", "%(count)s documents", count)
    words %= {"count": number_format(count)}
    return _("Brought from %(file)s: %(what)s.") % {"file": name, "what": words}
