"""Excel workbooks as people bring them: the first sheet that holds something.

A workbook is a zip archive of XML: it is measured before anything reads it.
"""

import datetime
import io
import zipfile

from python_calamine import CalamineWorkbook

from officials.imports.readers.archives import BROKEN, check_swelling
from officials.imports.readers.delimited import counted
from officials.imports.readers.unreadable import Unreadable

MOST_COLUMNS = 200


def read(content, options):
    """The header of the first sheet that holds something; then its rows, as numbered.

    Formulas count by the value they had. Raises `Unreadable`.
    """
    check_package(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = first_rows(book)
        _number, header = next(rows, (0, None))
        if header is None:
            raise Unreadable("empty")
        yield {"header": header}
        yield from counted(_fitted(rows, len(header)), options)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # of whatever is damaged in it
        raise Unreadable("workbook damaged") from None


def _fitted(rows, width):
    """[number, cells] of `rows`, each as wide as the header."""
    for number, cells in rows:
        if len(cells) > width:
            raise Unreadable("width", row=number, cells=len(cells), width=width)
        yield [str(number), *cells, *[""] * (width - len(cells))]


def check_package(content):
    """Unreadable for what is damaged, swells, has macros or is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            check_members(package)
    except BROKEN:
        raise Unreadable("workbook damaged") from None
    except RuntimeError:
        raise Unreadable("workbook password") from None


def check_members(package):
    members = package.infolist()
    names = {member.filename for member in members}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable("workbook macros")
    if "xl/workbook.xml" not in names:
        raise Unreadable("workbook other")
    check_swelling(package, "workbook swells")


def first_rows(book):
    """(number, cells) of each row with a word in it, of the first sheet with any."""
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        is_empty = True
        rows = sheet.to_python(skip_empty_area=False)
        for number, values in enumerate(rows, start=1):
            cells = [in_words(value) for value in values[:MOST_COLUMNS]]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                is_empty = False
                yield number, cells
        if not is_empty:
            return


def in_words(value):
    """The text that a cell shows: a date as 2009-05-13, a whole number without .0."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\x00", "").strip()
