"""The rows of a file of office-holders, each read cell by cell."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from officials.dates import PartialDate
from officials.delimited import UnreadableFile, read_table
from officials.models import Official, OfficialName, Post

MOST_ROWS = 20_000
COLUMNS = {
    "position": "position",
    "post": "position",
    "person": "person",
    "name": "person",
    "personid": "item",
    "wikidata": "item",
    "start": "start",
    "end": "end",
    "gender": "gender",
    "dob": "born",
    "dod": "died",
}
REQUIRED = ("position", "person")
GENDERS = {
    "male": Official.Gender.MALE,
    "m": Official.Gender.MALE,
    "female": Official.Gender.FEMALE,
    "f": Official.Gender.FEMALE,
}
WIKIDATA_ITEM = re.compile(r"Q[1-9][0-9]{0,18}")


@dataclass(slots=True)
class Row:
    """One row: this person held this post, from, until. Dates are `PartialDate`s.

    `problems` are sentences, one for each cell that cannot be taken as it is.
    """

    number: int
    position: str = ""
    person: str = ""
    item: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    gender: str = ""
    born: PartialDate | None = None
    died: PartialDate | None = None
    problems: list[str] = field(default_factory=list)


class HolderFile(NamedTuple):
    """A file of office-holders: its rows, how it was written, columns left unread."""

    rows: list[Row]
    manner: str
    unread: list[str]


def read_holders(content):
    """The `HolderFile` in `content` (bytes); raises `UnreadableFile`."""
    table = read_table(content, recognise=recognised, most_rows=MOST_ROWS)
    meanings = [COLUMNS.get(plain(name)) for name in table.header]
    check_columns(table.header, meanings)
    if not table.rows:
        raise UnreadableFile(_("The file names its columns and holds no row."))
    reader = RowReader(table.header, meanings)
    return HolderFile(
        rows=[reader.read(number, cells) for number, cells in table.rows],
        manner=table.manner,
        unread=[name for name in table.header if plain(name) not in COLUMNS],
    )


def plain(name):
    return re.sub(r"[\s_-]", "", name).casefold()


def recognised(names):
    return sum(plain(name) in COLUMNS for name in names)


def check_columns(header, meanings):
    """UnreadableFile unless every meaning is there that must be, and none twice."""
    if any(meaning not in meanings for meaning in REQUIRED):
        raise UnreadableFile(
            _(
                "The first row must name the columns “position” and “person”; "
                "it holds: %(names)s."
            ),
            names=", ".join(header)[:100],
        )
    for meaning in meanings:
        if meaning and meanings.count(meaning) > 1:
            twice = [n for n, m in zip(header, meanings, strict=True) if m == meaning]
            raise UnreadableFile(
                _("Two columns say the same: %(names)s. Leave one of them out."),
                names=", ".join(twice)[:100],
            )


class RowReader:
    """Reads rows of one layout of columns."""

    def __init__(self, header, meanings):
        self.places = {m: place for place, m in enumerate(meanings) if m}
        self.names = {m: header[place] for m, place in self.places.items()}

    def read(self, number, cells):
        row = Row(number)
        for meaning, place in self.places.items():
            text = " ".join(cells[place].split())
            try:
                setattr(row, meaning, READERS[meaning](text))
            except ValueError as reason:
                row.problems.append(
                    _("Column “%(column)s”: %(reason)s")
                    % {"column": self.names[meaning], "reason": reason}
                )
        if row.start and row.end and row.end.last < row.start.first:
            row.problems.append(
                _("It ends (%(end)s) before it begins (%(start)s): mend one of them.")
                % {"start": row.start.isoformat(), "end": row.end.isoformat()}
            )
        return row


def a_title(text):
    return _words(text, Post._meta.get_field("title").max_length)


def a_name(text):
    return _words(text, OfficialName._meta.get_field("text").max_length)


def _words(text, longest):
    if not text:
        raise ValueError(_("empty; write it in the file, or leave the row out."))
    if not any(character.isalnum() for character in text):
        raise ValueError(_("“%(text)s” holds no letter.") % {"text": text[:40]})
    if len(text) > longest:
        raise ValueError(
            _("%(length)s characters are too many; %(longest)s fit.")
            % {"length": len(text), "longest": longest}
        )
    return text


def an_item(text):
    if text and not WIKIDATA_ITEM.fullmatch(text):
        raise ValueError(
            _("“%(text)s” is no Wikidata item. Write one like Q7747, or none.")
            % {"text": text[:40]}
        )
    return text


@lru_cache(maxsize=10_000)
def a_date(text):
    return PartialDate.parse(text) if text else None


def a_gender(text):
    """What is neither female nor male stays unknown."""
    return GENDERS.get(text.casefold(), "")


READERS = {
    "position": a_title,
    "person": a_name,
    "item": an_item,
    "start": a_date,
    "end": a_date,
    "gender": a_gender,
    "born": a_date,
    "died": a_date,
}
