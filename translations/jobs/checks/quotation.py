"""Quotation marks: those of the language, each closed."""

import re

from django.utils.translation import gettext_lazy as _

from translations.jobs.checks.fault import TARGET, WARNING, Fault, Place

# An apostrophe inside a word or after it is no quotation mark.
APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)|(?<=[sSxXzZ])['’](?=\s|$)")
SIGNS = '“”„«»"‘‚‹›'
INCHES = re.compile(r"(?<=\d)[\"”″]")


def quote_faults(source, target, marks):
    """At most one Fault of the quotation marks of `target` (both BareText)."""
    text = APOSTROPHE.sub("\x00", INCHES.sub("\x00", target.text))
    foreign, net = _follow(text, marks)
    if foreign is not None:
        place = Place(TARGET, *target.span(foreign, foreign + 1))
        sentence = _("These quotation marks are not those of the language.")
        yield Fault("quotes", WARNING, sentence, (place,))
    elif net and net != _balance(source.text):
        places = [
            Place(TARGET, *target.span(number, number + 1))
            for number, sign in enumerate(text)
            if sign in SIGNS
        ]
        sentence = _("A quotation is opened and not closed, or closed and not opened.")
        yield Fault("quotes", WARNING, sentence, tuple(places))


def _follow(text, marks):
    """(where a foreign sign stands or None, how many quotations are left open)."""
    opened, closed_more = [], 0
    for number, sign in enumerate(text):
        if sign == '"':
            if not marks.straight:
                return number, 0
            opened.pop() if opened and opened[-1] == '"' else opened.append('"')
            continue
        if opened and sign == opened[-1]:
            opened.pop()
            continue
        if sign not in SIGNS:
            continue
        pairs = (*marks.quotes, *marks.inner) if opened else marks.quotes
        closing = next((pair[1] for pair in pairs if pair[0] == sign), None)
        if closing:
            opened.append(closing)
        elif sign in {pair[1] for pair in marks.quotes} and sign != "‘":
            closed_more += 1
        else:
            return number, 0
    return None, len(opened) - closed_more


def _balance(text):
    """How many quotations `text` leaves open, whatever its signs; below 0 if closed."""
    text = APOSTROPHE.sub("\x00", text)
    if text.count('"') % 2:
        return -1 if text.rstrip(" .,;:!?)").endswith('"') else 1
    opens = sum(text.count(sign) for sign in "“«„‹")
    closes = sum(text.count(sign) for sign in "”»›")
    if "„" in text and "”" not in text:  # „German“: the closing one opens elsewhere
        opens, closes = text.count("„") + text.count("«"), text.count("“") + closes
    return opens - closes
