"""The words themselves: none, the same, too many, twice, otherwise elsewhere."""

import re
import unicodedata

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from translations.jobs.checks.fault import ERROR, TARGET, WARNING, Fault, Place
from translations.memory.figures.designations import designations_in
from translations.memory.figures.reader import ADDRESS
from translations.terms.bare_text import bare

TIMES_LONGER, SHORTEST = 20, 5
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
DOUBLE = re.compile(
    r"(?<![\w-])([^\W\d_]+(?:['’-][^\W\d_]+)*)\s+(\1)(?![\w-]|\.\s?\w)", re.IGNORECASE
)
CYRILLIC = {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky"}
# Words that stay as they are, also in a text of another script.
INTERNATIONAL = frozenset(
    [
        "v",
        "vs",
        "de",
        "la",
        "le",
        "van",
        "von",
        "der",
        "di",
        "da",
        "al",
        "el",
        "ibid",
        "idem",
        "passim",
    ]
)


def is_empty(text):
    """Whether a BareText says nothing."""
    return not text.text.strip(" \t\r\n\u00a0\u202f\u2060")


def empty_faults(source, target):
    """At most one Fault: a target without words."""
    if is_empty(target) and not is_empty(source):
        yield Fault("empty", ERROR, _("The translation is empty."))


def length_faults(source, target):
    """At most one Fault: a target that was hardly meant for this source."""
    if len(target.text) > TIMES_LONGER * max(len(source.text), SHORTEST):
        sentence = _("The translation is more than twenty times as long as the source.")
        yield Fault("length", ERROR, sentence, (Place(TARGET, *_all(target)),))


def _all(text):
    return text.span(0, len(text.text))


def untranslated_faults(source, target, languages):
    """At most one Fault: the source copied, where it has words to translate."""
    texts = [" ".join(text.text.split()).casefold() for text in (source, target)]
    texts = [text.rstrip(" .,;:!?") for text in texts]
    if texts[0] != texts[1] or languages[0] == languages[1]:
        return
    words = _words(source.text)
    other_script = (languages[0] in CYRILLIC) != (languages[1] in CYRILLIC)
    small = [word for word in words if word[0].islower() and len(word) > 2]
    if other_script:
        capitals = [word for word in words if word.isupper() and len(word) > 2]
        large = len(words) == 1 and len(words[0]) > 3 and not words[0].isupper()
        copied = bool(small) or len(capitals) > 1 or large
    else:
        copied = len(small) > 2
    if copied:
        sentence = _("The translation is the source.")
        yield Fault("untranslated", WARNING, sentence, (Place(TARGET, *_all(target)),))


def _words(text):
    """The words of `text` that are no part of an address or a symbol."""
    _figures, text = designations_in(ADDRESS.sub(" ", text))
    words = [word[0] for word in WORD.finditer(text)]
    return [word for word in words if word.lower() not in INTERNATIONAL]


def double_faults(source, target, source_marks, marks):
    """At most one Fault: a word twice in a row, and not so in the source."""
    if any(_doubles(source.text, source_marks.doubles)):
        return
    for match in _doubles(target.text, marks.doubles):
        sentence = format_lazy(_("“{word}” stands there twice."), word=match[2])
        place = Place(TARGET, *target.span(*match.span(2)))
        yield Fault("double", WARNING, sentence, (place,))
        return


def _doubles(text, apart):
    for match in DOUBLE.finditer(text):
        word = match[1]
        if word.lower() not in apart and not (len(word) == 1 and word.isupper()):
            yield match


def inconsistent_faults(source, target, others):
    """At most one Fault: the same source stands elsewhere with another target.

    `others` are (source, target) of other segments.
    """
    here, there = _plain(source.text), _plain(target.text)
    for other_source, other_target in others:
        if _plain(bare(other_source).text) != here:
            continue
        other = bare(other_target)
        if not is_empty(other) and _plain(other.text) != there:
            sentence = format_lazy(
                _("The same source is translated elsewhere as “{text}”."),
                text=other.text,
            )
            yield Fault("inconsistent", WARNING, sentence)
            return


def _plain(text):
    text = unicodedata.normalize("NFC", text).replace("\u2060", "")
    return " ".join(text.split())
