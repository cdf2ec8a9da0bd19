"""Where the forms of a term stand in a text, in whatever case."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from translations.terms.bare_text import bare
from translations.terms.word_forms import WORD, normal_forms

# What may stand between two words of one term.
BETWEEN = re.compile(r"[\s-]{1,3}")


@dataclass(frozen=True)
class Concept:
    """What one thing is called: `approved` and `forbidden` map a language to forms."""

    approved: dict[str, tuple[str, ...]]
    forbidden: dict[str, tuple[str, ...]] = field(default_factory=dict)


def terms_in(text, language, forms):
    """(start, end) of each of `forms` (terms of `language`) in `text`, in order.

    `text` may hold tags, spans count them. Of two that overlap the longer stands.
    """
    bare_text = bare(text)
    words, listed, places = _words(bare_text.text, language)
    spans = set()
    for form in forms:
        parts = _parts(form, language)
        for first in _candidates(parts, places):
            last = first + len(parts) - 1
            if last < len(words) and _fits(bare_text.text, words, listed, parts, first):
                spans.add((words[first].start(), words[last].end()))
    return [bare_text.span(*span) for span in _longest(spans)]


@lru_cache(maxsize=64)
def _words(text, language):
    """The words of `text`, under which forms each may be listed, and where each form
    may stand: asked once for all terms of a sentence."""
    words = [*WORD.finditer(text)]
    listed = [normal_forms(word[0], language) for word in words]
    return words, listed, _places(listed)


@lru_cache(maxsize=16_384)
def _parts(form, language):
    """The words of a term: under which forms each of them may be listed."""
    return tuple(
        normal_forms(word[0], language) for word in WORD.finditer(bare(form).text)
    )


def _places(listed):
    """Form: at which words of the text it may stand."""
    places = defaultdict(list)
    for number, forms in enumerate(listed):
        for form in forms:
            places[form].append(number)
    return places


def _candidates(parts, places):
    if not parts:
        return []
    return sorted({place for form in parts[0] for place in places.get(form, ())})


def _fits(text, words, listed, parts, first):
    for number, part in enumerate(parts):
        if not part & listed[first + number]:
            return False
        if number:
            between = text[
                words[first + number - 1].end() : words[first + number].start()
            ]
            if not BETWEEN.fullmatch(between):
                return False
    return True


def _longest(spans):
    """Those of `spans` that no longer one covers or crosses, in order."""
    longest, end = [], 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            longest.append((start, stop))
            end = stop
    return longest
