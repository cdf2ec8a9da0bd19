"""Forms of how to reach an official, and of their numbers in other registers."""

import re

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from officials.forms import RecordForm
from officials.people.models import ContactPoint, Identifier

FEWEST_DIGITS = 3  # of a telephone: extensions are short
WIKIDATA_ITEM = re.compile(r"(?:https?://)?(?:www\.)?wikidata\.org/\S*?(Q\d+)\s*", re.I)
Kind = ContactPoint.Kind


class ContactPointForm(RecordForm):
    """A way to reach somebody; a private one is for a narrower circle than theirs."""

    folded = ("valid_from", "valid_until", "gatekeeper", "hours", "note")

    class Meta:
        model = ContactPoint
        fields = [
            "kind",
            "value",
            "preferred",
            "safe_to_use",
            "circle",
            "gatekeeper",
            "hours",
            "note",
            "valid_from",
            "valid_until",
        ]
        labels = {"circle": _("Who may see it")}
        help_texts = {
            "circle": _("A private number is for the few who need it."),
        }

    def clean(self):
        cleaned = super().clean()
        if sentence := doubt(cleaned.get("kind"), cleaned.get("value")):
            self.add_error("value", sentence)
        return cleaned


def doubt(kind, value):
    """Why `value` cannot be what `kind` says, in a sentence; None when it can."""
    if not value:
        return None
    if kind == Kind.EMAIL:
        try:
            validate_email(value)
        except forms.ValidationError:
            return _("An e-mail address looks like name@example.org.")
    digits = sum(sign.isdecimal() for sign in value)
    if kind in (Kind.OFFICE_PHONE, Kind.MOBILE) and digits < FEWEST_DIGITS:
        return _("A telephone number has digits: +7 812 000-00-00.")
    return None


class IdentifierForm(RecordForm):
    class Meta:
        model = Identifier
        fields = ["scheme", "value"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scheme"] = forms.CharField(
            label=self.fields["scheme"].label,
            help_text=self.fields["scheme"].help_text,
            max_length=50,
        )

    def clean_scheme(self):
        scheme = self.cleaned_data["scheme"].lower()
        if not re.fullmatch(r"[a-z0-9_-]+", scheme):
            raise forms.ValidationError(
                _("Write the register in small letters, and the number.")
            )
        return scheme

    def clean_value(self):
        """Of an item of Wikidata, its number, also from its address."""
        value = self.cleaned_data["value"]
        if self.cleaned_data.get("scheme") == Identifier.WIKIDATA:
            if address := WIKIDATA_ITEM.match(value):
                value = address[1]
            return value.upper()
        return value
