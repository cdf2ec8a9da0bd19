"""The faults of the sentences of a whole translation that nobody has ticked."""

from collections import Counter
from hashlib import sha256

from django.utils.translation import ngettext

from translations.jobs.checks.fault import ERROR, KINDS
from translations.jobs.checks.segment_checks import faults
from translations.jobs.checks.term_use import term_faults
from translations.terms.term_book import base

# By what a reader is led astray: it is mended, or a tick says that it is right so.
FIGURES = ("numbers", "dates", "references", "symbols")
ALONE = frozenset(["empty", "length", "untranslated"])  # nothing else is checked then


def tags_by_number(tags):
    """{number: kind} of what a segment keeps, whose keys are text."""
    return {int(number): kind for number, kind in tags.items() if number.isdecimal()}


def kept_faults(source, target, languages, tags):
    """What a segment keeps of its faults, terms apart, so that many are soon counted.

    {"of": digest of what was checked, "kinds": {kind: whether it blocks}}.
    """
    checked = faults(source, target, languages, tags_by_number(tags))
    kinds = {each.kind: is_blocking(each) for each in checked}
    return {"of": digest_of(source, target, languages, tags), "kinds": kinds}


def digest_of(source, target, languages, tags):
    """What tells whether faults that were kept are those of these texts."""
    words = (source, target, *languages, repr(sorted(tags.items())))
    return sha256("\0".join(words).encode(errors="replace")).hexdigest()[:16]


def open_kinds(row, languages, concepts_in=None):
    """{kind: whether it blocks} of the faults of a segment that nobody has ticked.

    `row`: source, target, tags, ticks and what it keeps of its faults.
    `concepts_in(source, target)` gives the Concepts to check by.
    """
    source, target, tags, ticks, kept = row
    if kept.get("of") != digest_of(source, target, languages, tags):
        kept = kept_faults(source, target, languages, tags)
    kinds = dict(kept["kinds"])
    if concepts_in and not ALONE.intersection(kinds):
        concepts = concepts_in(source, target)
        bases = [base(language) for language in languages]
        if concepts and any(term_faults(source, target, bases, concepts)):
            kinds["terms"] = False
    return {
        kind: blocks
        for kind, blocks in kinds.items()
        if kind not in ticks or is_error(kind, blocks)
    }


def is_error(kind, blocks):
    """Whether a fault is an error, which no tick takes away."""
    return blocks and kind not in FIGURES


def rows_of(segments):
    """(key, row for `open_kinds`) of each segment with a translation."""
    fields = ("pk", "source", "target", "tags", "ticks", "kept_faults")
    for key, *row in segments.exclude(target="").values_list(*fields).iterator():
        yield key, row


def counts_of(translation, concepts_in=None):
    """How many sentences have an open fault: {(kind, whether it blocks): number}."""
    languages = (translation.source.language, translation.language)
    segments = translation.segments.order_by()
    return Counter(
        each
        for _key, row in rows_of(segments)
        for each in open_kinds(row, languages, concepts_in).items()
    )


def is_blocking(fault):
    """Whether nothing is published with it: an error, or a figure that differs."""
    return fault.grade == ERROR or fault.kind in FIGURES


def in_words(counts):
    """Sentences that say {kind: number of sentences}, in the order of the kinds."""
    return [in_words_of(kind, number) for kind in KINDS if (number := counts.get(kind))]


def in_words_of(kind, number):
    if kind == "numbers":
        text = ngettext(
            "%(number)s number differs.", "%(number)s numbers differ.", number
        )
    elif kind == "dates":
        text = ngettext("%(number)s date differs.", "%(number)s dates differ.", number)
    elif kind == "references":
        text = ngettext(
            "%(number)s reference differs.", "%(number)s references differ.", number
        )
    elif kind == "symbols":
        text = ngettext(
            "%(number)s symbol differs.", "%(number)s symbols differ.", number
        )
    elif kind == "tags":
        text = ngettext(
            "In %(number)s sentence the marks are not those of the source.",
            "In %(number)s sentences the marks are not those of the source.",
            number,
        )
    else:
        text = ngettext(
            "%(kind)s: %(number)s sentence.", "%(kind)s: %(number)s sentences.", number
        )
    return text % {"kind": KINDS[kind], "number": number}
