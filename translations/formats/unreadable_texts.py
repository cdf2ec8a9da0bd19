"""Why the file of a text cannot be read, and what in it is not: in words."""

from django.utils.translation import gettext_lazy as _

# What a file holds and a translator is not shown, by the code of the reader.
LEFT_OUT = {
    "charts": _("text in charts"),
    "comments": _("comments"),
    "diagrams": _("text in diagrams"),
    "drawings": _("text drawn in pictures"),
    "embedded": _("files inside the file"),
    "hidden": _("hidden text"),
}
SENTENCES = {
    "kind": _(
        "A text can be brought as Word (.docx), HTML, Markdown or plain text: save it "
        "as one of these."
    ),
    "pdf": _("This is a PDF. The UN and HUDOC also offer Word: take that."),
    "doc": _(
        "This is a Word document of the old kind (.doc), whatever its name says. Open "
        "it in Word or LibreOffice, and save it as .docx."
    ),
    "rtf": _(
        "This is RTF, whatever its name says. Open it in Word or LibreOffice, and save "
        "it as .docx."
    ),
    "docx other": _(
        "This is no Word document (.docx), whatever its name says. Open it in the "
        "program that it comes from, and save it as .docx."
    ),
    "docx strict": _(
        "This Word document is of the kind “Strict Open XML”. Save it as an ordinary "
        "Word document (.docx)."
    ),
    "docx damaged": _(
        "This Word document is damaged. Open it in Word or LibreOffice, and save it "
        "anew as .docx."
    ),
    "docx doctype": _(
        "This Word document declares entities, which none does that was written in an "
        "office. Nothing of it was read."
    ),
    "docx password": _("This Word document has a password. Save it without one."),
    "docx macros": _("This Word document holds macros. Save it as .docx without them."),
    "docx swells": _(
        "This Word document unpacks to far more than it should; it was not opened."
    ),
    "docx tracked": _(
        "This Word document has tracked changes. Accept or reject them in Word, or say "
        "here that they are to be taken as final."
    ),
    "tmx damaged": _(
        "This translation memory is damaged in line %(line)s. Save it anew in the "
        "program that it comes from; nothing of it was taken."
    ),
    "tmx entities": _(
        "This translation memory declares entities, which none does that a program for "
        "translators wrote. Nothing of it was read."
    ),
    "tmx other": _("This is no translation memory (.tmx), whatever its name says."),
    "text damaged": _(
        "This file is damaged: some of it cannot be read as letters. Save it anew as "
        "UTF-8."
    ),
    "text nul": _("This file holds NUL characters: it is no text, or a damaged one."),
    "text": _(
        "A paragraph of this file is too long: %(most)s characters are the most."
    ),
    "rows": _("The file has more than %(most)s paragraphs. Cut it in parts."),
}
