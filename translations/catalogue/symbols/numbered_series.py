"""Series of the Council of Europe by year and number; treaties; the ILO.

The Committee of Ministers began its recommendations with R up to 2000, Rec up to 2006,
CM/Rec since; in 2000 both of the first were used. The treaty series was called ETS up
to No. 193 and CETS since 2004 (list of the Treaty Office). The ILO numbers conventions
C, protocols P and recommendations R in three digits (NORMLEX).
"""

import re

from translations.catalogue.symbols.lookalikes import look
from translations.catalogue.symbols.series import LAST_OF_ETS, LAST_OF_ILO, SERIES
from translations.catalogue.symbols.symbol_parts import Symbol
from translations.catalogue.symbols.united_nations import Match

FEWEST, MOST = 1949, 2099
NO = r"(?<!\w)(?:[Nn](?:o|os|°|º|r)?\.?|№|#)"
SUFFIX = (
    r"(?P<item>/[A-Z]?\d{1,3}(?:-\d{1,3})?(?!\w))?"
    r"(?P<changes>(?:(?:-| - )?(?:rev|cor|final|prov|add|part)\.? ?\d{0,4}(?!\w)"
    r"|[ -]{0,3}(?:rev|cor|add|part)\.? ?\d{1,4}(?!\w)){0,3})"
)
CHANGE = re.compile(r"([a-z]+)\.? ?(\d*)")
LANGUAGE = r"(?:-?(?:bil|e|f|r|E|F|R)(?!\w))?"


def pattern_of(word):
    """`CM/Rec`, `CDL-AD` with a slash, a hyphen, or spaces around them."""
    return re.sub(r"[/-]", " ?[/ -] ?", word)


BY_WORD = {
    re.sub(r"[ /-]", "", word).casefold(): series
    for series in SERIES
    for word in series.words
}
WORDS = sorted(
    {word for series in SERIES for word in series.words}, key=len, reverse=True
)
BY_YEAR = re.compile(
    r"(?=[ACDGMRS])"  # what they begin with: the quick answer at most places
    rf"(?<![\w./-])(?P<word>{'|'.join(map(pattern_of, WORDS))})"
    rf"\.? {{0,2}}(?:{NO} {{0,2}})?"
    r"(?:\( ?(?P<year>\d{4}|\d\d) ?\) {0,2}(?P<number>\d{1,4})"
    r"|(?P<year_before>\d{4}) ?\( ?(?P<number_in>\d{1,3}) ?\))"
    rf"(?i:{SUFFIX}){LANGUAGE}(?![\w])",
    re.IGNORECASE,
)
BY_TITLE = re.compile(
    look(
        r"(?<!\w)(?:(?P<rec>[Rr]ecomm[ae]ndation|[Рр]екомендаци\w{1,2})"
        r"|[Rr][eé]solution|[Рр]езолюци\w{1,2}) "
        rf"(?:{NO} ?)?\( ?(?P<year>\d{{4}}|\d\d) ?\) {{0,2}}(?P<number>\d{{1,3}})"
    )
    + rf"(?i:{SUFFIX})(?!\w)"
)
TREATY = re.compile(
    look(
        r"(?<![\w/-])(?P<series>C?ETS|STC?E|СЕД|СДСЕ|(?:European|Europe) Treaty Series"
        r"|Série des traités (?:européens|du Conseil de l'Europe)"
        r"|Сери\w европейских договоров|Сери\w договоров Совета Европы),? {0,2}-? {0,2}"
        rf"(?P<no>{NO} {{0,2}})?(?P<number>\d{{1,3}})(?P<letter>[A-Z])?(?![\w/-])"
    )
)
COLLECTION = re.compile(
    r"(?<!\w)(?P<volume>\d{1,4}) ?U\.?N\.?T\.?S\.? (?:p\. ?)?(?P<page>\d{1,5})(?!\w)"
)
LABOUR_WORD = re.compile(
    look(
        r"(?<!\w)(?:ILO|OIT|МОТ|International Labour|Organisation internationale du"
        r" travail|[Оо]рганизаци\w труда)(?!\w)"
    )
)
LABOUR_CODE = re.compile(
    r"(?<![\w./-])(?P<kind>[CRP])(?P<dash>[-. ])?(?P<number>\d{1,3})(?![\w/(-])"
)
LABOUR_TITLE = re.compile(
    look(
        r"(?<!\w)(?P<kind>[Cc]onvention|[Rr]ecomm[ae]ndation|[Кк]онвенци\w{1,2}"
        r"|[Рр]екомендаци\w{1,2})s?[^\d.;:()]{0,120}?(?:, (?P<year>\d{4}))? ?"
        rf"(?P<open>\()?(?P<no>{NO} ?)?(?P<number>\d{{1,3}})(?![\w/])(?(open)\)?)"
    )
)
MOST_TREATIES = 260  # No. 225 was of 2024; "ETS 300" is something else
CONVENTION = ("onv", look("онв"))
NEAR = 60  # characters in which the ILO is named


