"""What a PDF says and how long it is, for tests."""

from io import BytesIO

from pypdf import PdfReader


def pages_of(pdf):
    """How many pages it has."""
    return len(PdfReader(BytesIO(pdf)).pages)


def words_of(pdf):
    """All the text of `pdf`, line by line, page by page."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\xa0", " ")
