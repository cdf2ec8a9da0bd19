"""Forms of documents and translations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from officials.cost_forms import FIELDS, SpentFields
from officials.forms import RecordForm, WebAddressField
from officials.institutions.forms import KindsField
from translations.models import Document, Translation


class DocumentForm(RecordForm):
    folded = ("title_ru", "adopted_on", "source_url", "useful_to", "themes", "circle")

    class Meta:
        model = Document
        fields = [
            "title",
            "symbol",
            "kind",
            "issuer",
            "language",
            "summary",
            "file",
            "title_ru",
            "adopted_on",
            "source_url",
            "useful_to",
            "themes",
            "circle",
        ]
        field_classes = {"source_url": WebAddressField, "useful_to": KindsField}
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 4}),
        }


class TranslationForm(SpentFields, RecordForm):
    """Who translates, who revises, until when.

    Once the text is handed in, the language and the translator stand: the approval
    must be somebody else's (ISO 17100). The text itself comes by `DeliverForm` alone.
    """

    folded = FIELDS
    for_externals = ("translator", "reviser")

    class Meta:
        model = Translation
        fields = [
            "language",
            "translator",
            "reviser",
            "due_on",
            *FIELDS,
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_handed_in:
            for name in ("language", "translator"):
                self.fields[name].disabled = True

    def clean_language(self):
        language = self.cleaned_data["language"]
        stands = self.fields["language"].disabled
        if not stands and language == self.instance.document.language:
            raise forms.ValidationError(
                _("The document is in that language already: choose another one.")
            )
        return language


class DeliverForm(RecordForm):
    """The translator brings the text."""

    class Meta:
        model = Translation
        fields = ["title", "file"]


class WithdrawForm(forms.Form):
    """Why a translation is no longer offered."""

    reason = forms.CharField(label=_("Why"), max_length=300)
