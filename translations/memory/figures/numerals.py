"""Numbers in words: twenty-five, пятьюдесятью тысячами, soixante-dix, two-thirds."""

import re
from dataclasses import replace
from fractions import Fraction

from translations.memory.figures.figure import NUMBERS, Figure, number
from translations.terms.word_forms import WORD, fold

GAP = re.compile(r"[\s-]+")
AFTER_SCALE = re.compile(r",?[\s-]+")  # one thousand, two hundred
HOURS = 24  # in a day and a night
SMALL = 100  # what a joiner may lead to: one hundred *and* five


def numerals_in(text, language):
    """The number words of `text` as Figures."""
    if not (language.cardinals or language.hints):
        return []
    words = [(fold(word[0]), word.start(), word.end()) for word in WORD.finditer(text)]
    figures, place = [], 0
    while place < len(words):
        run = _run(words, place, text, language)
        if run:
            figures += _numbers(run, language)
            while place < len(words) and words[place][1] < run[-1][3]:
                place += 1
            if place < len(words) and words[place][0] in language.whole_day_forms:
                figures[-1] = _in_hours(figures[-1])
        else:
            figures += _hint(words[place], language)
            place += 1
    return figures


def _run(words, place, text, language):
    """The number words that stand one after the other from `place` on."""
    run = []
    while place < len(words):
        word, start, end = words[place]
        gap = AFTER_SCALE if run and run[-1][1] == "scales" else GAP
        if run and not gap.fullmatch(text[words[place - 1][2] : start]):
            break
        if word == language.joiner and _joins(run, language) and len(words) > place + 1:
            place += 1
            word, start, end = words[place]
        value = _further(word, run, language) if run else _value(word, language)
        if value is None and not run and place + 1 < len(words):
            value = _first(word, words[place + 1][0], language)
        if value is None:
            break
        run.append((*value, start, end, word))
        place += 1
    return run


def _joins(run, language):
    """Whether a joiner may stand after `run`: one hundred *and* five."""
    return bool(run) and (
        run[-1][0] >= SMALL or (language.twenties and run[-1][0] >= 20)
    )


def _further(word, run, language):
    """As `_value`, after another number word: vingt-neuf, тридцать один."""
    last = run[-1][0]
    if word in language.fraction_forms:
        return language.fraction_forms[word], "fractions"
    if last >= 10 and last % 10 == 0:
        if 1 in language.hint_forms.get(word, ()):
            return 1, "cardinals"
        return language.number_words.get(word)
    return _value(word, language) or language.scale_value(word)


def _first(word, following, language):
    """As `_value`, of a doubtful word before another number word: cent deux."""
    value = language.number_words.get(word)
    if not value:
        return None
    large = value[0] >= SMALL and _value(following, language)
    return value if large or language.scale_value(following) else None


def _in_hours(figure):
    """A number of days that may also be told in hours."""
    hours = {value * HOURS for value in figure.readings}
    return replace(figure, readings=figure.readings | hours)


def _value(word, language):
    """(number, kind) of a number word; None of others and of what may be another."""
    if word in language.hint_forms and word not in language.scale_forms:
        return None
    return language.number_words.get(word)


def _numbers(run, language):
    """A run as Figures: as many as numbers stand there."""
    figures, total, current, words = [], 0, 0, []

    def close():
        nonlocal total, current, words
        if words:
            figures.append(_figure(total + current, words))
        total, current, words = 0, 0, []

    for entry in run:
        value, kind, *_ = entry
        if kind == "fractions" and words:
            figures.append(_fraction(total + current, value, [*words, entry]))
            total, current, words = 0, 0, []
            continue
        if kind == "scales":
            if total and not current:
                close()
            total, current = total + (current or 1) * value, 0
        elif kind == "hundreds":
            current = (current or 1) * value
        elif language.twenties and value == 20 and current % 100 == 4:
            current += 76
        else:
            if not _fits(current, value, language):
                close()
            current += value
        words.append(entry)
        if kind == "ordinals":
            close()
    close()
    return figures


def _fits(current, value, language):
    """Whether `value` goes on with the number `current`: twenty | five."""
    if not current:
        return True
    rest = current % 100
    if rest == 0:
        return value < 100
    if language.twenties and rest in (60, 80) and value < 20:
        return True
    if language.twenties and rest == 10 and value in (7, 8, 9):
        return True  # dix-sept
    return rest >= 20 and rest % 10 == 0 and value < 10


def _figure(value, words):
    firm = any(kind in ("cardinals", "hundreds") for _, kind, *_ in words)
    firm = firm and words[-1][1] != "ordinals"
    readings = frozenset([number(value)])
    return Figure(NUMBERS, readings, words[0][2], words[-1][3], firm=firm)


def _fraction(value, denominator, words):
    """Two thirds; or two, of some third things, where a half of the words says so."""
    readings = frozenset([Fraction(value, denominator)])
    start, end = words[0][2], words[-1][3]
    parts = (frozenset([number(value)]),)
    return Figure(NUMBERS, readings, start, end, firm=value > 1, parts=parts)


def _hint(word, language):
    form, start, end = word
    values = language.hint_forms.get(form)
    if values is None and form in language.number_words:
        values = (language.number_words[form][0],)
    if values is None:
        values = _compound(form, language)
    readings = frozenset(number(value) for value in values)
    return [Figure(NUMBERS, readings, start, end, firm=False)] if readings else []


def _compound(form, language):
    """The numbers with which a compound may begin: двадцатипятилетний is 20 and 25."""
    values = []
    for prefix, value in language.prefixes.items():
        rest = form.removeprefix(prefix)
        if rest != form and len(rest) > 2:
            values.append(value)
            if value >= 20 and value % 10 == 0:
                units = _compound(rest, language)
                values += [value + unit for unit in units if unit < 10]
    return values
