"""How a sentence ends: one sign in both languages, seen through quotes and tags.

After an abbreviation (3 a.m., 2006 г.) nobody can tell whether a full stop ends the
sentence: there its absence is not warned of.
"""

import re

from django.utils.translation import gettext_lazy as _

from translations.jobs.checks.fault import (
    SOURCE,
    TARGET,
    WARNING,
    Fault,
    Place,
    differs,
)
from translations.terms.bare_text import GAP

STOPS = ".!?…:;,؟。"
CLOSE = "»”“\"’'‘)]›" + GAP
# "build; and": the list goes on.
CONJUNCTION = re.compile(
    r"(?<=[;,])\s+(?:and|or|and/or|et|ou|et/ou|und|oder|и|или|и/или|і|та|або|y|o)$",
    re.IGNORECASE,
)
WORD_BEFORE = re.compile(r"([^\W\d_]+)\.$")
STOP_INSIDE = re.compile(r"(?P<word>[^\W\d_]*)\.[»”“\"]$")
DASHES = " \u00a0\u202f\u2009\n\r\t–—-"
# Signs that say the same: a list goes on, a question, an exclamation.
SAME = {",": ";", "؟": "?", "。": "."}


def end_faults(source, target, source_marks, target_marks):
    """At most one Fault of the ends of two BareTexts."""
    first, second = _end(source.text), _end(target.text)
    allowed = [{"", ","}]
    if _may_be_abbreviation(source.text, source_marks) or _may_be_abbreviation(
        target.text, target_marks
    ):
        allowed.append({"", "."})
    same = SAME.get(first, first) == SAME.get(second, second)
    if not same and {first, second} not in allowed:
        length = len(target.text.rstrip())
        where = [Place(TARGET, *target.span(max(length - 1, 0), length))]
        length = len(source.text.rstrip())
        where.append(Place(SOURCE, *source.span(max(length - 1, 0), length)))
        yield Fault("end", WARNING, differs("end", first, second), tuple(where))
    elif target_marks.stop_after_quote:
        yield from _stop_inside(target, target_marks)


def _end(text):
    """The sign that ends `text`, also before a closing quote or the mark of a note."""
    text = CONJUNCTION.sub("", text.rstrip(DASHES + GAP).rstrip())
    signs = ""
    while text and (text[-1] in STOPS or text[-1] in CLOSE or text[-1] in DASHES):
        if text[-1] in STOPS:
            signs = text[-1] + signs
        text = text[:-1]
    if signs.endswith("..."):
        return "…"
    for sign in "?!":
        if sign in signs:
            return sign
    return signs[-1] if signs else ""


def _may_be_abbreviation(text, marks):
    text = text.rstrip(DASHES + CLOSE)
    match = WORD_BEFORE.search(text)
    return bool(match) and (
        len(match[1]) == 1 or match[1].lower() in marks.abbreviations
    )


def _stop_inside(target, marks):
    text = target.text.rstrip(DASHES + GAP)
    match = STOP_INSIDE.search(text)
    if match and match["word"].lower() not in marks.abbreviations and match["word"]:
        sentence = _("In this language the full stop stands after the closing quote.")
        place = Place(TARGET, *target.span(match.end() - 2, match.end()))
        yield Fault("end", WARNING, sentence, (place,))
