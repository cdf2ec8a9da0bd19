"""Excel workbooks as people bring them: the first sheet that holds something.

A workbook is a zip archive of XML, so it can be made to swell: what it declares and
what comes out of it are both measured before anything reads it (OWASP ASVS 5.0, V5).
"""

import datetime
import io
import zipfile

import openpyxl
from django.utils.translation import gettext as _

from officials.imports.delimited import Table, UnreadableFile

MOST_MEMBERS = 2_000
MOST_BYTES = 300 * 1024 * 1024  # of XML
MOST_TIMES = 200  # larger than packed
MOST_COLUMNS = 200
CHUNK = 1024 * 1024


def is_package(content):
    return content.startswith(b"PK\x03\x04")


def read_workbook(content, *, most_rows):
    """The `Table` in `content` (bytes); formulas count by the value they had."""
    check_package(content)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        try:
            rows = first_rows(book, most_rows)
        finally:
            book.close()
    except UnreadableFile:
        raise
    except Exception:  # openpyxl raises whatever its parts raise
        raise damaged() from None
    if not rows:
        raise UnreadableFile(_("The file is empty."))
    (_number, header), *rest = rows
    while header and not header[-1]:
        header.pop()
    width = len(header)
    fitted = [(n, (cells + [""] * width)[:width]) for n, cells in rest]
    for number, cells in rest:
        if any(cells[width:]):
            raise UnreadableFile(
                _(
                    "Row %(row)s does not fit the first row: "
                    "cells %(cells)s, columns %(width)s."
                ),
                row=number,
                cells=len(cells),
                width=width,
            )
    return Table(header, fitted, "", "", "")


def damaged():
    return UnreadableFile(
        _("This workbook is damaged. Open it in Excel, and save it anew as .xlsx.")
    )


def check_package(content):
    """UnreadableFile for what is damaged, swells, has macros or is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            check_members(package)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise damaged() from None
    except RuntimeError:
        raise UnreadableFile(
            _("This workbook has a password. Save it without one.")
        ) from None


def check_members(package):
    members = package.infolist()
    names = {member.filename for member in members}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnreadableFile(
            _("This workbook holds macros. Save it as .xlsx without them.")
        )
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(_("This is a zip archive and no Excel workbook (.xlsx)."))
    declared = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MOST_MEMBERS or declared > MOST_BYTES:
        raise swells()
    if declared > CHUNK and declared > packed * MOST_TIMES:
        raise swells()
    if measured(package, members) > declared:
        raise swells()


def measured(package, members):
    """How many bytes come out in truth; stops as soon as they are too many."""
    total = 0
    for member in members:
        with package.open(member) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > MOST_BYTES:
                    raise swells()
    return total


def swells():
    return UnreadableFile(
        _("This workbook unpacks to far more than it should; it was not opened.")
    )


def first_rows(book, most_rows):
    """(number, cells) of each row with a word in it, of the first sheet with any."""
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = []
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = [in_words(value) for value in values[:MOST_COLUMNS]]
            while cells and not cells[-1]:
                cells.pop()
            if not cells:
                continue
            if len(rows) > most_rows:
                raise UnreadableFile(
                    _("The file has more than %(most)s rows. Cut it in parts."),
                    most=most_rows,
                )
            rows.append((number, cells))
        if rows:
            return rows
    return []


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
