"""A letter as a file: Word (DOCX) and PDF; envelopes and address labels.

Plain in structure: no macros, and nothing of the machine or the writer in its
properties. What people wrote goes in as text and never as markup.
"""

import datetime
import io
import re
import zipfile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from engagements.letters.letter_texts import long_date
from officials.pdf import pdf
from officials.people.models import ContactPoint

NUMBER = {"ru": "№ {} от {}", "en": "No. {}, {}"}
# Not translatable: it is in the language of the letter, not of the reader.
DRAFT = {"ru": "Проект, не для отправки", "en": "Draft, not to be sent"}
LONG_AGO = datetime.datetime(2000, 1, 1)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Says with which program and on which system a file was made.
APP = "docProps/app.xml"
NO_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def parts_of(letter):
    """What stands on the sheet, from the top: strings, and lists of lines.

    What is not dispatched says on every page that it is a draft, and has neither a
    number nor a line to sign: no paper of it looks like the letter.
    """
    is_draft = letter.may_not_go_yet
    body = clean(letter.body)
    salutation = clean(letter.salutation)
    return {
        "addressee": lines_of(letter.addressee),
        "draft": DRAFT[letter.language] if is_draft else "",
        "number": ""
        if is_draft
        else NUMBER[letter.language].format(
            letter.plain_number,
            long_date(letter.dated_on, letter.language),
        ),
        "subject": clean(letter.subject),
        "salutation": "" if salutation in body else salutation,
        "paragraphs": [
            lines_of(part) for part in re.split(r"\n\s*\n", body) if part.strip()
        ],
        "label": [lines_of(part) for part in letter.label.split("\n\n") if part],
        "signatory": "" if is_draft else clean(str(letter.signatory or "")),
        "language": letter.language,
    }


def clean(text):
    """`text` without what no XML file holds (form feeds and the like)."""
    return NOT_IN_XML.sub("", text.replace("\r\n", "\n"))


def lines_of(text):
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def docx_of(letter):
    """The letter as a Word file, in bytes."""
    parts, document = parts_of(letter), Document()
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(12)
    if parts["draft"]:
        head = document.sections[0].header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.add_run(parts["draft"]).bold = True
    paragraph(document, parts["addressee"], WD_ALIGN_PARAGRAPH.RIGHT)
    if parts["number"]:
        paragraph(document, [parts["number"]])
    paragraph(document, [parts["subject"]], bold=True)
    if parts["salutation"]:
        paragraph(document, [parts["salutation"]], WD_ALIGN_PARAGRAPH.CENTER)
    for lines in parts["paragraphs"]:
        paragraph(document, lines)
    if parts["signatory"]:
        paragraph(document, [parts["signatory"]])
    for lines in parts["label"]:
        paragraph(document, lines, bold=True)
    tell_nothing(document.core_properties)
    file = io.BytesIO()
    document.save(file)
    return without_maker(file)


def paragraph(document, lines, alignment=None, *, bold=False):
    """One paragraph of `lines`, each on its own line."""
    new_paragraph = document.add_paragraph()
    new_paragraph.alignment = alignment
    new_paragraph.add_run("\n".join(lines)).bold = bold


def tell_nothing(properties):
    """Takes names, machines and moments out of the core properties of a file."""
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = properties.subject = properties.keywords = ""
    properties.created = properties.modified = LONG_AGO


def without_maker(file):
    """The bytes of the Word file `file`, without the program that made it."""
    clean_file = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(clean_file, "w") as new:
        for entry in old.infolist():
            content = NO_APP if entry.filename == APP else old.read(entry)
            zip_entry = zipfile.ZipInfo(entry.filename, (2000, 1, 1, 0, 0, 0))
            zip_entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(zip_entry, content)
    return clean_file.getvalue()


def pdf_of(letter):
    """The letter as a PDF, in bytes."""
    return pdf("letter.typ", parts_of(letter))


def addresses_of(letters, user):
    """The lines of each addressee, with the postal address that `user` sees, if any."""
    letters = list(letters)
    points = ContactPoint.objects.visible_to(user).filter(
        kind=ContactPoint.Kind.POSTAL,
        official__in=[each.official_id for each in letters if each.official_id],
    )
    streets = {}
    for point in points.order_by("preferred", "pk"):
        streets[point.official_id] = point.value
    return [
        [*lines_of(each.addressee), *lines_of(streets.get(each.official_id, ""))]
        for each in letters
    ]


def envelopes_of(letters, user):
    """A page of 220 by 110 mm (DL, ISO 269) for each of `letters`."""
    return pdf("envelopes.typ", {"addresses": addresses_of(letters, user)})


def labels_of(letters, user):
    """Sheets of A4 with 24 address labels each."""
    return pdf("address_labels.typ", {"addresses": addresses_of(letters, user)})
