"""All checks of one translated segment."""

from translations.jobs.checks.fault import (
    SOURCE,
    TARGET,
    WARNING,
    Fault,
    Place,
    differs,
)
from translations.jobs.checks.marks import marks_of
from translations.jobs.checks.quotation import quote_faults
from translations.jobs.checks.sentence_end import end_faults
from translations.jobs.checks.tag_order import tag_faults
from translations.jobs.checks.term_use import term_faults
from translations.jobs.checks.whole_text import (
    double_faults,
    empty_faults,
    inconsistent_faults,
    length_faults,
    untranslated_faults,
)
from translations.memory.figures.difference import differences
from translations.memory.figures.figure import REFERENCES
from translations.memory.figures.languages import LANGUAGES
from translations.memory.figures.reader import figures_of
from translations.terms.bare_text import bare


def faults(source, target, languages, tags=None, terms=(), others=()):
    """A list of Faults of `target` as a translation of `source`.

    `languages`: codes of both ("en", "ru"). `tags`: number of a tag to what it is
    (formatting, note, link, field, picture, break). `terms`: Concepts. `others`:
    (source, target) of segments that should agree with this one.
    """
    languages = tuple(
        code.replace("_", "-").partition("-")[0].lower() for code in languages
    )
    texts = bare(source), bare(target)
    for alone in (
        empty_faults(*texts),
        length_faults(*texts),
        untranslated_faults(*texts, languages),
    ):
        fault = next(alone, None)
        if fault:
            return [fault]
    marks = [marks_of(code) for code in languages]
    quotes = [*quote_faults(*texts, marks[1])]
    doubles = [*double_faults(*texts, *marks)]
    return [
        *tag_faults(source, target, tags or {}),
        *_figure_faults(*texts, languages, quotes, doubles),
        *quotes,
        *end_faults(*texts, *marks),
        *doubles,
        *term_faults(source, target, languages, terms),
        *inconsistent_faults(*texts, others),
    ]


def _figure_faults(source, target, languages, quotes, doubles):
    """A Fault for each kind of figure in which two BareTexts differ.

    What follows from a fault among `quotes` or `doubles` is no fault of its own.
    """
    if doubles:
        target = _without(target, doubles[0].where[0])
    figures = [
        figures_of(text.text, code)
        for text, code in zip((source, target), languages, strict=True)
    ]
    plain_dates = not all(code in LANGUAGES for code in languages)
    for difference in differences(*figures, plain_dates=plain_dates):
        if quotes and _is_letter_lost(difference):
            continue
        sides = (SOURCE, source, difference.source), (TARGET, target, difference.target)
        lost, more = (_written(text, items) for _, text, items in sides)
        where = tuple(
            Place(side, *text.span(item.start, item.end))
            for side, text, items in sides
            for item in items
        )
        yield Fault(
            difference.kind, WARNING, differs(difference.kind, lost, more), where
        )


def _without(text, place):
    """A BareText without the piece at `place`."""
    first, last = text.places.index(place.start), text.places.index(place.end - 1)
    spaces = " " * (last + 1 - first)
    return text._replace(text=text.text[:first] + spaces + text.text[last + 1 :])


def _is_letter_lost(difference):
    """Whether only letters of lists are missed: «c without its mark is read as none."""
    return (
        difference.kind == REFERENCES
        and not difference.target
        and all(
            any(isinstance(reading, tuple) for reading in figure.readings)
            for figure in difference.source
        )
    )


def _written(text, items):
    pieces = dict.fromkeys(text.text[item.start : item.end].strip() for item in items)
    return ", ".join(pieces)
