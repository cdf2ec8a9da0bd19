"""A table of sentences in two languages, as it comes back out of Word: its rows."""

from officials.imports.readers.unreadable import Unreadable
from translations.formats.readers.word.cells import comments_in, words_of_cell
from translations.formats.readers.word.packages import Package
from translations.formats.readers.word.revisions import accept, has_revisions
from translations.formats.readers.word.xml_names import w

COLUMNS = ("id", "source", "target", "comment")
FEWEST = 3  # cells of a row that is one


def read(content, options):
    """A record of each row with words: its cells by `COLUMNS`, and `remarks`.

    `remarks` are the comments of Word that hang on something in the row. What Word
    calls a row of a table within a cell is a row too. `as_final` among the options
    takes tracked changes as made. Raises `Unreadable`.
    """
    package = Package(content)
    if options.get("as_final"):
        accept(package)
    elif has_revisions(package):
        raise Unreadable("docx tracked")
    comments = comments_of(package)
    for row in package.root(package.main).iter(w("tr")):
        cells = [*cells_of(row)]
        if len(cells) < FEWEST:
            continue
        words = [words_of_cell(cell) for cell in cells[: len(COLUMNS)]]
        words += [""] * (len(COLUMNS) - len(words))
        if any(words):
            remarks = comments_in(row, comments)
            yield dict(zip(COLUMNS, words, strict=True)) | {"remarks": remarks}


def cells_of(row):
    """The cells of a row, those in controls as well."""
    for child in row:
        if child.tag == w("tc"):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml")):
            yield from cells_of(child)


def comments_of(package):
    """{the id of a comment of Word: its words}."""
    part = package.related(package.main, "comments")
    if not part:
        return {}
    return {
        comment.get(w("id")): words_of_cell(comment)
        for comment in package.root(part).iter(w("comment"))
    }
