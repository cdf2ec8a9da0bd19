"""Under which forms a word may be listed: every case of a Russian word has one.

Russian and Ukrainian by the dictionaries of pymorphy3, read when first asked; other
languages by taking common endings off, so that a plural finds its singular.
"""

import re
from functools import lru_cache

import pymorphy3

from officials.names import cases

WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
SHORTEST_STEM = 3
LONGEST = 40

# Ending: what stands in its place; the first that fits is taken.
ENDINGS = {
    "en": (("'s", ""), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"))
    + (("xes", "x"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", "")),
    "fr": (("aux", "al"), ("ées", "é"), ("ée", "é"), ("es", ""), ("s", ""), ("x", ""))
    + (("e", ""),),
    "de": (("innen", "in"), ("ern", ""), ("en", ""), ("er", ""), ("es", ""))
    + (("em", ""), ("e", ""), ("n", ""), ("s", "")),
    "es": (("ces", "z"), ("es", ""), ("os", "o"), ("as", "a"), ("s", "")),
}


@lru_cache(maxsize=1)
def _ukrainian():
    """The dictionary, read when first asked: a tenth of a second."""
    return pymorphy3.MorphAnalyzer(lang="uk")


def fold(word):
    """`word` in small letters, ё as е, one apostrophe; what is compared."""
    word = word.casefold().replace("ё", "е")
    return word.replace("’", "'").replace("ʼ", "'").replace("`", "'")


def pattern_of(form):
    """A regular expression of a folded `form` as it may be written."""
    return re.escape(form).replace("е", "[её]").replace("'", "['’ʼ]")


@lru_cache(maxsize=65_536)
def normal_forms(word, language):
    """The forms under which a dictionary of `language` may list `word`: a frozenset."""
    word = word[:LONGEST].lower().replace("’", "'").replace("ʼ", "'")
    if CYRILLIC.search(word):
        if language == "uk":
            forms = {reading.normal_form for reading in _ukrainian().parse(word)}
        else:
            forms = cases.base_forms(word)
        return frozenset(fold(form) for form in forms)
    return frozenset([_stem(fold(word), language)])


def _stem(word, language):
    for ending, other in ENDINGS.get(language, ()):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_STEM:
            return stem + other
    return word


@lru_cache(maxsize=4_096)
def all_forms(word, language):
    """Every form that the dictionary entry `word` takes, folded: a frozenset.

    In a language without a dictionary that is the word itself.
    """
    if language == "ru":
        entries = cases.readings(word)
    elif language == "uk":
        entries = _ukrainian().parse(word)
    else:
        return frozenset([fold(word)])
    forms = {
        fold(form.word)
        for entry in entries
        if entry.normal_form == word
        for form in entry.lexeme
    }
    return frozenset(forms | {fold(word)})
