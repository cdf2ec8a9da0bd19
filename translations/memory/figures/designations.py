"""Symbols of documents in a text: CCPR/C/GC/32, CM/Rec(2010)4, and others built so."""

import re

from translations.catalogue.symbols import symbols_in
from translations.memory.figures.digits import roman
from translations.memory.figures.figure import SYMBOLS, Figure, blank, number, spans_of

# Letters of Cyrillic that look Latin count as Latin.
LOOK_ALIKE = str.maketrans("АВЕКМНОРСТХІ", "ABEKMHOPCTXI")
YEAR = r"\s?\((?:\d{2}|\d{4})\)\s?\d+"
# What no scheme of ours reads: the number of a national file, of another body.
OTHER = re.compile(
    rf"(?<![\w/])[A-Z][A-Za-z]{{0,7}}(?:[./-][A-Z][A-Za-z]{{0,5}}|/\d+)*"
    rf"(?:{YEAR}|(?:/[A-Z0-9][\w.]*(?:-\w+)?)+(?:\s\([IVXS-]+\))?)"
)
# Read as numbers: a list of them may be told in another order, "and 12 others" not.
APPLICATIONS = ("application ", "applications ")
PIECE = re.compile(r"\d+|\b[IVXL]+\b")


def designations_in(text):
    """The symbols of `text` as Figures, and `text` with them blanked."""
    figures = []
    for (start, end), symbol in symbols_in(text):
        if symbol.normal.startswith(APPLICATIONS):
            continue
        readings = frozenset([("symbol", symbol.normal)])
        parts = () if "/" in text[start:end] else _parts(text[start:end])
        figures.append(Figure(SYMBOLS, readings, start, end, parts=parts))
    text = blank(text, spans_of(figures))
    others = []
    for match in OTHER.finditer(text.translate(LOOK_ALIKE)):
        written = match[0].rstrip(".")
        if re.search(r"\d", written):
            readings = frozenset([("symbol", re.sub(r"\s", "", written).upper())])
            end = match.start() + len(written)
            others.append(Figure(SYMBOLS, readings, match.start(), end))
    return figures + others, blank(text, spans_of(others))


def _parts(written):
    """The numbers in a symbol that the other language may write as plain words."""
    values = PIECE.findall(written.translate(LOOK_ALIKE))
    numbers = [int(value) if value.isdigit() else roman(value) for value in values]
    return tuple(frozenset([number(value)]) for value in numbers if value is not None)
