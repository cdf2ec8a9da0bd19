"""Forms of terms: the concept, its forms, a file that brings many."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from officials.forms import RecordForm
from translations.terms.general_words import GeneralWords
from translations.terms.models import RULES, StyleSheet, Term, TermForm

ENGLISH, RUSSIAN = "en", "ru"
OF_A_FORM = forms.fields_for_model(TermForm, ["text"])


def form_field(label):
    """The field of an approved form, in a language."""
    field = OF_A_FORM["text"]
    return forms.CharField(
        label=label,
        max_length=field.max_length,
        validators=TermForm._meta.get_field("text").validators,
    )


class TermDetailsForm(RecordForm):
    """The concept: everything but its forms."""

    class Meta:
        model = Term
        fields = ["domain", "note", "source", "circle"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class NewTermForm(TermDetailsForm):
    """A concept with its approved forms in our two languages."""

    english = form_field(_("Approved form in English"))
    russian = form_field(_("Approved form in Russian"))
    field_order = ["english", "russian", "domain", "note", "source"]

    @transaction.atomic
    def save(self, commit=True):
        term = super().save(commit)
        for language, name in ((ENGLISH, "english"), (RUSSIAN, "russian")):
            TermForm.objects.create(
                term=term,
                circle=term.circle,
                language=language,
                text=self.cleaned_data[name],
            )
        return term


class TermFormForm(RecordForm):
    """One form of a concept."""

    class Meta:
        model = TermForm
        fields = ["language", "text", "standing"]


class StyleSheetForm(GeneralWords, RecordForm):
    """How what an issuer says is rendered in a language."""

    general = ("issuer", *RULES)

    class Meta:
        model = StyleSheet
        fields = ["issuer", "language", *RULES, "circle"]
        widgets = dict.fromkeys(RULES, forms.Textarea(attrs={"rows": 3}))

    def clean(self):
        fields = super().clean()
        if not any(self.cleaned_data.get(name) for name in RULES):
            self.add_error(RULES[0], _("Say in one of the parts how it is rendered."))
        return fields


class TermFileForm(forms.Form):
    """A table of terms."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table in CSV; its first line names languages (en, ru), domain, note,"
            " source. Several forms stand in one cell with semicolons between."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
