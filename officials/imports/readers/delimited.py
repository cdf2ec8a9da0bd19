"""Delimited text files as people bring them: any encoding, commas or semicolons.

What can be read is read, and the first record says how; what cannot is refused with
what is wrong and where.
"""

import codecs
import csv
import io
import re

from officials.imports.readers.column_words import recognised
from officials.imports.readers.unreadable import Unreadable

DELIMITERS = (",", ";", "\t")
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
for encoding_name in ENCODINGS:
    codecs.lookup(encoding_name)  # loaded now: once the walls stand it could not be
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
    (b"PK\x03\x04", "archive"),
    (b"\xd0\xcf\x11\xe0", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
    (b"%PDF", "pdf"),
)
WORD = re.compile(r"[^\W\d_]+")
PUNCTUATION = frozenset("«»“”„‘’‚–—…№§·• ")
CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")


def read(content, options):
    """How the table in `content` is written, with its header; then its rows.

    A row is its number, as a spreadsheet shows it, and as many cells as the header has;
    rows without a word are left out. Of the names of columns, `options` has the words
    that somebody knows what to do with: they decide what separates cells. Raises
    `Unreadable`, also when there are more than `most_rows`.
    """
    text, encoding = decoded(content)
    first_rows = {each: _first_row(text, each) for each in DELIMITERS}
    words, several = options["words"], options["several"]
    delimiter = max(
        DELIMITERS,
        key=lambda each: (
            recognised(first_rows[each], words, several),
            len(first_rows[each]),
        ),
    )
    records = _records(text, delimiter)
    _number, header = next(records, (0, None))
    if header is None:
        raise Unreadable("empty")
    header = [name.strip() for name in header]
    while header and not header[-1]:
        header.pop()
    yield {
        "header": header,
        "encoding": encoding,
        "delimiter": delimiter,
        "line_end": line_end(text),
    }
    yield from counted(_fitted_rows(records, len(header)), options)


def counted(rows, options):
    """The first `sample` of `rows`; Unreadable when they are more than `most_rows`."""
    most, sample = options["most_rows"], options.get("sample")
    for place, row in enumerate(rows):
        if place == most:
            raise Unreadable("rows", most=most)
        if sample is None or place < sample:
            yield row


def line_end(text):
    """“LF”, “CRLF” or “CR”: how the first line of `text` ends."""
    line_break = re.search(r"\r\n?|\n", text)
    return {"\r\n": "CRLF", "\r": "CR"}.get(line_break and line_break[0], "LF")


def _fitted_rows(records, width):
    """[number, cells] of rows without empty cells past the header."""
    for number, cells in records:
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) != width:
            raise Unreadable("width", row=number, cells=len(cells), width=width)
        yield [str(number), *cells]


def _first_row(text, delimiter):
    try:
        return next(_records(text, delimiter), (0, []))[1]
    except Unreadable:
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
            raise Unreadable(_quotation_fault(fault), row=number) from None
        if any(cell.strip() for cell in cells):
            yield number, cells


def _quotation_fault(fault):
    never_closed = "unexpected end" in str(fault) or "field limit" in str(fault)
    return "quotation open" if never_closed else "quotation inside"


# Bytes to text


def decoded(content):
    """(text, encoding) of `content`: by its mark, else UTF-8, else the likeliest.

    Raises `Unreadable` for what is no text at all.
    """
    for start, kind in NOT_TEXT:
        if content.startswith(start):
            raise Unreadable(kind)
    encoding = encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode(encoding, "ignore")
        raise Unreadable(
            "bytes", row=_lines(before), encoding=ENCODINGS[encoding]
        ) from None
    if "\x00" in text:
        raise Unreadable("nul", row=_lines(text[: text.index("\x00")]))
    return text.removeprefix("\ufeff"), ENCODINGS[encoding]


def _lines(text):
    return len(re.findall(r"\r\n?|\n", text)) + 1


def encoding_of(content):
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
