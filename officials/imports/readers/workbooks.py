"""Excel workbooks as people bring them: the first sheet that holds something.

A workbook is a zip archive of XML, so it can be made to swell: what it declares and
what comes out of it are both measured before anything reads it (OWASP ASVS 5.0, V5).
"""

import datetime
import encodings.cp437  # noqa: F401 - zipfile could not load it later
import io
import zipfile
import zlib

from python_calamine import CalamineWorkbook

from officials.imports.readers.delimited import counted
from officials.imports.readers.unreadable import Unreadable

MOST_MEMBERS = 2_000
MOST_BYTES = 300 * 1024 * 1024  # of XML
MOST_TIMES = 200  # larger than packed
MOST_COLUMNS = 200
CHUNK = 1024 * 1024
# What comes of unpacking an archive that is damaged, or of a kind yet to come.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
)


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
    declared = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MOST_MEMBERS or declared > MOST_BYTES:
        raise Unreadable("workbook swells")
    if declared > CHUNK and declared > packed * MOST_TIMES:
        raise Unreadable("workbook swells")
    if measured(package, members) > declared:
        raise Unreadable("workbook swells")


def measured(package, members):
    """How many bytes come out in truth; stops as soon as they are too many."""
    total = 0
    for member in members:
        with package.open(member) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > MOST_BYTES:
                    raise Unreadable("workbook swells")
    return total


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
