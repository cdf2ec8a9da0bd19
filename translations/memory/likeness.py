"""How alike two segments are, from 0 to 100, as a translator reads the number.

100 is the same text with the same tags; 101, the same in the same context, is for
whoever knows the context. What differs by a tag, a sign, a capital or a single word is
below 100, however long it is.
"""

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

from translations.terms.bare_text import GAP, bare
from translations.terms.word_forms import fold

EXACT, HIGHEST = 100, 99
# Points off for what does not lie in the words: the pair came in a file, it is of
# another domain, or it was translated the other way round.
PENALTIES = {"tags": 1, "imported": 3, "domain": 1, "reversed": 2}
# Points off for what differs though the words are the same.
SIGNS, CAPITALS, SPELLING = 3, 1, 1

# Where a pair comes from, the best first; of two that are as alike it stands first.
GRADES = ("official", "published", "aligned", "imported")

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[§№%°]")
SIGN = re.compile(r"[^\w\s§№%°]|_")
LETTER = re.compile(r"[^\W\d_]")
TAG_NUMBER = re.compile(r"\d+")


def likeness(memory, source, penalties=()):
    """The score of two segments; `penalties` are names of PENALTIES that apply.

    Both may hold tags; that they differ is seen here and needs no name.
    """
    texts = [_spaced(text) for text in (memory, source)]
    score = _score(*(text.replace(GAP, "") for text in texts))
    if score == EXACT and _tags(memory) != _tags(source):
        penalties = {*penalties, "tags"}
    return max(0, score - sum(PENALTIES[name] for name in penalties))


def order(score, grade):
    """The key by which matches are sorted: the most alike, then the best grade."""
    return -score, GRADES.index(grade)


def _spaced(text):
    """The words of `text` with single spaces: a no-break space is a space."""
    return " ".join(bare(text).text.split())


def _tags(text):
    """`text` with its tags and one space; how the tags are numbered does not matter."""
    numbers = {}

    def number(match):
        return str(numbers.setdefault(match[0], len(numbers)))

    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return re.sub(r"⟦/?\d{1,4}/?⟧", lambda tag: TAG_NUMBER.sub(number, tag[0]), text)


def _score(memory, source):
    if memory == source:
        return EXACT
    words = [WORD.findall(text) for text in (memory, source)]
    folds = [[folded(word) for word in side] for side in words]
    if not any(folds):
        return int(100 * Levenshtein.normalized_similarity(memory, source) * 0.99)
    score = int(100 * Levenshtein.normalized_similarity(*folds))
    if folds[0] == folds[1]:
        score -= CAPITALS * _differ(words, str.lower, str)
        score -= SPELLING * _differ(words, folded, str.lower)
    if SIGN.findall(memory) != SIGN.findall(source):
        score -= SIGNS
    return max(0, min(score, HIGHEST))


def _differ(words, same, other):
    """Whether the words are the same by one reading somewhere and not by the other."""
    return any(
        same(one) == same(two) and other(one) != other(two)
        for one, two in zip(*words, strict=True)
    )


def folded(word):
    """A word without capitals, accents of stress and the dots of ё."""
    letters = unicodedata.normalize("NFD", fold(word)).replace("\u0301", "")
    return unicodedata.normalize("NFC", letters)
