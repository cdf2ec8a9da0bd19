"""Forms of documents, their titles and their texts."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from officials.forms import RecordForm, WebAddressField
from officials.institutions.forms import FunctionsField, KindsField
from officials.names.choice import ChooseOne
from translations.catalogue.models import (
    SYMBOL_TAKEN,
    Disclaimer,
    Document,
    DocumentTitle,
    Issuer,
    Rights,
    SourceText,
)
from translations.catalogue.rights import RightsHolders
from translations.catalogue.symbols import parse

OF_A_TEXT = forms.fields_for_model(SourceText, ["language", "is_authentic", "file"])
OF_A_DECISION = ("rights", "where_written", "permitted_on")
OF_RIGHTS = ("rights_holder", *OF_A_DECISION)
LONGEST_TEXT = 200_000  # letters of a text that is looked through


class DocumentForm(RecordForm):
    mends = ()
    folded = (
        "adopted_on",
        "source_url",
        "useful_to",
        "functions",
        "themes",
        *OF_RIGHTS,
        "circle",
    )

    class Meta:
        model = Document
        fields = [
            "title",
            "symbol",
            "kind",
            "issuer",
            "summary",
            "status",
            "superseded_by",
            "adopted_on",
            "source_url",
            "useful_to",
            "functions",
            "themes",
            "rights_holder",
            *OF_A_DECISION,
            "circle",
        ]
        field_classes = {
            "source_url": WebAddressField,
            "useful_to": KindsField,
            "functions": FunctionsField,
            "superseded_by": ChooseOne,
        }
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        as_issuer = ("", _("As for all documents of the issuer"))
        self.fields["rights"].choices = [as_issuer, *Rights.choices[1:]]
        self.fields["status"].required = False

    def about(self, error):
        """Two rules say that a symbol is taken, one of them by a hidden column."""
        return "symbol" if error.message == SYMBOL_TAKEN else super().about(error)

    def clean_status(self):
        return self.cleaned_data["status"] or self.instance.status

    def clean_symbol(self):
        """The symbol; one that was written wrongly is mended, and `mends` says how."""
        symbol = parse(self.cleaned_data["symbol"])
        self.mends = symbol.mended() if symbol else []
        return symbol.full if self.mends else self.cleaned_data["symbol"]

    def save(self, commit=True):
        """Who holds the rights is taken from its symbol, where nobody was chosen."""
        document = self.instance
        if document.rights_holder is None:
            holder = RightsHolders().of(document.symbol, document.issuer)
            document.rights_holder = holder
        return super().save(commit)


class NewDocumentForm(DocumentForm):
    """A document, and the first text that it comes in."""

    language = OF_A_TEXT["language"]
    is_authentic = OF_A_TEXT["is_authentic"]
    file = OF_A_TEXT["file"]
    field_order = ["title", "symbol", "kind", "issuer", "language", "is_authentic",
                   "file", "summary"]  # fmt: skip
    folded = ("status", "superseded_by", *DocumentForm.folded)

    @transaction.atomic
    def save(self, commit=True):
        document = super().save(commit)
        text = SourceText(document=document, circle=document.circle)
        for name in ("language", "is_authentic"):
            setattr(text, name, self.cleaned_data[name])
        upload = SourceText._meta.get_field("file")
        upload.save_form_data(text, self.cleaned_data["file"])
        text.save()
        return document


class SourceTextForm(RecordForm):
    """A text of a document; one that is being translated stays as it is."""

    class Meta:
        model = SourceText
        fields = ["language", "is_authentic", "file"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        text = self.instance
        if not text._state.adding and text.translations.exists():
            for name in ("language", "file"):
                self.fields[name].disabled = True


class DocumentTitleForm(RecordForm):
    """What a document is called in one language."""

    class Meta:
        model = DocumentTitle
        fields = ["language", "text"]


class IssuerForm(RecordForm):
    """What an issuer is called, and what it allows."""

    class Meta:
        model = Issuer
        fields = ["name", "name_ru", *OF_A_DECISION]


class DisclaimerForm(RecordForm):
    """What an issuer wants said, in one language."""

    class Meta:
        model = Disclaimer
        fields = ["language", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}


class InstrumentListForm(forms.Form):
    """A list of instruments, a table in CSV."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table in CSV. Its first line names the columns: english, and where "
            "there are some french, spanish, huri_code and level."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class NamingTextForm(forms.Form):
    """A text that may name documents by their symbols."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "Paste it here: a letter, an article, a list of sources. It is not kept."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
