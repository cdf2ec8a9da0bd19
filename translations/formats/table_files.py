"""Tables of sentences in two languages that come back: their rows."""

from typing import NamedTuple

from officials.imports.reader_process import nothing_strange, records_of
from translations.formats.readers.limits import SHELF
from translations.formats.unreadable_texts import SENTENCES


class TableRow(NamedTuple):
    """A row as it stands in the file; `remarks` are comments of Word in it."""

    id: str
    source: str
    target: str
    comment: str
    remarks: list


def read_table(content, *, as_final=False):
    """Every `TableRow` of the Word document in `content`, in bytes; a list.

    The head of a table is a row like others. Raises `RefusedFile`.
    """
    options = {"as_final": "1"} if as_final else {}
    records = records_of("table", content, options, SENTENCES, SHELF)
    with nothing_strange():
        return [
            TableRow(
                str(row["id"]),
                str(row["source"]),
                str(row["target"]),
                str(row["comment"]),
                [str(remark) for remark in row["remarks"]],
            )
            for row in records
        ]
