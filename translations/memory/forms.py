"""The forms that bring a memory of another tool, and take ours away."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from officials.security.models import Circle
from translations.catalogue.languages import LANGUAGES
from translations.formats.memory_files import read_memory

LARGEST = 20 * 1024 * 1024  # bytes


class LanguagesForm(forms.Form):
    """From which language into which."""

    source_language = forms.ChoiceField(
        label=_("Language of the source"), choices=LANGUAGES
    )
    target_language = forms.ChoiceField(
        label=_("Into"), choices=LANGUAGES, initial="ru"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        fields = super().clean()
        if fields.get("source_language") == fields.get("target_language"):
            raise ValidationError(_("These have to be two languages."))
        return fields

    @property
    def languages(self):
        """The two codes of a valid form."""
        fields = self.cleaned_data
        return fields["source_language"], fields["target_language"]


class BringMemoryForm(LanguagesForm):
    """A file (TMX); when valid it has `memory`, a MemoryFile."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("A translation memory of another tool (TMX)."),
    )
    title = forms.CharField(
        label=_("What it is"),
        max_length=300,
        help_text=_("Translators see this beside each match from it."),
    )
    circle = forms.ModelChoiceField(
        label=_("Circle"),
        queryset=Circle.objects.none(),
        empty_label=None,
        help_text=_("External translators see what all staff see, and no more."),
    )
    field_order = ["file", "title", "source_language", "target_language", "circle"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["circle"].queryset = Circle.objects.open_to(user)
        self.fields["circle"].initial = Circle.ALL_STAFF

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
        return upload

    def clean(self):
        fields = super().clean()
        if not self.errors:
            try:
                self.memory = read_memory(fields["file"].read(), *self.languages)
            except ValidationError as refusal:
                self.add_error("file", refusal)
        return fields


class TakeMemoryForm(LanguagesForm):
    """Which languages are taken, and why."""

    reason = forms.CharField(
        label=_("Why you need the file"),
        max_length=300,
        help_text=_("It is kept with who took it."),
    )


class SetAsideForm(forms.Form):
    """Why a pair is not to be offered."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence; colleagues read it, and it is kept."),
    )
