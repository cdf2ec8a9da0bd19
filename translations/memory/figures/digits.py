"""Numbers in figures: 1,250,000.50, 1 250 000,50, 4.1.2, 4411/13, XX, 7.30 p.m."""

import re
from fractions import Fraction

from translations.memory.figures.figure import NUMBERS, Figure, blank, number, spans_of

SPACE = "[ \u00a0\u2009\u202f]"
WRITTEN = re.compile(
    rf"(?<!\d)(?:\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)(?:[.,]\d+(?!\d))?"
    r"|\d+(?:[.,:/'’]\d+)*)"
)
# The unit, not a figure: 12 m2.
SQUARE = re.compile(r"(?<=[\d\s\u00a0])[kcmкс]?[mм][23](?!\w)")
ROMAN = re.compile(r"(?<![\w.-])[IVXLCDMІХ]{1,9}(?=(?:er|e|ème|es)?(?!\w))")
ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
LOOK_ALIKE = str.maketrans("ІХі", "IXi")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1_000}
DECADE = re.compile(r"-?(?:s|[’']s|е|х|ми|ті|і|их|er)(?!\w)")
MINUS = re.compile(r"(?:^|(?<=[\s(]))([-−–])$")
SCALE = re.compile(r"[\s\u00a0\u202f]?([^\W\d_]+)")
# EUR 5m may be millions, or metres.
GLUED = re.compile(r"(?:m|k)(?!\w)")
GLUED_SCALES = {"m": 10**6, "k": 1_000}
HOURS, MINUTES = 24, 60


def digits_in(text, language):
    """The numbers in figures of `text` as Figures, and `text` with them blanked."""
    figures = []
    text = blank(text, [match.span() for match in SQUARE.finditer(text)])
    for pattern in language.times:
        matches = re.finditer(rf"(?<![\d.,:])(?:{pattern})", text, re.IGNORECASE)
        times = [time for time in map(_time, matches) if time]
        text = blank(text, spans_of(times))
        figures += times
    for match in WRITTEN.finditer(text):
        figures.append(_figure(match, text, language))
    text = blank(text, spans_of(figures))
    return figures + romans_in(text), text


def _time(match):
    """An hour of the day; "5 часов" may also be how long something took."""
    groups = match.groupdict()
    hour, minute = int(match["h"]), int(groups.get("m") or 0)
    half = (groups.get("half") or "").lower()
    if hour > HOURS or minute >= MINUTES:
        return None
    parts = [frozenset([number(hour)])]
    if groups.get("m"):
        parts.append(frozenset([number(minute)]))
    plain = () if half or groups.get("m") else (number(hour),)
    if half in AFTER_NOON and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    readings = frozenset([("time", hour, minute), *plain])
    return Figure(NUMBERS, readings, *match.span(), parts=tuple(parts))


AFTER_NOON = {"p", "дня", "вечера", "вечора", "nachmittags", "abends", "du soir"} | {
    "de l'après-midi",
    "de l’après-midi",
}


def _figure(match, text, language):
    start, end = match.span()
    readings = readings_of(match[0], language)
    decade = DECADE.match(text, end)
    if decade and re.fullmatch(r"1[0-9]{3}|20\d\d", match[0]):
        readings |= {number(int(match[0]) % 100)}
    scale = SCALE.match(text, end)
    if scale and scale[1].lower() in language.scale_forms:
        by = language.scale_forms[scale[1].lower()]
        readings = {value * by for value in readings if isinstance(value, Fraction)}
        end = scale.end()
    glued = GLUED.match(text, end)
    if glued:
        by = GLUED_SCALES[glued[0]]
        readings |= {value * by for value in readings if isinstance(value, Fraction)}
    minus = MINUS.search(text[max(start - 2, 0) : start])
    if minus:
        negative = {-value for value in readings if isinstance(value, Fraction)}
        readings = negative if minus[1] == "−" else readings | negative
    parts = ()
    if readings == {("text", match[0])} and "," in match[0]:  # a list without spaces
        parts = tuple(
            frozenset([number(part)]) for part in re.findall(r"\d+", match[0])
        )
    return Figure(NUMBERS, frozenset(readings), start, end, parts=parts)


def readings_of(written, language):
    """The values that a number in figures may have: a set."""
    written = re.sub(SPACE, "", written).replace("’", "'")
    readings = set()
    if "/" in written:
        parts = [int(part) for part in re.findall(r"\d+", written)]
        readings.add(("text", written))
        if len(parts) == 2 and 0 < parts[0] < parts[1] <= 100:
            readings.add(Fraction(*parts))
        return readings
    if re.fullmatch(r"\d{1,2}[.:]\d{2}", written):
        hour, minute = (int(part) for part in re.split(r"[.:]", written))
        if hour <= HOURS and minute < MINUTES:
            readings.add(("time", hour, minute))
    if ":" in written:
        return readings or {("text", written)}
    if written.isdigit():
        return {number(int(written))}
    if re.fullmatch(r"\d+(?:\.\d+)+", written):
        readings.add(("text", written))  # the number of a section
    decimals = {language.decimal, "."}
    for thousands in (language.thousands + "'").strip():
        if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+", written):
            return {number(written.replace(thousands, ""))} | (
                readings if thousands == "." else set()
            )
        mixed = rf"(\d{{1,3}}(?:\{thousands}\d{{3}})+)\{language.decimal}(\d+)"
        match = re.fullmatch(mixed, written)
        if match and thousands != language.decimal:
            return {number(f"{match[1].replace(thousands, '')}.{match[2]}")}
    match = re.fullmatch(rf"(\d+)[{''.join(decimals)}](\d+)", written)
    if match:
        readings.add(number(f"{match[1]}.{match[2]}"))
    return readings or {("text", written)}


def roman(written):
    """The number that `written` in capitals is in Roman letters; None if it is none."""
    letters = written.translate(LOOK_ALIKE)
    if not letters or not ROMAN_FORM.fullmatch(letters):
        return None
    total = 0
    for letter, following in zip(letters, [*letters[1:], None], strict=True):
        value = ROMAN_VALUES[letter]
        total += -value if ROMAN_VALUES.get(following, 0) > value else value
    return total


def romans_in(text):
    """Roman numbers; I, CIVIL and C. are none, MIX and CD prove nothing."""
    figures = []
    for match in ROMAN.finditer(text):
        value = roman(match[0])
        if value and len(match[0]) > 1:
            firm = set(match[0]) <= set("IVXІХ")
            readings = frozenset([number(value)])
            figures.append(Figure(NUMBERS, readings, *match.span(), firm=firm))
        elif value:
            readings = frozenset([number(value)])
            figures.append(Figure(NUMBERS, readings, *match.span(), firm=False))
    return figures
