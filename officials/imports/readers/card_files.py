"""Visiting cards: vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), several in one file.

vobject takes a card apart in a time that grows with the square of its length, so it is
shown only the lines that somebody asks for, and only of cards as long as cards are.
"""

import encodings.base64_codec  # noqa: F401 - what could not be loaded later
import encodings.quopri_codec  # noqa: F401
import re

import vobject

from officials.imports.readers import charsets  # noqa: F401
from officials.imports.readers.delimited import decoded
from officials.imports.readers.unreadable import Unreadable

ASKED_FOR = frozenset(
    ("BEGIN", "END", "VERSION", "FN", "N", "ORG", "TITLE", "ROLE", "GENDER", "BDAY")
    + ("UID", "TEL", "EMAIL", "NOTE")
)
MOST_LINES, LONGEST = 300, 50_000  # of what is asked for in one card; characters
PROPERTY = re.compile(r"\s*(?:[\w-]{1,60}\.)?([A-Za-z-]{1,60})[;:]")
NAME_PARTS = ("family", "given", "additional")


def read(content, options):
    """The encoding; then a dict of text for each card, {} for a damaged one."""
    text, encoding = decoded(content)
    yield {"encoding": encoding}
    most = options["most_rows"]
    for number, lines in enumerate(cards_of(text)):
        if number == most:
            raise Unreadable("rows", most=most)
        yield card_in_words(lines)


def cards_of(text):
    """The lines of each card; one that is damaged does not spoil the others."""
    lines = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        marker = line[:40].strip().upper()
        if marker == "BEGIN:VCARD":
            lines = []
        if lines is not None:
            lines.append(line)
        if marker == "END:VCARD" and lines is not None:
            yield lines
            lines = None
    if lines:
        yield lines


def asked_for(lines):
    """Those of `lines` that belong to a property that somebody asks for.

    A line goes on in the next where that begins with a blank, or where it is quoted
    printable and ends with “=”.
    """
    wanted, quoted = False, False
    for line in lines:
        goes_on = line[:1] in (" ", "\t") or quoted
        if not goes_on:
            name = PROPERTY.match(line)
            wanted = bool(name) and name[1].upper() in ASKED_FOR
        is_quoted = quoted or (not goes_on and "QUOTED-PRINTABLE" in line[:200].upper())
        quoted = is_quoted and line.endswith("=")
        if wanted:
            yield line


def card_in_words(lines):
    """What a card says: texts, and lists of them; {} where it cannot be read."""
    lines = list(asked_for(lines))
    if len(lines) > MOST_LINES or sum(map(len, lines)) > LONGEST:
        return {}
    try:
        card = next(vobject.readComponents("\n".join(lines) + "\n", allowQP=True))
        return words_of(card)
    except MemoryError:
        raise
    except Exception:  # vobject raises whatever its parts raise
        return {}


def words_of(card):
    organisation = first(card, "org")
    parts = organisation if isinstance(organisation, list) else [organisation]
    name = first(card, "n")
    return {
        "name": str(first(card, "fn")),
        "parts": [in_words(getattr(name, part, "")) for part in NAME_PARTS],
        "institution": in_words(parts[0]) if parts else "",
        "post": in_words(first(card, "title") or first(card, "role")),
        "gender": in_words(first(card, "gender")),
        "born": in_words(first(card, "bday")),
        "uid": in_words(first(card, "uid")),
        "note": in_words(first(card, "note")),
        "telephones": [telephone(each) for each in card.contents.get("tel", [])],
        "addresses": [in_words(each.value) for each in card.contents.get("email", [])],
    }


def telephone(line):
    """[number, what kinds it is of, in capitals]."""
    kinds = [str(kind).upper() for kind in line.params.get("TYPE", [])]
    return [in_words(line.value), *kinds, *map(str, line.params)]


def first(card, name):
    content_lines = card.contents.get(name)
    return content_lines[0].value if content_lines else ""


def in_words(value):
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
