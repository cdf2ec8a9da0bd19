"""The forms that take a file and ask where its rows go."""

import re
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from officials.imports.destination import Destination
from officials.imports.file_reader import HAVE_COLUMNS, LARGEST, Kind, of_holders
from officials.institutions.models import Appointment, Institution, Post
from officials.names.choice import ChooseOne
from officials.security.models import Circle

SOURCE_LENGTH = Appointment._meta.get_field("source").max_length


class FileForm(forms.Form):
    """A file; when valid it has `content`."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_(
            "CSV or Excel with any columns, Popolo JSON, or visiting cards (.vcf). "
            "Its first row names the columns."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_file(self):
        """Refuses a large file unread."""
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
        return upload


class DestinationForm(forms.Form):
    """What a file is, what its columns mean, and where its rows go.

    When valid it has `destination` and `chosen`, the meanings of the columns.
    """

    folded = ("source", "circle")

    file_kind = forms.ChoiceField(label=_("The file is"), choices=Kind)
    institution = ChooseOne(
        label=_("Institution of these posts"),
        queryset=Institution.objects.all(),
        required=False,
        help_text=_("For rows that do not say it themselves."),
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
    country = forms.CharField(
        label=_("Country"),
        max_length=2,
        required=False,
        help_text=_("Two letters: RU, FI, NL."),
    )
    post = forms.CharField(
        label=_("Post of those whose row names none"),
        max_length=Post._meta.get_field("title").max_length,
        required=False,
        help_text=_("For a list of the members of one body: Member of the State Duma."),
    )
    one_seat = forms.BooleanField(
        label=_("Each of these posts has one seat"),
        required=False,
        help_text=_(
            "Two holders at one time are then marked as disputed, for “To mend”. A "
            "post that the file shows with three or more at once keeps its seats "
            "unknown."
        ),
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

    def __init__(self, *args, user, file, layout, meanings, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.file, self.layout = user, file, layout
        self.fields["file_kind"].initial = file.kind
        self.fields["institution"].queryset = Institution.objects.visible_to(user)
        circles = Circle.objects.open_to(user)
        self.fields["circle"].queryset = circles
        if circles.count() < 2:
            del self.fields["circle"]
        self.columns = []
        if layout:
            self.fields["one_seat"].initial = of_holders(layout.guessed)
            self.add_columns(layout, meanings)
            if "institution" in layout.guessed:
                self.folded += ("institution", "new_institution", "kind", "post")

    def add_columns(self, layout, meanings):
        """A field for each column: what it means."""
        choices = [("", _("— not taken in —"))]
        choices += [(name, meaning.label) for name, meaning in meanings.items()]
        for place, name in enumerate(layout.header):
            field = f"column_{place}"
            self.fields[field] = forms.ChoiceField(
                label=name or "—",
                choices=choices,
                required=False,
                initial=layout.guessed[place],
                help_text=layout.samples[place][:120] if layout.samples else "",
            )
            self.columns.append(field)

    @property
    def other_kind(self):
        """The kind of the file, when a person says that it is another; else ""."""
        kind = self.data.get("file_kind", "")
        return kind if kind in Kind.values and kind != self.file.kind else ""

    def clean_country(self):
        country = self.cleaned_data["country"].upper()
        if country and not re.fullmatch(r"[A-Z]{2}", country):
            raise ValidationError(_("A country is two capital letters: RU, FI, NL."))
        return country

    def clean_post(self):
        return " ".join(self.cleaned_data["post"].split())

    def clean_new_institution(self):
        return " ".join(self.cleaned_data["new_institution"].split())

    def clean(self):
        cleaned = super().clean()
        self.chosen = [cleaned.get(name, "") for name in self.columns] or None
        if not {"institution", "new_institution"} & set(self.errors):
            self.check_institution(cleaned["institution"], cleaned["new_institution"])
        if not self.errors:
            self.destination = self.find_destination()
        return cleaned

    def check_institution(self, institution, new_name):
        """Adds an error unless it is one where one is needed, in the country said."""
        country = self.cleaned_data.get("country")
        if institution and new_name:
            reason = _("Choose an institution or write a new one, not both.")
            self.add_error("new_institution", reason)
        elif self.needs_institution() and not institution and not new_name:
            reason = _("Choose the institution, or write a new one below.")
            self.add_error("institution", reason)
        elif new_name and country == "":
            self.add_error("country", _("Say in which country the new institution is."))
        elif institution and country and institution.country not in ("", country):
            reason = _("%(institution)s is in %(country)s.")
            where = {"institution": institution, "country": institution.country}
            self.add_error("country", reason % where)

    def needs_institution(self):
        """Whether rows have posts and say nowhere of which institution."""
        if self.file.kind not in HAVE_COLUMNS:
            return False
        has_post = "post" in self.chosen or self.cleaned_data.get("post")
        return has_post and "institution" not in self.chosen

    def find_destination(self):
        cleaned = self.cleaned_data
        institution = cleaned["institution"]
        settings = {
            "institution": institution and institution.pk,
            "name": cleaned["new_institution"],
            "kind": cleaned["kind"] or Institution.Kind.OTHER,
            "country": cleaned["country"]
            or (institution.country if institution else ""),
            "circle": getattr(cleaned.get("circle"), "pk", Circle.ALL_STAFF),
            "source": cleaned["source"] or name_of_source(self.file.name),
            "one_seat": cleaned["one_seat"],
            "post": cleaned["post"],
        }
        return Destination.of(settings, user=self.user)


def name_of_source(file_name):
    """The name of a file, without its ending and the “ (1)” of a second download."""
    stem = re.sub(r"\s*\(\d+\)$", "", PurePath(file_name).stem)
    return stem[:SOURCE_LENGTH]
