"""What names a judgment: ECLI, the item of HUDOC, numbers of applications.

ECLI: Council conclusions 2011/C 127/01: country or court system, court, year, up to 25
letters, digits and dots. The Court in Strasbourg fills the last part with the month
and the day, the kind (JUD, DEC, REP) and the application: seven digits and the year.
A HUDOC item is three digits for the collection, a hyphen, a number.
"""

import datetime
import re

from translations.catalogue.symbols.lookalikes import look
from translations.catalogue.symbols.symbol_parts import Symbol
from translations.catalogue.symbols.united_nations import Match

CODES = """
AL AT BE BG CE CH CY CZ DE DK EE EL EP ES EU FI FR GB HR HU IE IT LT LU LV ME MK MT NL
NO PL PT RO RS SE SI SK UK
"""
COUNTRIES = frozenset(CODES.split())
ECLI = re.compile(
    r"(?<!\w)ECLI ?: ?(?P<country>[A-Z]{2}) ?: ?(?P<court>[A-Z][A-Z0-9]{0,6}) ?: ?"
    r"(?P<year>\d{4}) ?: ?(?P<ordinal>[A-Z0-9.]{1,25})(?![\w])",
    re.IGNORECASE,
)
OF_STRASBOURG = re.compile(
    r"(?P<month>\d\d)(?P<day>\d\d)(?P<kind>[A-Z]{3})(?P<number>\d{7})(?P<year>\d\d)"
)
HUDOC = re.compile(r"(?<![\w/.+-])0(?:0[1-9]|1[0-2])-\d{4,7}(?![\w/-])")
APPLICATION = r"\d{1,6}/\d\d(?![\d/])"
APPLICATION_WORD = (
    r"[Aa]pplications?|[Aa]ppl?s?\.?|[Rr]equêtes?|[Жж]алоб\w{0,3}|[Зз]аявлени\w{1,2}"
)
NUMBERS_WORD = r"(?:[Nn]os?\.?|[Nn][°º]s?|№{1,2}|N|number)"
# By itself, as the Court cites: (no. 7/04). In Russian № is of any order.
STRASBOURG_WORD = r"(?:nos?\.?|n[°º]s?|Nos\.?)"
APPLICATIONS = re.compile(
    look(
        rf"(?:(?<!\w)(?:{APPLICATION_WORD})[ ,]{{1,2}}\(?(?:{NUMBERS_WORD} {{0,2}})?"
        rf"|(?:^|(?<=[(,;] )|(?<=[(,;])){STRASBOURG_WORD} {{0,2}})"
        rf"(?P<first>{APPLICATION})"
    )
)
MORE = re.compile(look(rf"(?:,? (?:and|et|и)|,|;) (?:(?:nos?\.|№) ?)?({APPLICATION})"))
OTHERS = re.compile(
    look(r",? (?:and|et|и)(?: ещё| еще)? \d{1,5} (?:others?|autres|друг\w{1,3})")
)


def case_of(ordinal, year):
    """(day, application) that the Court writes into an ECLI.

    Raises ValueError where they cannot be: a month of 13, a day of 31 February.
    """
    parts = OF_STRASBOURG.fullmatch(ordinal)
    if not parts:
        raise ValueError(ordinal)
    day = datetime.date(year, int(parts["month"]), int(parts["day"]))
    return day, f"{int(parts['number'])}/{parts['year']}"


def court_of(country, court):
    """The code of the body that decided."""
    if (country, court) == ("CE", "ECHR"):
        return "european-court"
    return "court-of-the-union" if country == "EU" else "other-court"


def case_law_identifiers(plain):
    """Every `Match` of an ECLI."""
    for match in ECLI.finditer(plain):
        country, court = match["country"].upper(), match["court"].upper()
        ordinal = match["ordinal"].upper().rstrip(".")
        if country not in COUNTRIES or not ordinal:
            continue
        day, applications = None, ()
        body = court_of(country, court)
        if body == "european-court":
            try:
                day, application = case_of(ordinal, int(match["year"]))
            except ValueError:
                continue
            applications = (application,)
        normal = f"ECLI:{country}:{court}:{match['year']}:{ordinal}"
        end = match.end() - (len(match["ordinal"]) - len(ordinal))
        yield Match(
            match.start(),
            end,
            Symbol(normal, body, day=day, applications=applications),
        )


def items_of_hudoc(plain):
    """Every `Match` of an item of HUDOC."""
    for match in HUDOC.finditer(plain):
        yield Match(*match.span(), Symbol(match[0], "european-court"))


def applications(plain):
    """Every `Match` of a list of applications: one list is one symbol."""
    end = 0
    for match in APPLICATIONS.finditer(plain):
        if match.start() < end:
            continue  # in the list that was read
        numbers, end = [match["first"]], match.end()
        while more := MORE.match(plain, end):
            numbers.append(more[1])
            end = more.end()
        numbers = [f"{int(n.split('/')[0])}/{n.split('/')[1]}" for n in numbers]
        others = OTHERS.match(plain, end)
        normal = ("application " if len(numbers) == 1 else "applications ") + "; ".join(
            dict.fromkeys(numbers)
        )
        yield Match(
            match.start("first"),
            others.end() if others else end,
            Symbol(normal, "european-court", applications=tuple(numbers)),
            is_worded=True,
        )
