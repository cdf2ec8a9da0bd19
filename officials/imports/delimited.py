"""Delimited text files as people bring them: any encoding, commas or semicolons.

What can be read is read, and the table says how; what cannot is refused in one
sentence that says what is wrong and where.
"""

import codecs
import csv
import io
import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

DELIMITERS = {
    ",": gettext_lazy("commas"),
    ";": gettext_lazy("semicolons"),
    "\t": pgettext_lazy("between cells", "tabs"),
}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "koi8_u": "KOI8",
    "cp866": "DOS 866",
    "mac_cyrillic": "Mac Cyrillic",
    "mac_roman": "Mac Roman",
}
# Of equally plausible ones the first is taken.
GUESSES = (
    "cp1251",
    "cp1252",
    "koi8_u",
    "cp866",
    "mac_cyrillic",
    "mac_roman",
    "cp1250",
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_TEXT = (
    (b"PK\x03\x04", gettext_lazy("an Excel workbook or a zip archive")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an Excel workbook or a zip archive")),
    (b"\x1f\x8b", gettext_lazy("an Excel workbook or a zip archive")),
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
    (b"RIFF", gettext_lazy("a picture")),
    (b"%PDF", gettext_lazy("a PDF")),
)
WORD = re.compile(r"[^\W\d_]+")
PUNCTUATION = frozenset("«»“”„‘’‚–—…№§·• ")
CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")


class UnreadableFile(ValidationError):
    """One sentence: what is wrong with a file, and where."""

    def __init__(self, sentence, **params):
        super().__init__(sentence, code="unreadable", params=params)


class Table(NamedTuple):
    """A file as read; rows carry the number that a spreadsheet shows beside them."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    encoding: str
    delimiter: str
    line_end: str

    @property
    def manner(self):
        """How it was written: “Windows-1251, semicolons, line ends CRLF”."""
        if not self.encoding:
            return _("Excel workbook")
        ends = _("line ends %(ends)s") % {"ends": self.line_end}
        return f"{ENCODINGS[self.encoding]}, {DELIMITERS[self.delimiter]}, {ends}"


def read_table(content, *, recognise, most_rows):
    """The `Table` in `content` (bytes); every row has as many cells as the header.

    `recognise(names)` counts the column names that somebody knows what to do with: it
    decides what separates cells. Rows without a word are left out. Raises
    `UnreadableFile`, also when there are more than `most_rows`.
    """
    text, encoding = decoded(content)
    first_rows = {each: _first_row(text, each) for each in DELIMITERS}
    delimiter = max(
        DELIMITERS,
        key=lambda each: (recognise(first_rows[each]), len(first_rows[each])),
    )
    records = _records(text, delimiter)
    _number, header = next(records, (0, None))
    if header is None:
        raise UnreadableFile(_("The file is empty."))
    header = [name.strip() for name in header]
    while header and not header[-1]:
        header.pop()
    rows = []
    for number, cells in records:
        if len(rows) == most_rows:
            raise UnreadableFile(
                _("The file has more than %(most)s rows. Cut it in parts."),
                most=most_rows,
            )
        rows.append((number, _fitted(cells, len(header), number)))
    return Table(header, rows, encoding, delimiter, line_end(text))


def line_end(text):
    """“LF”, “CRLF” or “CR”: how the first line of `text` ends."""
    line_break = re.search(r"\r\n?|\n", text)
    return {"\r\n": "CRLF", "\r": "CR"}.get(line_break and line_break[0], "LF")


def _fitted(cells, width, number):
    """`cells` without empty ones past the header; UnreadableFile if they do not fit."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) != width:
        raise UnreadableFile(
            _(
                "Row %(row)s does not fit the first row: "
                "cells %(cells)s, columns %(width)s."
            ),
            row=number,
            cells=len(cells),
            width=width,
        )
    return cells


def _first_row(text, delimiter):
    try:
        return next(_records(text, delimiter), (0, []))[1]
    except UnreadableFile:
        return []


def _records(text, delimiter):
    """(number, cells) of every row with a word in it."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise UnreadableFile(_quotation_fault(fault), row=number) from None
        if any(cell.strip() for cell in cells):
            yield number, cells


def _quotation_fault(fault):
    if "unexpected end" in str(fault) or "field limit" in str(fault):
        return _("Row %(row)s opens a quotation mark that is never closed.")
    return _(
        "In row %(row)s a quotation mark stands inside a quoted cell: "
        "write it twice there, or take it out."
    )


# Bytes to text


def decoded(content):
    """(text, encoding) of `content`: by its mark, else UTF-8, else the likeliest.

    Raises `UnreadableFile` for what is no text at all.
    """
    for start, kind in NOT_TEXT:
        if content.startswith(start):
            raise UnreadableFile(
                _("This is %(kind)s. Save the table as CSV, and bring that file."),
                kind=kind,
            )
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode(encoding, "ignore")
        raise UnreadableFile(
            _("Row %(row)s is damaged: it does not go on in %(encoding)s."),
            row=_lines(before),
            encoding=ENCODINGS[encoding],
        ) from None
    if "\x00" in text:
        raise UnreadableFile(
            _("Row %(row)s holds NUL characters: this is no text, or a damaged one."),
            row=_lines(text[: text.index("\x00")]),
        )
    return text.removeprefix("\ufeff"), encoding


def _lines(text):
    return len(re.findall(r"\r\n?|\n", text)) + 1


def _encoding(content):
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    head = content[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 20 > len(head) and not min(even, odd):
        return "utf-16-le" if odd else "utf-16-be"
    return "utf-8" if _is_utf8(content) else _likeliest(content)


def _is_utf8(content):
    """Whether it is UTF-8, or would be but for a few broken places."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return not broken or broken * 10 < sum(character > "\x7f" for character in text)


def _likeliest(content):
    """The encoding that makes the most words of bytes above 127.

    charset-normalizer, which was tried, misreads files of a few rows.
    """
    lines = [line for line in content.splitlines() if not line.isascii()]
    sample = b"\n".join(lines[:500])
    faults = {}
    for encoding in GUESSES:
        try:
            faults[encoding] = _faults(sample.decode(encoding))
            content.decode(encoding)
        except UnicodeDecodeError:
            faults.pop(encoding, None)
    return min(faults, key=faults.get)


def _faults(text):
    """How many words and signs in `text` no language of ours would write."""
    faults = sum(
        not character.isascii()
        and not character.isalpha()
        and character not in PUNCTUATION
        for character in text
    )
    for word in WORD.findall(text):
        if word.isascii():
            continue
        well_cased = word.islower() or word.isupper() or word[1:].islower()
        letters = set(word.lower())
        native = letters <= CYRILLIC
        latin = all(letter.isascii() or "ß" <= letter <= "ž" for letter in letters)
        faults += not (well_cased and (native or latin))
    return faults
