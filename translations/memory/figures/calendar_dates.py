"""Dates in a text: 12 April 2006, December 3, 2015, 01.02.2010, in June."""

import re

from translations.memory.figures.figure import (
    DATES,
    Date,
    Figure,
    blank,
    number,
    spans_of,
)
from translations.terms.word_forms import fold, pattern_of

MONTHS, LONGEST_MONTH = 12, 31
LONGEST_BEFORE = 40  # letters of a word and blanks
MOST_DAYS = 12  # in one list before a month
DASH = r"\s?[-–—]\s?"
QUOTE = r"[«»\"“”„]?"
NUMERIC = re.compile(
    r"(?<![\d.,/-])(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<first>\d{1,2})(?P<sign>[./])(?P<second>\d{1,2})(?P=sign)"
    r"(?P<year>\d{4}|\d{2}(?=\D|$)))(?![\d/]|\.\d)"
)
# What numbers a paragraph: no day stands there ("Article 5 May Be Invoked").
BEFORE = re.compile(r"([^\W\d_]+\.?|§+|№)\s*$")
NUMBER_SIGNS = {"no", "no.", "nos", "nos.", "№", "№№", "nr.", "n°"}


class Words:
    """The patterns by which a language writes dates."""

    def __init__(self, language):
        self.language = language
        self.months = language.month_forms
        names = sorted(self.months, key=len, reverse=True)
        names = [pattern_of(name.rstrip(".")) for name in names]
        month = rf"(?P<month>{'|'.join(names)})(?!\w)\.?"
        ordinals = [
            pattern_of(word)
            for word, value in language.ordinal_forms.items()
            if value <= LONGEST_MONTH
        ]
        day = rf"(?:{QUOTE}\d{{1,2}}(?!\d){QUOTE}{language.day_ending}?|%s)"
        day %= "|".join(sorted(ordinals, key=len, reverse=True)) or r"(?!)"
        separators = "|".join(rf"\s+{word}\s+" for word in language.and_words)
        more = rf"(?:(?:,\s+|{DASH}|{separators}){day}){{0,{MOST_DAYS}}}"
        days = rf"(?P<days>(?<![\w.,/§]){day}{more})"
        year = rf"(?:{language.before_year}(?P<year>\d{{4}})(?!\d))?"
        self.day_first = re.compile(days + language.of_month + month + year, re.I)
        self.month_first = None
        if language.month_first:
            self.month_first = re.compile(
                rf"(?<!\w){month}\s+(?:the\s+)?{days}{year}", re.I
            )
        alone = [pattern_of(name) for name in self.months if not name.endswith(".")]
        alone = "|".join(sorted(alone, key=len, reverse=True))
        self.month_alone = re.compile(rf"(?<!\w)(?P<month>{alone})(?!\w)", re.I)

    def month_of(self, name):
        """The number of the month `name`; None where that is another word here."""
        if self.language.capital_months and name[0].islower():
            return None
        name = fold(name)
        return self.months.get(name) or self.months[name + "."]

    def days_of(self, text):
        """The numbers of the days in `text`; nothing if one is no day."""
        days = []
        for word in re.findall(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)?", text):
            word = fold(word)
            if word.isdigit():
                days.append(int(word))
            elif word in self.language.ordinal_forms:
                days.append(self.language.ordinal_forms[word])
        return days if all(0 < day <= LONGEST_MONTH for day in days) else []


_WORDS = {}


def _words(language):
    """The Words of `language`, made when first asked."""
    if language.code not in _WORDS:
        _WORDS[language.code] = Words(language)
    return _WORDS[language.code]


def dates_in(text, language):
    """The dates of `text` as Figures, and `text` with them blanked."""
    figures = []
    for match in NUMERIC.finditer(text):
        figures += _numeric(match, language)
    text = blank(text, spans_of(figures))
    if not language.months:
        return figures, text
    words = _words(language)
    for pattern in filter(None, (words.day_first, words.month_first)):
        written = [
            figure
            for match in pattern.finditer(text)
            for figure in _written(match, words)
        ]
        figures += written
        text = blank(text, spans_of(written))
    for match in words.month_alone.finditer(text):
        figures += _month(match, words)
    return figures, text


def _figure(match, days, year, parts=()):
    """One date of `match`; `days` are (day, month) in every order that may be meant."""
    date = Date(frozenset(days), year)
    readings = frozenset(("day", *day) for day in date.days)
    return Figure(DATES, readings, *match.span(), date=date, parts=tuple(parts))


def _year(match, year):
    """The year of a date as a figure of its own: a date may be told without it."""
    return Figure(DATES, frozenset([number(year)]), *match.span())


def _before(match):
    """The word, or sign, before a match."""
    start = match.start()
    return BEFORE.search(match.string[max(start - LONGEST_BEFORE, 0) : start])


def _numeric(match, language):
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        days = {(day, month)}
    else:
        first, second, year = (int(match[part]) for part in ("first", "second", "year"))
        days = {(first, second)}
        if match["sign"] == "/" and language.slash_month_first:
            days.add((second, first))
        if year < 100:
            year += 2000 if year < 50 else 1900
    days = {
        (day, month)
        for day, month in days
        if 0 < month <= MONTHS and 0 < day <= LONGEST_MONTH
    }
    return [_figure(match, days, year), _year(match, year)] if days else []


def _written(match, words):
    month, days = words.month_of(match["month"]), words.days_of(match["days"])
    if not month or not days:
        return []
    before = _before(match)
    if before and not match["year"] and month in words.language.doubtful_months:
        word = fold(before[1])
        if word in words.language.level_forms or word in NUMBER_SIGNS:
            return []
    year = int(match["year"]) if match["year"] else None
    month_first = match.start("month") < match.start("days")
    figures = []
    for day in days:
        parts = (frozenset([("month", month)]), frozenset([number(day)]))
        parts = parts if month_first and not year else ()
        figures.append(_figure(match, [(day, month)], year, parts))
    return figures + ([_year(match, year)] if year else [])


def _month(match, words):
    """A month without a day; one that may be another word only counts after "in"."""
    month = words.month_of(match["month"])
    if not month:
        return []
    firm = True
    language = words.language
    capital = match["month"][0].isupper()
    if month in language.doubtful_months or (capital and not language.capital_months):
        before = _before(match)
        firm = bool(before) and fold(before[1]) in language.before_months
    readings = frozenset([("month", month)])
    return [Figure(DATES, readings, *match.span(), firm=firm)]
