"""What a file that comes back to its job is, and what stands in it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from translations.workbench.returns import aligned_text, memory_pairs, returned_table

TABLE, TEXT, MEMORY = "table", "text", "memory"
OLD_WORD, RICH = b"\xd0\xcf\x11\xe0", rb"{\rtf"  # refused in words by who reads


def read(content, job, *, as_final=False):
    """(TABLE, TEXT or MEMORY, the lines of it) for the translation `job`.

    ValidationError where it is none of these; `TakesLong` where the caller's patience
    ends (`reader_process.at_most`).
    """
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"PK", OLD_WORD, RICH)):
        if lines := returned_table.read(content, job, as_final=as_final):
            return TABLE, lines
        return TEXT, text_in(content, job, as_final=as_final)
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return MEMORY, memory_in(content, job)
    raise ValidationError(
        _("Bring a Word document (.docx) or a translation memory (.tmx).")
    )


def text_in(content, job, *, as_final):
    places = aligned_text.read(content, job, as_final=as_final)
    if not any(place["texts"] for place in places):
        raise ValidationError(_("There are no words in this document."))
    return places


def memory_in(content, job):
    lines = memory_pairs.read(content, job)
    if not lines:
        raise ValidationError(
            _(
                "This memory has no sentence of this text in both languages: "
                "nothing can be taken from it."
            )
        )
    return lines
