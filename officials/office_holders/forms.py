"""The form that takes a file of office-holders."""

import re
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from officials.choosing import ChooseOne
from officials.models import Appointment, Circle, Institution
from officials.office_holders.destination import Destination
from officials.office_holders.rows import read_holders

LARGEST = 5 * 1024 * 1024
SOURCE_LENGTH = Appointment._meta.get_field("source").max_length


class HolderFileForm(forms.Form):
    """A file, and where its rows go. When valid it has `content` and `destination`."""

    folded = ("source", "circle")

    file = forms.FileField(
        label=_("CSV file"),
        allow_empty_file=True,
        help_text=_(
            "Its first row names the columns: position, person, and where known "
            "personID (Wikidata), start, end, gender, DOB, DOD."
        ),
    )
    country = forms.CharField(
        label=_("Country"), max_length=2, help_text=_("Two letters: RU, FI, NL.")
    )
    institution = ChooseOne(
        label=_("Institution of these posts"),
        queryset=Institution.objects.all(),
        required=False,
        help_text=_("The file holds only titles, and every country has a “President”."),
    )
    new_institution = forms.CharField(
        label=_("or a new institution"),
        max_length=Institution._meta.get_field("name").max_length,
        required=False,
        help_text=_("Its name in English: Government of Finland."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of the new institution"),
        choices=Institution.Kind,
        initial=Institution.Kind.OTHER,
        required=False,
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=SOURCE_LENGTH,
        required=False,
        help_text=_(
            "Stands beside every appointment, and tells what came in before. "
            "Left empty, it is the name of the file."
        ),
    )
    circle = forms.ModelChoiceField(
        label=_("Circle"),
        queryset=Circle.objects.none(),
        initial=Circle.ALL_STAFF,
        empty_label=None,
        help_text=_("Only the people of this circle see what is imported."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["institution"].queryset = Institution.objects.visible_to(user)
        circles = Circle.objects.open_to(user)
        self.fields["circle"].queryset = circles
        if circles.count() < 2:
            del self.fields["circle"]

    def clean_file(self):
        """Refuses what cannot be read, in one sentence; a large file unread."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise ValidationError(
                _("The file has %(size)s; the most that fits is %(most)s."),
                params={
                    "size": filesizeformat(upload.size),
                    "most": filesizeformat(LARGEST),
                },
            )
        self.content = upload.read()
        read_holders(self.content)
        return upload

    def clean_country(self):
        country = self.cleaned_data["country"].upper()
        if not re.fullmatch(r"[A-Z]{2}", country):
            raise ValidationError(_("A country is two capital letters: RU, FI, NL."))
        return country

    def clean_new_institution(self):
        return " ".join(self.cleaned_data["new_institution"].split())

    def clean(self):
        cleaned = super().clean()
        if not {"institution", "new_institution"} & set(self.errors):
            self.check_institution(cleaned["institution"], cleaned["new_institution"])
        if not self.errors:
            self.destination = self.find_destination()
        return cleaned

    def check_institution(self, chosen, typed):
        """Adds an error unless it is one, and in the country that was said."""
        country = self.cleaned_data.get("country")
        if chosen and typed:
            reason = _("Choose an institution or write a new one, not both.")
            self.add_error("new_institution", reason)
        elif not chosen and not typed:
            reason = _("Choose the institution, or write a new one below.")
            self.add_error("institution", reason)
        elif chosen and country and chosen.country not in ("", country):
            reason = _("%(institution)s is in %(country)s.")
            where = {"institution": chosen, "country": chosen.country}
            self.add_error("country", reason % where)

    def find_destination(self):
        cleaned = self.cleaned_data
        settings = {
            "institution": cleaned["institution"] and cleaned["institution"].pk,
            "name": cleaned["new_institution"],
            "kind": cleaned["kind"] or Institution.Kind.OTHER,
            "country": cleaned["country"],
            "circle": getattr(cleaned.get("circle"), "pk", Circle.ALL_STAFF),
            "source": cleaned["source"] or name_of_source(cleaned["file"].name),
        }
        return Destination.of(settings, user=self.user)


def name_of_source(file_name):
    """The name of a file, without its ending and the “ (1)” of a second download."""
    stem = re.sub(r"\s*\(\d+\)$", "", PurePath(file_name).stem)
    return stem[:SOURCE_LENGTH]
