"""One figure of a text: what it may be read as, and where it stands."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

# What a figure is: the checks are named so.
NUMBERS, DATES, REFERENCES, SYMBOLS = "numbers", "dates", "references", "symbols"


class Date(NamedTuple):
    """A day of a month; `year` is None where it is not said."""

    days: frozenset[tuple[int, int]]  # (day, month), two where the order is in doubt
    year: int | None


@dataclass(frozen=True)
class Figure:
    """`readings`: the values it may have, numbers as Fraction, others as tuples.

    What is not `firm` ("one", "both", "second") explains a figure of the other text
    and is never missed itself. `parts` are values that together say the same.
    """

    kind: str
    readings: frozenset
    start: int
    end: int
    firm: bool = True
    parts: tuple[frozenset, ...] = ()
    date: Date | None = None


@dataclass(frozen=True)
class Figures:
    """All figures of one text, and its references from the article to the letter."""

    text: str
    items: tuple[Figure, ...]
    paths: tuple[tuple[frozenset, ...], ...] = ()


def number(value):
    """`value` (int, float as written, or a text of digits) as it is compared."""
    return Fraction(str(value))


def blank(text, spans):
    """`text` with the pieces of `spans` taken by figures: nothing else reads them."""
    pieces, end = [], 0
    for start, stop in sorted(spans):
        start = max(start, end)
        if stop > start:
            pieces += [text[end:start], "\x00" * (stop - start)]
            end = stop
    return "".join(pieces) + text[end:]


def spans_of(figures):
    """Where figures stand."""
    return [(figure.start, figure.end) for figure in figures]
