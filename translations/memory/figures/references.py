"""References in a text: Article 6 § 1 (c), подпункт «c» пункта 1 статьи 6.

A reference is a path from the article to the letter, whichever way it is written.
"""

import re
from itertools import product

from translations.memory.figures.digits import readings_of, roman
from translations.memory.figures.figure import (
    REFERENCES,
    Figure,
    blank,
    number,
    spans_of,
)
from translations.terms.word_forms import fold, pattern_of

LETTER = r"[a-zа-яіїєґ]"
OPEN, CLOSE = r"[«\"“„‘'(\[]", r"[»\"”“’')\]]"
IN_BRACKETS = rf"{OPEN}\s?(?:{LETTER}|[ivx]{{1,5}})\s?{CLOSE}|(?<!\w){LETTER}\)"
DASH = r"\s?[-–—]\s?"
LABEL = re.compile(
    rf"(?<![\w«“„])\((?P<letter>{LETTER}|[ivx]{{2,5}})\)|(?<!\S)(?P<half>{LETTER})\)"
)
QUOTE = re.compile(rf"[«“„\"](?P<letter>{LETTER})[»”“\"]")
LOOK_ALIKE = str.maketrans("асеорхуі", "aceopxyi")
MOST_PATHS, MOST_ITEMS = 60, 30


class Words:
    """The patterns by which a language writes references."""

    def __init__(self, language):
        self.language = language
        self.levels = language.level_forms
        names = "|".join(map(pattern_of, sorted(self.levels, key=len, reverse=True)))
        level = rf"(?<![\w-])(?P<level>{names})(?:(?<=[.§])|(?!\w))"
        ordinals = [pattern_of(word) for word in language.ordinal_forms]
        if not language.inflected:
            ordinals += [
                re.escape(word) for word in language.cardinals if len(word) < 9
            ]
        ordinal = "|".join(sorted(ordinals, key=len, reverse=True)) or r"(?!)"
        figure = r"\d+(?:\.\d+)*(?!\d|/\d)"
        large = r"(?-i:[IVXLCІХ]{1,8}(?!\w))"
        bare = rf"|(?-i:{LETTER})(?![\w’'])" if language.bare_letters else ""
        suffix = rf"(?:\s?(?:{IN_BRACKETS}))*"
        value = (
            rf"(?:(?:{figure}|{large}){suffix}|(?:{IN_BRACKETS}){suffix}"
            rf"|(?:{ordinal})(?!\w){bare})"
        )
        words = "|".join(rf",?\s+{word}\s+" for word in language.and_words)
        between = rf"(?:,\s*|{DASH}|{words})" if words else rf"(?:,\s*|{DASH})"
        self.clause = re.compile(
            rf"{level}\s*(?P<values>{value}(?:{between}{value}){{0,{MOST_ITEMS}}})",
            re.IGNORECASE,
        )
        pattern = rf"{figure}|{large}|{IN_BRACKETS}|(?:{ordinal})(?!\w){bare}"
        self.value = re.compile(pattern, re.IGNORECASE)
        of = "|".join(re.escape(word) for word in language.of_words) or r"(?!)"
        self.link = re.compile(rf"[\s,]*(?:(?:{of})[\s’']+)?", re.IGNORECASE)


_WORDS = {}


def _words(language):
    """The Words of `language`, made when first asked."""
    if language.code not in _WORDS:
        _WORDS[language.code] = Words(language)
    return _WORDS[language.code]


def references_in(text, language):
    """The values of references as Figures, their paths, `text` with them blanked."""
    figures, paths = [], []
    if language.levels:
        words = _words(language)
        for chain in _chains(text, words):
            clauses = [_clause(match, words) for match in chain]
            figures += [
                figure for _, items in clauses for item in items for figure in item
            ]
            paths += _paths(clauses)
    text = blank(text, spans_of(figures))
    labels = list(_labels(text, language))
    text = blank(text, spans_of(labels))
    return figures + labels, tuple(dict.fromkeys(paths)), text


def _chains(text, words):
    """Clauses (a level and its numbers) that belong to one reference."""
    chain, ranks = [], set()
    for match in words.clause.finditer(text):
        rank = words.levels[fold(match["level"])]
        between = text[chain[-1].end() : match.start()] if chain else ""
        if chain and (rank in ranks or not words.link.fullmatch(between)):
            yield chain
            chain, ranks = [], set()
        chain.append(match)
        ranks.add(rank)
    if chain:
        yield chain


def _clause(match, words):
    """(rank, items): each item is a number with the letters that follow it."""
    items, end = [], None
    start = match.start("values")
    for value in words.value.finditer(match.string, start, match.end("values")):
        figure = _figure(value, words.language)
        between = match.string[end : value.start()] if end is not None else ","
        is_letter = not value[0][0].isdigit() and "letter" in str(figure.readings)
        if items and is_letter and not between.strip():
            items[-1].append(figure)
        else:
            items.append([figure])
        end = value.end()
    return words.levels[fold(match["level"])], items


def _paths(clauses):
    """The references of one chain, each from the larger to the smaller."""
    clauses = sorted(clauses, key=lambda clause: clause[0])
    paths = []
    for choice in product(*(items for _, items in clauses)):
        paths.append(tuple(figure.readings for item in choice for figure in item))
        if len(paths) == MOST_PATHS:
            break
    return paths


def _figure(match, language):
    word = fold(match[0])
    if match[0][0].isdigit():
        readings = frozenset(readings_of(match[0], language))
    elif match[0].isalpha() and match[0].isupper() and roman(match[0]):
        readings = frozenset([number(roman(match[0]))])
    elif word in language.ordinal_forms:
        readings = frozenset([number(language.ordinal_forms[word])])
    elif word in language.cardinals:
        readings = frozenset([number(language.cardinals[word])])
    else:
        readings = letter_readings(match[0].strip("«»\"“”„‘’'()[] \u00a0"), language)
    return Figure(REFERENCES, readings, *match.span())


def letter_readings(letter, language):
    """What a letter of a list may be: its place in an alphabet, what it looks like."""
    letter = letter.lower()
    readings = set()
    if re.fullmatch(r"[ivx]+", letter) and roman(letter.upper()):
        readings.add(number(roman(letter.upper())))
    alike = letter.translate(LOOK_ALIKE)
    if re.fullmatch(r"[a-z]", alike):
        readings.add(("letter", ord(alike) - ord("a") + 1))
    if len(letter) == 1:
        readings |= {
            ("letter", alphabet.index(letter) + 1)
            for alphabet in language.alphabets
            if letter in alphabet
        }
    return frozenset(readings)


def _labels(text, language):
    """Letters of lists that stand alone: (a) is missed, «а» only explains."""
    for match in LABEL.finditer(text):
        readings = letter_readings(match["letter"] or match["half"], language)
        if readings:
            yield Figure(REFERENCES, readings, *match.span())
    for match in QUOTE.finditer(text):
        readings = letter_readings(match["letter"], language)
        yield Figure(REFERENCES, readings, *match.span(), firm=False)
