"""What papers say and how long they are, for tests."""

import re
import zipfile
from io import BytesIO

from pypdf import PdfReader


def pages_of(pdf):
    """How many pages it has."""
    return len(PdfReader(BytesIO(pdf)).pages)


def words_of(pdf):
    """All the text of `pdf`, line by line, page by page."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\xa0", " ")


def text_in(content):
    """All that can be read in a file: of a PDF, of a DOCX, and of all that is in a ZIP.

    Of a DOCX every part, footers and comments too; whatever is neither is plain text.
    """
    if content.startswith(b"%PDF"):
        return words_of(content)
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        texts = [text_in(parts.read(name)) for name in parts.namelist()]
        if "word/document.xml" in parts.namelist():
            texts = [
                re.sub(r"<[^>]*>", "", part.replace("</w:p>", "\n")) for part in texts
            ]
        return "\n".join([*parts.namelist(), *texts])
