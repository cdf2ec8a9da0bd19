"""The words of a text with the tags taken out, and where each letter stood."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from translations.formats.readers.tags import TOKEN

# What was meant as a tag and is none: no words either.
DAMAGED = re.compile(r"⟦\s*/?\s*\d{1,4}\s*/?\s*⟧")
# Where a lone tag stood. No letter and no space: "5⟦1/⟧12" is not 512.
GAP = "\u2060"
HYPHENS = {"\u2010": "-", "\u2011": "-"}
# Nothing to see and no letter: soft hyphen, zero-width spaces, directions.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


class BareText(NamedTuple):
    """`text` without tags; `places` says where each of its letters stood before."""

    text: str
    places: tuple[int, ...]

    def span(self, start, end):
        """(start, end) of a piece of `text`, counted in the text with its tags."""
        if start >= end:
            place = self.places[start] if start < len(self.places) else 0
            return place, place
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=256)
def bare(text):
    """BareText of `text` in the composed form of Unicode (NFC).

    Pairs leave nothing behind, a lone tag leaves GAP, a doubled ⟦ is one; a tag with
    blanks inside leaves GAP too.
    """
    text = unicodedata.normalize("NFC", text)
    letters, end = [], 0
    for token in TOKEN.finditer(text):
        letters += _letters(text, end, token.start())
        end = token.end()
        if token[2] is None:
            letters.append(("⟦", token.start()))
        elif token[3]:
            letters.append((GAP, token.start()))
    letters += _letters(text, end, len(text))
    return BareText(
        "".join(letter for letter, _ in letters), tuple(place for _, place in letters)
    )


def _letters(text, start, end):
    """(letter, place) of what is to be seen in a stretch of `text` without tags."""
    damaged = DAMAGED.search(text, start, end)
    if damaged:
        yield from _letters(text, start, damaged.start())
        yield GAP, damaged.start()
        yield from _letters(text, damaged.end(), end)
        return
    for place in range(start, end):
        letter = text[place]
        if letter not in INVISIBLE:
            yield HYPHENS.get(letter, letter), place
