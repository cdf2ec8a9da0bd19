"""The nominative of names as they stand in a Russian or Ukrainian sentence.

Russian by its dictionary (pymorphy3: M. Korobov, “Morphological analyzer and
generator for Russian and Ukrainian languages”, 2015); what it cannot know, and
Ukrainian, by the endings of surnames.
"""

import re
from functools import lru_cache
from itertools import product

import pymorphy3

NAME_TAGS = {"Name", "Surn", "Patr"}
WORD_CLASSES = {"NOUN", "ADJF", None}
MOST = 8  # readings of one word that are followed
LONGEST = 40
CYRILLIC = re.compile(r"[а-яёіїєґў'’ʼ-]+", re.IGNORECASE)
UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)

# Ending: the endings of the nominative that it may stand for. Those of adjectives
# (Бережного), which a dictionary takes for the ordinary word.
OF_ADJECTIVES = (
    ("ого", ("ой", "ый")),
    ("его", ("ий",)),
    ("ому", ("ой", "ый")),
    ("ему", ("ий",)),
    ("ым", ("ой", "ый")),
    ("ом", ("ой", "ый")),
    ("ой", ("ая",)),
    ("ую", ("ая",)),
)
OF_UKRAINIAN = (
    ("ого", ("ий", "ой")),
    ("ому", ("ий", "ой")),
    ("им", ("ий",)),
    ("ої", ("а",)),
    ("ій", ("а", "ія")),
    ("ою", ("а",)),
    ("єю", ("я",)),
    ("ею", ("а",)),
    ("ю", ("я", "й", "ь")),
    ("я", ("й", "ь", "о")),
    ("ієм", ("ій",)),
    ("єм", ("й",)),
    ("ем", ("ь", "")),
    ("єві", ("й",)),
    ("еві", ("ь", "")),
    ("ові", ("", "о")),
    ("ом", ("", "о")),
    ("им", ("",)),
    ("ії", ("ія",)),
    ("ці", ("ка",)),
    ("і", ("а", "")),
    ("и", ("а",)),
    ("у", ("а", "", "о")),
    ("а", ("", "о")),
    ("є", ("й",)),
)


@lru_cache(maxsize=1)
def _analyser():
    """The dictionary, read when first asked: a third of a second, 50 MB."""
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=16_384)
def nominatives(word, ukrainian=False):
    """What `word` may be called when it stands alone: small letters, itself first.

    A tuple; the gender stays (Ивановой is Иванова and never Иванов). Words in other
    alphabets have one form.
    """
    word = word[:LONGEST].lower()
    if not CYRILLIC.fullmatch(word):
        return (word,)
    if "-" in word.strip("-"):
        parts = [nominatives(part, ukrainian)[:4] for part in word.split("-")[:2]]
        return tuple(dict.fromkeys([word, *map("-".join, product(*parts))]))
    forms = [word]
    if not UKRAINIAN.search(word):
        forms += _by_dictionary(word)
    forms += _by_endings(word, OF_ADJECTIVES)
    if ukrainian:
        forms += _by_endings(word, OF_UKRAINIAN)
    return tuple(dict.fromkeys(forms))


def _by_dictionary(word):
    """The nominatives of the readings of `word` that may be a name, one by one."""
    kinds = set()
    for reading in readings(word):
        tag = reading.tag
        kind = (reading.normal_form, tag.gender, tag.POS)
        if tag.POS not in WORD_CLASSES or tag.number == "plur" or kind in kinds:
            continue
        if tag.gender == "neut" or tag.case == "nomn":
            continue
        kinds.add(kind)
        if len(kinds) > MOST:
            return
        if tag.gender == "masc" and tag.POS == "NOUN":
            yield reading.normal_form
        else:
            alone = reading.inflect({"nomn", "sing"})
            if alone:
                yield alone.word


def _by_endings(word, endings):
    for ending, others in endings:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield from (stem + other for other in others)


@lru_cache(maxsize=16_384)
def readings(word):
    """What a Russian `word` in small letters may be, likeliest first (pymorphy3)."""
    return tuple(_analyser().parse(word))


@lru_cache(maxsize=16_384)
def base_forms(word):
    """The forms under which a dictionary may list a Russian `word`: a frozenset.

    A word in another alphabet has one form, itself in small letters.
    """
    word = word[:LONGEST].lower()
    if not CYRILLIC.fullmatch(word):
        return frozenset([word])
    return frozenset(reading.normal_form for reading in readings(word))


@lru_cache(maxsize=16_384)
def is_ordinary(word):
    """Whether a Russian `word` is in the dictionary as something else than a name."""
    word = word.lower()
    if not CYRILLIC.fullmatch(word) or UKRAINIAN.search(word):
        return False
    return any(
        reading.is_known
        and not NAME_TAGS & set(reading.tag.grammemes)
        and "Poss" not in reading.tag.grammemes
        and reading.score > 0.02
        for reading in readings(word)
    )
