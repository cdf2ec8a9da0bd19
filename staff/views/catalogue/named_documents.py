"""Which documents does a text name? Its symbols, and what we have of them."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from staff.addresses import address
from staff.pages import FormPage
from staff.views.catalogue.instruments import DOCUMENTS
from translations.catalogue.forms import NamingTextForm
from translations.catalogue.models import LONGEST, Document
from translations.catalogue.symbols import symbols_in


class NamedDocuments(FormPage):
    """A text is pasted; nothing of it is kept."""

    permission_required = "translations.view_document"
    template_name = "translations/catalogue/named.html"
    title = gettext_lazy("Which documents does a text name?")
    trail = (DOCUMENTS,)
    form_class = NamingTextForm
    keeps_drafts = False  # it may be somebody's letter
    submit_label = gettext_lazy("Look for them")

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=422)
        rows = self.rows(form.cleaned_data["text"])
        context = self.get_context_data(form=form, rows=rows, is_read=True)
        return self.render_to_response(context)

    def rows(self, text):
        """A row for each document that the text names, in its order."""
        named = {}
        for (start, end), symbol in symbols_in(text):
            _symbol, spellings = named.setdefault(symbol.full, (symbol, []))
            if (spelling := " ".join(text[start:end].split())) not in spellings:
                spellings.append(spelling)
        forms = [full[:LONGEST] for full in named]
        documents = {
            document.normal_symbol: document
            for document in Document.objects.visible_to(self.request.user).filter(
                normal_symbol__in=forms
            )
        }
        return [
            self.row(symbol, spellings, documents.get(full[:LONGEST]))
            for full, (symbol, spellings) in named.items()
        ]

    def row(self, symbol, spellings, document):
        way = {}
        if document:
            way = {"document": document, "url": address(document)}
        elif self.request.user.has_perm("translations.add_document"):
            parameters = {"symbol": symbol.full, "issuer": issuer_of(symbol)}
            way = {"add_url": f"{reverse('document-add')}?{urlencode(parameters)}"}
        return {
            "symbol": symbol.full,
            "spellings": [each for each in spellings if each != symbol.full],
            "issuer": ", ".join(str(n) for n in names_of(symbol)),
            "mends": symbol.mended(),
            **way,
        }


def names_of(symbol):
    """The organisation, and the body of it that issued the document, if one did."""
    return [name for name in (symbol.issuer_name, symbol.body_name) if name]


def issuer_of(symbol):
    """Who issued it, as they call themselves in English: so documents say it."""
    with override("en"):
        return ", ".join(str(name) for name in names_of(symbol))