def full_year(text):
    """`87` is 1987 and `06` is 2006; None for what is no year of the Council."""
    year = int(text)
    if year < 100:
        year += 1900 if year >= FEWEST % 100 else 2000
    return year if FEWEST <= year <= MOST else None


def form_of(series, year, number):
    """The normal form of a number of that year; the last era that has begun."""
    form = [form for first, form in series.eras if first <= year][-1]
    return form.format(yy=year if year >= 2000 else year % 100, n=number)


def ending_of(match):
    """The item of an agenda, and `-rev2`, as they end a normal form."""
    changes = CHANGE.findall(match["changes"].lower())
    return (match["item"] or "") + "".join(f"-{word}{times}" for word, times in changes)


def word_as_written(text):
    return re.sub(r"[ /-]", "", text).casefold()


def symbol_by_year(match):
    """The symbol of a match of BY_YEAR; None where the year or the word is none."""
    written = match["word"]
    word = word_as_written(written)
    series = BY_WORD[word]
    year = full_year(match["year"] or match["year_before"])
    number = int(match["number"] or match["number_in"])
    if year is None or not number or (len(word) < 3 and not written.isupper()):
        return None
    if word == "r" and len(match["year"] or "") == 2 and not 1979 <= year <= 2000:
        return None  # a function and its argument
    normal = form_of(series, year, number)
    symbol = Symbol(normal + ending_of(match), series.body)
    prefix = re.match(r"[\w/-]+", normal)[0]
    if word == "cptinff":
        return symbol.with_mend("edition")
    if len(series.eras) > 1 and word != word_as_written(prefix):
        return symbol.with_mend("prefix")
    return symbol


def symbols_by_year(plain):
    """Every `Match` like `Rec(2001)10`, `CPT/Inf (2002) 1`, `CDL-AD(2016)007`."""
    for match in BY_YEAR.finditer(plain):
        if symbol := symbol_by_year(match):
            yield Match(*match.span(), symbol)
    for match in BY_TITLE.finditer(plain):
        series = BY_WORD["rec" if match["rec"] else "res"]
        year, number = full_year(match["year"]), int(match["number"])
        if year and number:
            normal = form_of(series, year, number) + ending_of(match)
            start = plain.rindex("(", 0, match.start("year"))
            yield Match(start, match.end(), Symbol(normal, series.body))


def treaties(plain, *, is_alone=False):
    """Every `Match` of the treaty series: ETS, CETS, STE, STCE, and of UNTS."""
    for match in TREATY.finditer(plain):
        number = int(match["number"])
        is_whole = is_alone and match[0] == plain
        is_marked = match["no"] or len(match["number"]) == 3 or is_whole
        if not 0 < number <= MOST_TREATIES or not is_marked:
            continue
        series = "ETS" if number <= LAST_OF_ETS else "CETS"
        normal = f"{series} {number:03}{match['letter'] or ''}"
        symbol = Symbol(normal, "council-of-europe")
        if match["series"] in ("ETS", "CETS") and match["series"] != series:
            symbol = symbol.with_mend("series")
        is_worded = match["series"] not in ("ETS", "CETS")
        yield Match(*match.span(), symbol, is_worded)
    for match in COLLECTION.finditer(plain):
        normal = f"{int(match['volume'])} UNTS {int(match['page'])}"
        yield Match(*match.span(), Symbol(normal, "treaty-series"))


def labour_symbol(kind, number):
    """`C029`; None where the ILO has no such number."""
    if not 1 <= number <= LAST_OF_ILO[kind]:
        return None
    return Symbol(f"{kind}{number:03}", "ilo")


def labour_standards(plain, *, is_alone=False):
    """Every `Match` of the ILO: codes where the text names it, titles that name it."""
    is_named = LABOUR_WORD.search(plain) is not None
    for match in LABOUR_CODE.finditer(plain):
        is_code = len(match["number"]) == 3 or match["dash"] in (None, "-")
        if is_code and (is_named or (is_alone and match[0] == plain)):
            symbol = labour_symbol(match["kind"], int(match["number"]))
            if symbol:
                yield Match(*match.span(), symbol)
    for match in LABOUR_TITLE.finditer(plain):
        start, end = match.span()
        near = plain[max(0, start - NEAR) : start], plain[start : end + NEAR]
        is_convention = match["kind"][1:4] in CONVENTION
        is_of_ilo = match["year"] or any(map(LABOUR_WORD.search, near))
        is_of_ilo = is_of_ilo or (is_alone and is_convention)
        if not match["no"]:  # ILO Convention 29, and not: Convention on ... in 29 cases
            beside = plain[max(0, start - 5) : start], plain[end : end + 12]
            is_bare = match.start("number") - match.end("kind") <= 2
            is_of_ilo = is_bare and any(map(LABOUR_WORD.search, beside))
        kind = "C" if is_convention else "R"
        symbol = is_of_ilo and labour_symbol(kind, int(match["number"]))
        if symbol:
            yield Match(start, end, symbol, is_worded=True)
