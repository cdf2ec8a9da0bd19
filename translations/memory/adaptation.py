"""A translation from the memory, with the figures of the new source put in.

Only numbers, dates and references are adapted, each where it stands once; never names
and never words, for these have cases.
"""

import re
from dataclasses import dataclass

from translations.memory.figures.figure import DATES, NUMBERS, REFERENCES, Figure
from translations.memory.figures.languages import language_of
from translations.memory.figures.reader import figures_of
from translations.terms.bare_text import bare

ADAPTED = (NUMBERS, DATES, REFERENCES)
DAY = re.compile(r"\d{1,2}(?!\d)")
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Change:
    """A figure of the source in the memory, and what stands there in the new one."""

    before: Figure
    after: Figure
    written: str


def adapted(memory_source, memory_target, source, languages):
    """`memory_target` with the figures of `source`; None where that cannot be done.

    That is: nothing differs, another number of figures, one that is in words, or one
    that the target does not hold exactly once.
    """
    before, after = (
        figures_of(bare(text).text, languages[0]) for text in (memory_source, source)
    )
    changes = _changes(before, after)
    if not changes:
        return None
    target = bare(memory_target)
    figures = figures_of(target.text, languages[1])
    pieces = []
    for change in changes:
        places = _places(figures, change)
        if len(places) != 1:
            return None
        written = _rewritten(places[0], target.text, change, languages)
        if written is None:
            return None
        pieces.append((target.span(places[0].start, places[0].end), written))
    text = memory_target
    if len({span for span, _ in pieces}) != len(pieces):
        return None
    for (start, end), written in sorted(pieces, reverse=True):
        if "⟦" in memory_target[start:end]:
            return None
        text = text[:start] + written + text[end:]
    return text


def _figures(figures):
    """Those that may be adapted; a year stands with its date."""
    return [
        figure
        for figure in figures.items
        if figure.kind in ADAPTED and figure.firm and not _is_year(figure)
    ]


def _is_year(figure):
    return figure.kind == DATES and not figure.date and _is_number(figure)


def _is_number(figure):
    return all(not isinstance(value, tuple) for value in figure.readings)


def _changes(before, after):
    """The Changes between two sources; None where they cannot be laid side by side."""
    firsts, seconds = _figures(before), _figures(after)
    if [figure.kind for figure in firsts] != [figure.kind for figure in seconds]:
        return None
    return [
        Change(one, two, after.text[two.start : two.end])
        for one, two in zip(firsts, seconds, strict=True)
        if one.readings != two.readings or one.date != two.date
    ]


def _places(figures, change):
    """Where in the target the figure stands that is to be changed."""
    return [
        figure
        for figure in _figures(figures)
        if figure.kind == change.before.kind
        and figure.readings & change.before.readings
    ]


def _rewritten(figure, text, change, languages):
    """What replaces `figure`, written as the target writes; None where unsure."""
    written = text[figure.start : figure.end]
    if figure.kind == DATES:
        return _date(written, figure, change, languages[1])
    letters = {reading for reading in figure.readings if isinstance(reading, tuple)}
    if any(reading[0] == "letter" for reading in letters):
        return _letter(written, change, languages[1])
    value = change.written.strip()
    if not re.fullmatch(r"\d+", value) or not re.fullmatch(r"\d+", written):
        return None
    return value


def _letter(written, change, code):
    """The letter of a list in the script of the target: (b) for «а» is «б»."""
    letter = re.search(r"[^\W\d_]+", change.written)
    before = re.search(r"[^\W\d_]+", written)
    if not letter or not before or len(letter[0]) > 1 or len(before[0]) > 1:
        return None
    new = letter[0].lower()
    alphabets = language_of(code).alphabets
    if not before[0].isascii():
        places = [value for kind, value in _tuples(change.after) if kind == "letter"]
        if not alphabets or len(places) != 1 or places[0] > len(alphabets[0]):
            return None
        new = alphabets[0][places[0] - 1]
    return written[: before.start()] + new + written[before.end() :]


def _tuples(figure):
    return [reading for reading in figure.readings if isinstance(reading, tuple)]


def _date(written, figure, change, code):
    """The new day, month and year in the words of the target's own date."""
    before, after = change.before.date, change.after.date
    if (
        not before
        or not after
        or len(after.days) != 1
        or bool(before.year) != bool(after.year)
    ):
        return None
    ((day, month),) = after.days
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}", written):
        return f"{day:02}.{month:02}.{after.year}"
    language = language_of(code)
    ((old_day, old_month),) = figure.date.days
    forms = language.months[old_month - 1] if language.months else ()
    form = next((one for one in forms if re.search(rf"\b{one}\b", written)), None)
    if form is None or form != forms[0] or not DAY.search(written):
        return None
    if len(DAY.findall(YEAR.sub("", written))) != 1:
        return None
    written = re.sub(rf"\b{form}\b", language.months[month - 1][0], written)
    if after.year:
        written = YEAR.sub(str(after.year), written)
    return re.sub(rf"(?<!\d){old_day}(?!\d)", str(day), written, count=1)
