"""Symbols of international documents: read, brought to one form, found in a text.

Libraries looked at: eyecite and reporters-db know the law reports of the United States,
none reads the United Nations or Strasbourg; so this is ours. What each scheme rests on
is said in `united_nations`, `resolution_words`, `numbered_series`, `court_symbols`.
"""

from translations.catalogue.symbols.court_symbols import (
    applications,
    case_law_identifiers,
    items_of_hudoc,
)
from translations.catalogue.symbols.lookalikes import PlainText
from translations.catalogue.symbols.numbered_series import (
    labour_standards,
    symbols_by_year,
    treaties,
)
from translations.catalogue.symbols.resolution_words import (
    bare_resolutions,
    resolutions_by_word,
)
from translations.catalogue.symbols.united_nations import slashed_symbols

LONGEST_SYMBOL = 500  # characters; what is longer is a text


def parse(text):
    """The `Symbol` that the text is, or None where it is none, or names several.

    What stands around it in a reference does not hurt: `(A/RES/70/175, annex)`, an
    address on the web. Of a document with two symbols (`E/2005/23-E/CN.4/2005/135`) it
    is the first.
    """
    if len(text) > LONGEST_SYMBOL:
        return None
    whole = PlainText(text.strip())
    matches = matches_in(whole, is_alone=True)
    if not matches:
        return None
    first = matches[0]
    for match in matches[1:]:
        is_joined = whole.plain[first.end : match.start] == "-"
        if match.symbol.normal != first.symbol.normal and not is_joined:
            return None
    return with_letters_mended(first, whole)


def symbols_in(text):
    """[((start, end), Symbol), ...] of a running text, in its order; none overlap.

    Takes time in proportion to the length of the text, whatever stands in it.
    """
    whole = PlainText(text)
    return [
        (whole.span(match.start, match.end), with_letters_mended(match, whole))
        for match in matches_in(whole)
    ]


def matches_in(whole, *, is_alone=False):
    """Every `Match` of a `PlainText`; of two that overlap the one that begins first."""
    plain = whole.plain
    matches = [
        *slashed_symbols(plain, is_alone=is_alone),
        *resolutions_by_word(plain),
        *bare_resolutions(plain, is_alone=is_alone),
        *symbols_by_year(plain),
        *treaties(plain, is_alone=is_alone),
        *labour_standards(plain, is_alone=is_alone),
        *case_law_identifiers(plain),
        *items_of_hudoc(plain),
        *applications(plain),
    ]
    matches.sort(key=lambda match: (match.start, -match.end))
    kept, end = [], 0
    for match in matches:
        if match.start >= end:
            kept.append(match)
            end = match.end
    return kept


def with_letters_mended(match, whole):
    """The symbol of a match; it says so where Cyrillic letters were taken for Latin."""
    if not match.is_worded and whole.is_cyrillic(match.start, match.end):
        return match.symbol.with_mend("cyrillic")
    return match.symbol
