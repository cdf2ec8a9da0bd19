"""Why a file cannot be read, in one sentence for whoever brought it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # what holds for files of every kind
    "size": _("The file is too large: %(most)s MB is the most that fits."),
    "time": _(
        "This file could not be read within %(seconds)s seconds. Cut it in parts, or "
        "save it anew in the program that it comes from."
    ),
    "memory": _(
        "This file takes more room to read than such a file should. Cut it in parts, "
        "or save it anew in the program that it comes from."
    ),
    "depth": _("This file is nested far too deep."),
    "fault": _(
        "This file cannot be read: it is damaged, or made in a way that we do not know."
    ),
    "text": _("A cell of this file is too long: %(most)s characters are the most."),
    "busy": _("Several files are being read just now. Bring yours again in a minute."),
    "empty": _("The file is empty."),
    "rows": _("The file has more than %(most)s rows. Cut it in parts."),
    # tables of text
    "archive": _(
        "This is an Excel workbook or a zip archive. Save the table as CSV, and bring "
        "that file."
    ),
    "picture": _("This is a picture. Save the table as CSV, and bring that file."),
    "pdf": _("This is a PDF. Save the table as CSV, and bring that file."),
    "bytes": _("Row %(row)s is damaged: it does not go on in %(encoding)s."),
    "nul": _("Row %(row)s holds NUL characters: this is no text, or a damaged one."),
    "width": _(
        "Row %(row)s does not fit the first row: cells %(cells)s, columns %(width)s."
    ),
    "quotation open": _("Row %(row)s opens a quotation mark that is never closed."),
    "quotation inside": _(
        "In row %(row)s a quotation mark stands inside a quoted cell: "
        "write it twice there, or take it out."
    ),
    # workbooks
    "workbook damaged": _(
        "This workbook is damaged. Open it in Excel, and save it anew as .xlsx."
    ),
    "workbook password": _("This workbook has a password. Save it without one."),
    "workbook macros": _("This workbook holds macros. Save it as .xlsx without them."),
    "workbook other": _("This is a zip archive and no Excel workbook (.xlsx)."),
    "workbook swells": _(
        "This workbook unpacks to far more than it should; it was not opened."
    ),
    # Popolo
    "json damaged": _(
        "This JSON is damaged in line %(line)s: it cannot be read from there."
    ),
    "json depth": _("This JSON is nested far too deep."),
    "json list": _("“%(part)s” of this JSON must be a list of objects."),
    "no popolo": _("This JSON is no Popolo: it must hold “persons”."),
}


class UnreadableFile(ValidationError):
    """One sentence: what is wrong with a file, and where."""

    def __init__(self, sentence, **params):
        super().__init__(sentence, code="unreadable", params=params)


class RefusedFile(UnreadableFile):
    """What a reader refused: `reason` is its code, and `sentences` has the words."""

    def __init__(self, reason, sentences=SENTENCES, **params):
        self.reason = reason
        super().__init__(sentences.get(reason, SENTENCES["fault"]), **params)
