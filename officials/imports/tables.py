"""Tables, of text or of a workbook, as their readers bring them."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from officials.imports.reader_process import nothing_strange, records_of
from officials.imports.readers.limits import LIMITS

DELIMITERS = {
    ",": gettext_lazy("commas"),
    ";": gettext_lazy("semicolons"),
    "\t": pgettext_lazy("between cells", "tabs"),
}


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
        return f"{self.encoding}, {DELIMITERS[self.delimiter]}, {ends}"


def read_table(kind, content, words, several=(), *, most_rows=None, sample=None):
    """The `Table` in `content` (bytes), a “table” or a “workbook”; or `sample` rows.

    `words` are {plain name of a column: its meaning}, `several` the meanings that may
    stand twice: of what separates cells that is taken which makes the most of them.
    Every row has as many cells as the header. Raises `UnreadableFile`, also when there
    are more than `most_rows`.
    """
    options = {
        "words": words,
        "several": several,
        "most_rows": most_rows or LIMITS[kind].rows,
        "sample": sample,
    }
    records = records_of(kind, content, options)
    with nothing_strange():
        head, *rows = records
        header = [" ".join(name.split()) for name in head["header"]]
        return Table(
            header,
            [numbered(row, len(header)) for row in rows],
            *(head.get(part, "") for part in Table._fields[2:]),
        )


def numbered(row, width):
    """(number, cells) of a row as its reader tells it."""
    number, *cells = row
    if len(cells) != width or len(number) > 9:
        raise ValueError(number[:9])
    return int(number), cells
