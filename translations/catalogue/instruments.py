"""The list of international instruments of HURIDOCS, row by row, as documents.

Micro-thesaurus 06, "International human rights instruments": `huri_code` (two digits a
level), `level` (0 is a heading), a title with the year in English, French and Spanish.
No database here: in come rows, out come what a page or a command can write.
"""

import re
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDate
from officials.names.fold import fold
from translations.catalogue.bodies import ISSUERS
from translations.catalogue.symbols import parse, symbols_in
from translations.catalogue.symbols.instrument_symbols import SYMBOLS
from translations.catalogue.symbols.symbol_parts import Symbol

LANGUAGES = {"en": "english", "fr": "french", "es": "spanish"}
SIGNIFICANT = 6  # digits of a code: chapter, instrument, what belongs to it
YEARS = re.compile(r" ?\((\d{4})(?:, \d{4})*\)")
DAY = re.compile(r"[Ss]igned at \w+ on (\d{1,2} \w+ \d{4})")
YEAR = re.compile(r"\((\d{4})")
HEADING = _("A heading of the list, no document.")
STATEMENT = _("What a State declares under an article, no document.")
NAMELESS = _("No title in English.")

# The first that stands in the English title says who issued it.
ISSUERS_BY_WORD = (
    ("ILO", "ilo"),
    ("UNESCO", "unesco"),
    ("Universal Copyright", "unesco"),
    ("Inter-American", "oas"),
    ("American", "oas"),
    ("OAS", "oas"),
    ("African", "african-union"),
    ("OAU", "african-union"),
    ("Arab", "arab-league"),
    ("Geneva Convention", "geneva-conference"),
    ("1926", "league-of-nations"),
    ("European", "council-of-europe"),
    ("ECHR", "council-of-europe"),
)
# The first that stands in the English title says what it is.
KINDS_BY_WORD = (
    ("Recommendation", "recommendation"),
    ("Statute of the Office", "resolution"),
    ("European Code", "convention"),
    ("Convention", "convention"),
    ("Covenant", "convention"),
    ("Protocol", "convention"),
    ("Agreement", "convention"),
    ("Charter", "convention"),
    ("Statute", "convention"),
    ("Rules", "guidelines"),
    ("Guidelines", "guidelines"),
    ("Principles", "guidelines"),
    ("Safeguards", "guidelines"),
    ("Code", "guidelines"),
    ("Declaration", "resolution"),
)
BEGINNING = re.compile(r"(UNESCO |United Nations |Universal )*Declaration\b")


class Instrument(NamedTuple):
    """A document as the list tells it; `kind` and `issuer` are codes.

    `titles` by language, without the years; `adopted` the year, or the day where the
    title says it, or None. `number` is that of the row in its file, if it has one.
    """

    code: str
    title: str
    titles: dict[str, str]
    symbol: Symbol | None
    kind: str
    issuer: str
    adopted: PartialDate | None
    number: int = 0

    @property
    def issuer_name(self):
        return ISSUERS[self.issuer]

    @property
    def identity(self):
        """What two rows of one document share."""
        return identity_of(self.symbol.full if self.symbol else "", self.title)


def identity_of(symbol, title):
    """The symbol in full, as it is normally written, or else the folded title."""
    mark = parse(symbol)
    return ("symbol", mark.full) if mark else ("title", fold(title))


def documents_of(rows, present=()):
    """Documents of the rows that are not there yet.

    rows: dicts as a CSV reader gives them. present: (symbol, title) of each document
    that is there. Out: ([Instrument, ...], [(row, why it is left out), ...]); neither
    has what is present, nor a document twice. Nothing is written.
    """
    documents, left_out = [], []
    identities = {identity_of(symbol, title) for symbol, title in present}
    for row in rows:
        if reason := reason_against(row):
            left_out.append((row, reason))
            continue
        document = document_of(row)
        if document.identity not in identities:
            identities.add(document.identity)
            documents.append(document)
    return documents, left_out


def reason_against(row):
    """Why a row is no document, or None."""
    title = (row.get("english") or "").strip()
    if not title:
        return NAMELESS
    if (row.get("level") or "").strip() == "0":
        return HEADING
    if re.match(r"Declarations? Regarding Article", title):
        return STATEMENT
    return None


def document_of(row):
    """The `Instrument` of a row that has a title in English."""
    written = " ".join(row["english"].split())
    titles = {
        language: " ".join(YEARS.sub("", row[column]).split())
        for language, column in LANGUAGES.items()
        if (row.get(column) or "").strip()
    }
    code = (row.get("huri_code") or "")[:SIGNIFICANT]
    symbol = symbol_of(code, written)
    issuer = issuer_of(written, symbol)
    return Instrument(
        code=code,
        title=titles["en"],
        titles=titles,
        symbol=symbol,
        kind=kind_of(written, issuer),
        issuer=issuer,
        adopted=day_of(written),
        number=int(row.get("number") or 0),
    )


def symbol_of(code, title):
    """The symbol that the title names, or that we know of the code; or None."""
    matches = symbols_in(title)
    return matches[0][1] if matches else parse(SYMBOLS.get(code, ""))


def issuer_of(title, symbol):
    """The code of the issuer: by the symbol, or else by words of the title."""
    if symbol and symbol.body != "treaty-series":
        return symbol.issuer
    return next((code for word, code in ISSUERS_BY_WORD if word in title), "un")


def kind_of(title, issuer):
    """The code of the kind, as `Document.Kind` has it."""
    if BEGINNING.match(title):
        return "resolution" if issuer == "un" else "other"
    kinds = (kind for word, kind in KINDS_BY_WORD if word in title)
    return next(kinds, "other")


def day_of(title):
    """The `PartialDate` of adoption that the title tells, or None."""
    match = DAY.search(title) or YEAR.search(title)
    if match is None:
        return None
    try:
        return PartialDate.parse(match[1])
    except ValueError:  # like 31 June
        return None
