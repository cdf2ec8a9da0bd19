"""What is wrong with a sentence, or may be: what the checks say, and its letters."""

import unicodedata
from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _

from translations.formats.readers.tags import words_of
from translations.jobs.checks import segment_checks
from translations.jobs.checks.fault import ERROR
from translations.jobs.checks.open_faults import counts_of, in_words, tags_by_number
from translations.terms.models import Term
from translations.terms.term_book import TermBook

LONGEST = 100_000  # letters of one sentence
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WHITE = "\n\r\t"


class Fault(NamedTuple):
    """What is wrong: `key` names it for a tick; an error cannot be ticked away."""

    key: str
    text: str
    is_error: bool = False


def refusal_of_text(text):
    """The sentence that says why no database can keep `text`, or ""."""
    if "\x00" in text:
        return _("There is a null character in it, which cannot be kept: take it out.")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return _("There is half a character in it, which cannot be kept: type it anew.")
    if len(text) > LONGEST:
        return _("That is too long for one sentence.")
    return ""


def faults_of(segment, book=None):
    """Every `Fault` of a segment with a translation, errors first.

    `book` is the `TermBook` of its job; without one no terms are checked. What is
    ticked is a kind of fault.
    """
    if not segment.target.strip():
        return []
    job = segment.translation
    source, target = segment.source, segment.target
    faults = [
        Fault(each.kind, str(each.sentence), each.grade == ERROR)
        for each in segment_checks.faults(
            source,
            target,
            (job.source.language, job.language),
            tags_by_number(segment.tags),
            book.concepts_in(source, target) if book else (),
        )
    ]
    faults += letter_faults(source, target)
    return sorted(faults, key=lambda fault: not fault.is_error)


def open_faults(segment, book=None):
    """Those that nobody has ticked: “it is right so”."""
    return [
        each
        for each in faults_of(segment, book)
        if each.is_error or each.key not in segment.ticks
    ]


def book_for(translation, user=None, texts=None):
    """The `TermBook` of a job; of what `user` sees, and of `texts` only."""
    terms = Term.objects.of_work_in(translation.circle_id)
    if user is not None:
        terms = terms.visible_to(user)
    languages = translation.source.language, translation.language
    return TermBook(terms, languages, texts)


def warnings_of(translation):
    """Sentences that count the faults of all sentences which nobody has ticked."""
    counts = Counter()
    book = book_for(translation)
    for (kind, _blocks), number in counts_of(translation, book.concepts_in).items():
        counts[kind] += number
    return in_words(counts)


def letter_faults(source, target):
    """Faults of its letters: invisible ones that do harm."""
    words, source_words = words_of(target), words_of(source)
    if any(turn in words and turn not in source_words for turn in TURNS):
        yield Fault(
            "turned", _("There are invisible characters in it that turn the direction.")
        )
    if any(
        unicodedata.category(letter) == "Cc" and letter not in WHITE for letter in words
    ):
        yield Fault("control", _("There are control characters in it: type it anew."))
