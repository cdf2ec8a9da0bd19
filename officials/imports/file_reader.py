"""Turns a file of any kind into rows of one form (`Row`)."""

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.imports import cells
from officials.imports.cards import read_cards
from officials.imports.columns import guess, words_for
from officials.imports.popolo import read_popolo
from officials.imports.readers.limits import LIMITS
from officials.imports.rows import Row, further_name
from officials.imports.tables import read_table
from officials.imports.unreadable_files import UnreadableFile
from officials.people.models.people import DIED_FIRST

MOST_ROWS = LIMITS["table"].rows
LARGEST = max(LIMITS[kind].size for kind in ("table", "workbook", "popolo", "cards"))
PARTS = ("family", "given", "patronymic")
SAMPLE = 3  # rows shown beside the choice of meanings
TO_FIELD = {"start": "started", "end": "ended", "gender": "gender"}
GATHERED = {
    "other_name": "names",
    "email": "contacts",
    "phone": "contacts",
    "mobile": "contacts",
    "address": "contacts",
    "number": "identifiers",
    "theme": "themes",
}


class Kind(models.TextChoices):
    """What a file is."""

    TABLE = "table", gettext_lazy("Table of text (CSV)")
    WORKBOOK = "workbook", gettext_lazy("Excel workbook")
    POPOLO = "popolo", gettext_lazy("Popolo JSON")
    CARDS = "cards", gettext_lazy("Visiting cards (vCard)")


HAVE_COLUMNS = (Kind.TABLE, Kind.WORKBOOK)


