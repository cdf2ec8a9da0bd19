"""All figures of a text: symbols first, then dates, references, numbers."""

import re
from functools import lru_cache

from translations.memory.figures.calendar_dates import dates_in
from translations.memory.figures.designations import designations_in
from translations.memory.figures.digits import digits_in
from translations.memory.figures.figure import Figures, blank
from translations.memory.figures.languages import language_of
from translations.memory.figures.numerals import numerals_in
from translations.memory.figures.references import references_in

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")


@lru_cache(maxsize=1_024)
def figures_of(text, code):
    """The Figures of `text` (bare, without tags) in the language of `code`.

    What stands in an address of the web or of e-mail is no figure.
    """
    language = language_of(code)
    rest = blank(text, [match.span() for match in ADDRESS.finditer(text)])
    symbols, rest = designations_in(rest)
    dates, rest = dates_in(rest, language)
    references, paths, rest = references_in(rest, language)
    digits, rest = digits_in(rest, language)
    items = [*symbols, *dates, *references, *digits, *numerals_in(rest, language)]
    items.sort(key=lambda figure: (figure.start, figure.end))
    return Figures(text, tuple(items), paths)
