"""Bytes of a text file as letters, and back, so that nothing of them changes."""

import codecs
import re
from typing import NamedTuple

from officials.imports.readers import charsets
from officials.imports.readers.delimited import NOT_TEXT, encoding_of
from officials.imports.readers.unreadable import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class EncodedText(NamedTuple):
    """The letters of a file, how they are encoded, and its byte order mark."""

    text: str
    encoding: str
    mark: bytes

    def content(self, text):
        """`text` in the bytes of this file; UTF-8 where it has no such letter.

        A page of HTML keeps its own: `html_writer` writes such letters by number.
        """
        try:
            return self.mark + text.encode(self.encoding, "surrogateescape")
        except UnicodeEncodeError:
            return codecs.BOM_UTF8 + text.encode("utf-8", "surrogateescape")


def decoded(content, declared=None):
    """The `EncodedText` in `content`; `declared` is the encoding that it names itself.

    What is broken in UTF-8 stays as it is. Raises `Unreadable` for what is no text.
    """
    for start, _kind in NOT_TEXT:
        if content.startswith(start):
            raise Unreadable("kind")
    mark, encoding = next(
        (pair for pair in MARKS if content.startswith(pair[0])), (b"", None)
    )
    if encoding is None:
        encoding = declared if declared and charsets.is_loaded(declared) else None
        encoding = encoding or ("utf-8" if is_utf8(content) else encoding_of(content))
    try:
        text = content[len(mark) :].decode(encoding, errors_of(encoding))
        is_same = text.encode(encoding, errors_of(encoding)) == content[len(mark) :]
    except UnicodeError:
        is_same = False
    if not is_same:  # it could not be written back as it was
        raise Unreadable("text damaged")
    if "\x00" in text:
        raise Unreadable("text nul")
    return EncodedText(text, encoding, mark)


def is_utf8(content):
    """Whether `content` is UTF-8, or would be but for half letters."""
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def errors_of(encoding):
    return "strict" if encoding.startswith("utf-16") else "surrogateescape"


def sound(text):
    """`text` as somebody typed it, without what no file of text can hold."""
    return NOT_KEPT.sub("\ufffd", text)
