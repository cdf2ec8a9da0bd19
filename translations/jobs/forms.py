"""Forms of translations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from officials.cost_forms import FIELDS, SpentFields
from officials.forms import RecordForm
from officials.security.models import Circle
from translations.catalogue.models import SourceText
from translations.catalogue.official_languages import Existence, existence
from translations.jobs.models import Edition, Translation
from translations.jobs.models.briefs import FIELDS as BRIEF
from translations.jobs.models.further_checks import (
    FURTHER_CHECKS,
    LONGEST_REMARK,
    PEOPLE,
)
from translations.jobs.publication import words_of_attached
from translations.terms.general_words import GeneralWords


class TranslationForm(SpentFields, GeneralWords, RecordForm):
    """Who translates, who revises, until when; for what and for whom.

    Once the text is handed in, the language and the translator stand: the approval
    must be somebody else's (ISO 17100). The text itself comes by `DeliverForm` alone.
    """

    looked = forms.BooleanField(
        label=_("I have looked: there is no text in that language that we may use"),
        required=False,
    )
    folded = (*PEOPLE, *FIELDS)
    for_externals = ("translator", "reviser")
    general = ("purpose", "reader")

    class Meta:
        model = Translation
        fields = [
            "source",
            "language",
            "translator",
            "reviser",
            "due_on",
            *BRIEF,
            *PEOPLE,
            *FIELDS,
        ]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        texts = SourceText.objects.in_circles_of(self.user)
        texts = texts.filter(document=self.instance.document)
        source = self.fields["source"]
        source.queryset, source.empty_label = texts, None
        source.label_from_instance = words_of_text
        if not self.instance._state.adding:
            del self.fields["looked"]
        if self.instance._state.adding:
            self.initial["source"] = texts.values_list("pk", flat=True).first()
        elif self.instance.is_begun:
            source.disabled = True
        if self.instance.is_handed_in:
            for name in ("language", "translator", "machine_rule"):
                self.fields[name].disabled = True
        for check in FURTHER_CHECKS:
            is_done = getattr(self.instance, check.moment)
            is_over = self.instance.state in ("published", "withdrawn")
            self.fields[check.person].disabled = bool(is_done or is_over)

    def clean(self):
        fields = super().clean()
        language, source = fields.get("language"), fields.get("source")
        stands = self.fields["language"].disabled
        if not stands and source and language == source.language:
            self.add_error(
                "language",
                _("The text is in that language already: choose another one."),
            )
        elif language and not stands and not fields.get("looked", True):
            self.ask_first(language)
        for name in PEOPLE:
            if fields.get(name) and not self.fields[name].disabled:
                self.check_checker(name, fields[name])
        return fields

    def check_checker(self, name, person):
        """An error where `person` could not open the job, or do anything in it."""
        circle = self.instance.document.circle_id
        if not person.has_perm("translations.translate_translation"):
            self.add_error(
                name, _("They only read: name somebody who works on translations.")
            )
        elif not Circle.objects.open_to(person).filter(pk=circle).exists():
            self.add_error(
                name, _("They do not see this document: name somebody else.")
            )

    def ask_first(self, language):
        """An error where such a text ought to be there: it is attached instead."""
        document = self.instance.document
        answer = existence(language, document.symbol, document.issuer)
        if answer in (Existence.OFFICIAL, Existence.ONE_OF):
            self.add_error("looked", answer.sentence)
            self.add_error(
                "looked",
                _("Attach it in place of a translation, or say that you have looked."),
            )


class AttachedEditionForm(RecordForm):
    """A text that others made, in place of a translation of ours."""

    class Meta:
        model = Edition
        fields = ["kind", "language", "title", "file", "where_from", "rights"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [pair for pair in Edition.Kind.choices if pair[0] != Edition.Kind.OURS]
        self.fields["kind"].choices = kinds
        for name in ("where_from", "rights"):
            self.fields[name].required = True

    def save(self, commit=True):
        self.instance.made_by = self.user
        self.instance.snapshot = words_of_attached(self.instance)
        return super().save(commit)


def words_of_text(text):
    """How a list of choices names a text: its language, and its file."""
    return " · ".join(filter(None, (str(text.get_language_display()), text.file_name)))


class DeliverForm(RecordForm):
    """The translator brings the text."""

    class Meta:
        model = Translation
        fields = ["title", "file"]


class HandInForm(forms.Form):
    """What the translator vouches for."""

    machine = forms.ChoiceField(
        label=_("Machine translation in it"),
        choices=[("", _("Choose")), *Translation.Machine.choices],
        help_text=_("Whoever revises it and the office are told."),
    )
    names_translator = forms.BooleanField(
        label=_("My name may stand in the text"), required=False
    )
    checked = forms.BooleanField(
        label=_("I have compared my translation with the source, to its end"),
    )

    def clean(self):
        return without_ticks(super().clean(), "checked")


class SplitForm(forms.Form):
    """How the file of a source is read."""

    as_final = forms.BooleanField(
        label=_("If it has tracked changes: take them as made"), required=False
    )


class ReasonForm(forms.Form):
    """Why a translation comes back, or is opened again."""

    reason = forms.CharField(
        label=_("What has to change"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(forms.Form):
    """What whoever publishes has verified, of the text as it was then."""

    digest = forms.CharField(widget=forms.HiddenInput)
    verified = forms.BooleanField(
        label=_("It is complete, and what was asked for; the notes are in order"),
    )
    changes = forms.CharField(
        label=_("What was corrected"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For those who hold the last edition."),
    )

    def clean(self):
        return without_ticks(super().clean(), "verified")


def without_ticks(fields, name):
    """`fields` without a tick that has to be there, and says nothing more."""
    return {key: value for key, value in fields.items() if key != name}


class RemarkForm(forms.Form):
    """What whoever did a further check says of the text."""

    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Why a translation is no longer offered."""

    reason = forms.CharField(label=_("Why"), max_length=300)