def recognised_kind(content, name):
    """What `content` (bytes) of the file called `name` is, by content first."""
    suffix = PurePath(name).suffix.lower()
    if is_package(content):
        return Kind.WORKBOOK
    head = content[:4000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if head[:11].upper() == b"BEGIN:VCARD" or suffix == ".vcf":
        return Kind.CARDS
    if head[:1] in (b"{", b"[") or suffix == ".json":
        return Kind.POPOLO
    return Kind.TABLE


class Layout(NamedTuple):
    """The columns of a table, what they seem to mean, and the first cells below."""

    header: list[str]
    guessed: list[str]
    samples: list[str]
    manner: str


class FileContents(NamedTuple):
    """A file as read: its rows, how it was written, columns left unread."""

    rows: list[Row]
    manner: str
    unread: list[str]


def layout_of(content, kind, meanings):
    """The `Layout` of a table or a workbook; raises `UnreadableFile`."""
    table = table_of(content, kind, meanings, sample=SAMPLE)
    columns = zip(*(cells for _number, cells in table.rows[:SAMPLE]), strict=True)
    samples = [
        "; ".join(c.strip()[:40] for c in column if c.strip()) for column in columns
    ]
    return Layout(table.header, guess(table.header, meanings), samples, table.manner)


def is_package(content):
    """Whether `content` is a zip archive, as a workbook is."""
    return content.startswith(b"PK\x03\x04")


def table_of(content, kind, meanings, sample=None):
    """The `Table` of a file, or `sample` rows of it; raises `UnreadableFile`."""
    check_size(content)
    if kind == Kind.WORKBOOK:
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableFile(
                _(
                    "This is an old Excel workbook (.xls), or one with a password. "
                    "Save it as .xlsx, and bring that file."
                )
            )
        if not is_package(content):
            raise UnreadableFile(_("This is no Excel workbook (.xlsx)."))
    words, several = words_for(meanings)
    table = read_table(
        kind, content, words, several, most_rows=MOST_ROWS, sample=sample
    )
    if not table.rows:
        raise UnreadableFile(_("The file names its columns and holds no row."))
    return table


def check_size(content):
    if not content.strip():
        raise UnreadableFile(_("The file is empty."))


def check(content, kind, meanings):
    """UnreadableFile, in one sentence, unless `content` can be read as `kind`."""
    if kind in HAVE_COLUMNS:
        return layout_of(content, kind, meanings).manner
    check_size(content)
    return (read_popolo if kind == Kind.POPOLO else read_cards)(content)[1]


def read(content, kind, meanings, mapping=None, post=""):
    """What `content` holds; `mapping` are the meanings of its columns, in order.

    `post` is that of the rows of a table that name none.

    Raises `UnreadableFile`, also when no column says who or what a row is about.
    """
    if kind in HAVE_COLUMNS:
        with nothing_swept():
            return read_columns(
                table_of(content, kind, meanings), meanings, mapping, post
            )
    check_size(content)
    rows, manner = (read_popolo if kind == Kind.POPOLO else read_cards)(content)
    for row in rows:
        check_row(row)
    return FileContents(rows, manner, [])


@contextmanager
def nothing_swept():
    """Without Python looking for garbage among the rows: it takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_columns(table, meanings, mapping, post=""):
    mapping = mapping or guess(table.header, meanings)
    check_meanings(table.header, mapping, meanings)
    reader = TableReader(table, mapping, meanings, post)
    unread = [n for n, m in zip(table.header, mapping, strict=True) if not m and n]
    return FileContents(reader.rows(), table.manner, unread)


def check_meanings(header, mapping, meanings):
    """UnreadableFile unless something tells who, and no meaning stands twice."""
    if not {"name", "family", "institution"} & set(mapping):
        raise UnreadableFile(
            _("No column says who a row is about; the file has: %(names)s."),
            names=", ".join(header)[:100],
        )
    for meaning in filter(None, mapping):
        if mapping.count(meaning) > 1 and not meanings[meaning].several:
            twice = [n for n, m in zip(header, mapping, strict=True) if m == meaning]
            raise UnreadableFile(
                _("Two columns say the same: %(names)s. Leave one of them out."),
                names=", ".join(twice)[:100],
            )


def of_holders(mapping):
    """Whether columns of these meanings are a list of who held which post, and when."""
    personal_meanings = set(mapping) & {
        "email",
        "phone",
        "mobile",
        "address",
        "lead",
        "stage",
    }
    return (
        "post" in mapping
        and bool({"start", "end"} & set(mapping))
        and not personal_meanings
    )


@dataclass(slots=True)
class Refused:
    """Why a cell could not be taken."""

    reason: str


class TableReader:
    """Reads a table column by column: each different cell is understood once."""

    def __init__(self, table, mapping, meanings, post):
        self.post = post
        self.header, self.meanings, self.mapping = table.header, meanings, mapping
        self.of_holders = of_holders(mapping)
        self.numbers = [number for number, _cells in table.rows]
        columns = list(zip(*(cells for _number, cells in table.rows), strict=True))
        self.columns = [
            (meaning, name, self.understood(column, meanings[meaning].read))
            for meaning, name, column in zip(
                mapping, table.header, columns, strict=True
            )
            if meaning
        ]

    def understood(self, column, read):
        readings = {}
        for text in set(column):
            even = " ".join(text.split())
            try:
                readings[text] = read(even) if even else None
            except ValueError as reason:
                readings[text] = Refused(str(reason))
        return [readings[text] for text in column]

    def rows(self):
        rows = [Row(number) for number in self.numbers]
        for meaning, name, values in self.columns:
            field, put = TO_FIELD.get(meaning, meaning), self.setter(meaning)
            for row, value in zip(rows, values, strict=True):
                if value is None:
                    continue
                if type(value) is Refused:
                    words = {"column": name, "reason": value.reason}
                    row.refuse(_("Column “%(column)s”: %(reason)s") % words)
                elif put is None:
                    setattr(row, field, value)
                else:
                    put(row, value)
        for row in rows:
            self.finish(row)
        return rows

    def setter(self, meaning):
        """How a value of `meaning` gets into a row; None where it is simply set."""
        if meaning in GATHERED:
            field = GATHERED[meaning]
            return lambda row, value: row.add(
                field, *(value if isinstance(value, list) else [value])
            )
        if meaning == "item":
            return lambda row, value: row.add("identifiers", value)
        if self.meanings[meaning].extra or meaning in PARTS:
            return lambda row, value: row.add_extra(meaning, value)
        return None

    def finish(self, row):
        if row.extra:
            join_name(row)
        if row.names:
            row.names = tuple(further_name(name, row.name) for name in row.names)
        about_a_person = row.post or not row.institution
        if row.name is None and not row.problems and about_a_person:
            self.misses(row, "name", "family")
        if self.post and row.name and not row.post:
            row.post = self.post
        if self.of_holders and not row.post and not row.problems:
            self.misses(row, "post")
        check_row(row)

    def misses(self, row, *meanings):
        """Adds that the cell of the first of `meanings` that has a column is empty."""
        for meaning, name in zip(self.mapping, self.header, strict=True):
            if meaning in meanings:
                empty = _("empty; write it in the file, or leave the row out.")
                words = {"column": name, "reason": empty}
                row.refuse(_("Column “%(column)s”: %(reason)s") % words)
                return


def join_name(row):
    """The whole name out of family name, given name and patronymic."""
    family, given, patronymic = (row.extra.get(part, "") for part in PARTS)
    row.extra = {k: v for k, v in row.extra.items() if k not in PARTS}
    if row.name is None and (family or given):
        text = " ".join(part for part in (given, patronymic, family) if part)
        try:
            row.name = cells.a_name(text)
        except ValueError as reason:
            row.refuse(str(reason))
            return
    if row.name and family:
        row.name = row.name._replace(
            family=family[:100], given=given[:100], patronymic=patronymic[:100]
        )


def check_row(row):
    """Adds the problems that no cell has alone."""
    if row.name is None and not row.institution and not row.problems:
        row.refuse(_("This row says neither who nor what it is about."))
    if (row.started or row.ended) and not row.post and not row.problems:
        row.refuse(_("It has dates and no post: say which post it was."))
    if row.born and row.died and row.died.last < row.born.first:
        row.refuse(str(DIED_FIRST))
