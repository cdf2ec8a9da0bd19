"""Tables in the one form that their makers keep to: UTF-8, commas, a line of names."""

import csv
import encodings.utf_8_sig  # noqa: F401 - it could not be loaded later
import io

from officials.imports.readers.unreadable import Unreadable


def read(content, options):
    """The rows of `content`, [cells], the first the names; `most_rows` of them."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("not utf-8") from None
    rows = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), strict=True)
    most = options["most_rows"]
    try:
        for number, cells in enumerate(rows):
            if number == most:
                raise Unreadable("rows", most=most)
            yield cells
    except csv.Error:
        raise Unreadable("no table") from None
