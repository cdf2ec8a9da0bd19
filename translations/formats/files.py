"""Files that texts come in: read into paragraphs, and written again in other words.

What is in a file is looked at in a process of its own; here it is asked, and what comes
back is believed as little as the file.
"""

import base64
from typing import NamedTuple

from officials.imports.reader_process import nothing_strange, records_of
from officials.imports.unreadable_files import RefusedFile
from translations.formats.readers.limits import SHELF
from translations.formats.unreadable_texts import SENTENCES

BY_ENDING = {
    "docx": "docx", "docm": "docx", "dotx": "docx", "doc": "docx", "html": "html",
    "htm": "html", "xhtml": "html", "md": "markdown", "markdown": "markdown",
    "txt": "text", "text": "text",
}  # fmt: skip
BEGINNINGS = (
    (b"PK\x03\x04", "docx"),
    (b"\xd0\xcf\x11\xe0", "docx"),  # which says itself that it is none
    (rb"{\rtf", "docx"),
)
# How a note says that the translator wrote it, in the language of the translation.
LABELS = {
    "be": "заўв. перакл.", "de": "Anm. d. Übers.", "en": "translator’s note",
    "es": "N. del T.", "fr": "N.d.T.", "kk": "ауд. ескертуі", "pl": "przyp. tłum.",
    "ro": "n. trad.", "ru": "прим. пер.", "uk": "прим. пер.",
}  # fmt: skip


class Paragraph(NamedTuple):
    """A paragraph of a file: `key` says which, `tags` {number: what it stands for}.

    `kind` is heading, paragraph, list, cell, note, header, footer, box, title, label,
    description or alt; `text` has tags; a `locked` one is shown and not translated.
    """

    key: str
    kind: str
    text: str
    tags: dict
    locked: bool


class Text(NamedTuple):
    """What is in a file: its paragraphs in reading order, and codes of what is not."""

    paragraphs: list
    left_out: list


def kind_of(file_name, content):
    """The kind of a file (docx, html, markdown, text) by how it begins, else by name.

    Raises `RefusedFile` for what is none of them.
    """
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF"):
        raise RefusedFile("pdf", SENTENCES)
    for beginning, kind in BEGINNINGS:
        if start.startswith(beginning):
            return kind
    ending = file_name.rpartition(".")[2].lower()
    if ending not in BY_ENDING:
        raise RefusedFile("kind", SENTENCES)
    return BY_ENDING[ending]


def read(kind, content, *, as_final=False, **options):
    """The `Text` in `content`, in bytes; `as_final` takes tracked changes as made.

    Raises `RefusedFile`.
    """
    options |= {"as_final": "1"} if as_final else {}
    records = records_of(kind, content, options, SENTENCES, SHELF)
    paragraphs, left_out = [], []
    with nothing_strange():
        for record in records:
            if "left_out" in record:
                left_out = list(record["left_out"])
                continue
            paragraphs.append(
                Paragraph(
                    str(record["key"]),
                    str(record["kind"]),
                    str(record["text"]),
                    dict(record.get("tags") or {}),
                    bool(record.get("locked")),
                )
            )
    return Text(paragraphs, left_out)


def write(kind, content, targets, language, *, as_final=False, **options):
    """`content` with the words of `targets` {key: tagged text}, in bytes.

    What tells of those who wrote it is taken out. `options` are those of the writer of
    that kind: `title`, `imprint`, `notes` (see `readers.docx_writer`); `clean=""` takes
    nothing out. Raises `RefusedFile`.
    """
    short = (language or "").partition("-")[0]
    options = {
        "targets": targets,
        "language": language,
        "label": LABELS.get(short, LABELS["en"]),
        "clean": "1",
        **options,
    }
    options |= {"as_final": "1"} if as_final else {}
    records = records_of(f"{kind}-write", content, options, SENTENCES, SHELF)
    with nothing_strange():
        return b"".join(base64.b64decode(row[0], validate=True) for row in records)
