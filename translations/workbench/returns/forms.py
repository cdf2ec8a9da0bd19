"""The form that brings a file back to its job."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

LARGEST = 20 * 1024 * 1024  # bytes


class ReturnForm(forms.Form):
    """A file that is small enough; when valid it has its `content`, unread."""

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
