"""The form that brings a file back to its job."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from translations.workbench.returns import aligned_text, memory_pairs, returned_table

LARGEST = 20 * 1024 * 1024  # bytes
TABLE, TEXT, MEMORY = "table", "text", "memory"
OLD_WORD, RICH = b"\xd0\xcf\x11\xe0", rb"{\rtf"  # refused in words by who reads


class ReturnForm(forms.Form):
    """A file; when valid it has `manner` (table, text or memory) and its `lines`."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_(
            "The table, the translated document itself (.docx), or a translation "
            "memory (.tmx). What it is is seen from what stands in it."
        ),
    )
    as_final = forms.BooleanField(
        label=_("If it has tracked changes: take them as made"), required=False
    )

    def __init__(self, *args, translation, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.translation, self.user = translation, user

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
            self.content = fields["file"].read()
            try:
                self.manner, self.lines = self.read(fields["as_final"])
            except ValidationError as refusal:
                self.add_error("file", refusal)
        return fields

    def read(self, as_final):
        """(what it is, its lines); ValidationError where it is none of these."""
        content = self.content
        start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
        if start.startswith((b"PK", OLD_WORD, RICH)):
            job = self.translation
            if lines := returned_table.read(content, job, as_final=as_final):
                return TABLE, lines
            return TEXT, self.read_text(as_final)
        if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
            return MEMORY, self.read_memory()
        raise ValidationError(
            _("Bring a Word document (.docx) or a translation memory (.tmx).")
        )

    def read_text(self, as_final):
        places = aligned_text.read(self.content, self.translation, as_final=as_final)
        if not any(place["texts"] for place in places):
            raise ValidationError(_("There are no words in this document."))
        return places

    def read_memory(self):
        lines = memory_pairs.read(self.content, self.translation)
        if not lines:
            raise ValidationError(
                _(
                    "This memory has no sentence of this text in both languages: "
                    "nothing can be taken from it."
                )
            )
        return lines
