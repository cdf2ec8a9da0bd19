"""A text as symbols are looked for in it: one letter for each that looks like it.

What looks like a Latin letter counts as it: Cyrillic as in the confusables of Unicode
(UTS 39), as far as they look alike in print; full-width forms. Signs that show nothing,
as web pages put them after each slash, are left out, `%2F` of an address is a slash.
"""

import re
from bisect import bisect_right

CYRILLIC = dict(
    zip("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx", strict=True)
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"
SLASHES = "\u2044\u2215\u29f8"
SPACES = "\t\n\r\x0b\x0c\x85\xa0\u202f\u2028\u2029\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
LOOKS = str.maketrans(
    CYRILLIC
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys(SLASHES, "/")
    | dict.fromkeys(SPACES, " ")
    | {"\u2019": "'", "\u02bc": "'"}
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)
SHOWS_NOTHING = (
    r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
NOT_ONE_TO_ONE = re.compile(rf"{SHOWS_NOTHING}|%[2-7][0-9A-Fa-f](?<!%7F)")


def look(text):
    """The text with every letter as it looks; of the same length."""
    return text.translate(LOOKS)


class PlainText:
    """`plain` is what patterns are tried on; `span` leads back to the text itself."""

    def __init__(self, text):
        self.text = text
        self.starts, self.sources = [0], [0]  # where they drift apart
        pieces, place, length = [], 0, 0
        for sign in NOT_ONE_TO_ONE.finditer(text):
            piece = text[place : sign.start()]
            if sign[0][0] == "%":
                pieces += (piece, chr(int(sign[0][1:], 16)))
                length += len(piece)
                self.note(length, sign.start())
                length += 1
            else:
                pieces.append(piece)
                length += len(piece)
            place = sign.end()
            self.note(length, place)
        pieces.append(text[place:])
        self.plain = look("".join(pieces))

    def note(self, start, source):
        self.starts.append(start)
        self.sources.append(source)

    def source(self, place):
        """Where the character at `place` of the plain text stands in the text."""
        index = bisect_right(self.starts, place) - 1
        return self.sources[index] + place - self.starts[index]

    def span(self, start, end):
        """(start, end) in the text itself."""
        return self.source(start), self.source(end - 1) + 1

    def is_cyrillic(self, start, end):
        """Whether a Cyrillic letter was taken for a Latin one there."""
        first, last = self.span(start, end)
        return any(letter in CYRILLIC for letter in self.text[first:last])
