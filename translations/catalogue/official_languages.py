"""Does an official text in a language exist already? Who issues in which languages.

Data, with the rule that each row rests on. What is asked first of a document, before a
translation is: a text of the body itself takes the place of a job.
"""

import re
from enum import Enum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from translations.catalogue.symbols import parse

SIX_OF_UN = frozenset(["ar", "zh", "en", "fr", "ru", "es"])
OF_STRASBOURG = frozenset(["en", "fr"])
OF_THE_UNION = frozenset(
    [
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fi",
        "fr",
        "ga",
        "hr",
        "hu",
        "it",
        "lt",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "sk",
        "sl",
        "sv",
    ]  # fmt: skip
)


class Existence(Enum):
    """What may be said of a text in a language before anybody has looked for it."""

    OFFICIAL = "official"
    ONE_OF = "one-of"
    ISSUED = "issued"
    NONE = "none"
    UNKNOWN = "unknown"

    @property
    def sentence(self):
        return SENTENCES[self]


SENTENCES = {
    Existence.OFFICIAL: _(
        "The body issues its documents in this language: look for the official text "
        "and take it in place of a translation."
    ),
    Existence.ONE_OF: _(
        "The official text is in one of the languages of the body, perhaps in this "
        "one: look before you ask for a translation."
    ),
    Existence.ISSUED: _(
        "The body issues some texts in this language though it is not official there: "
        "one may exist, and is to be called unofficial."
    ),
    Existence.NONE: _("The body issues nothing official in this language."),
    Existence.UNKNOWN: _("We do not know in which languages this body issues."),
}


class Languages(NamedTuple):
    """In which languages somebody issues; `rule` is what says so.

    `all_of_them`: each document comes in all of the `official` ones; otherwise in one
    at least. `issued`: others in which the body itself publishes some texts.
    """

    official: frozenset
    rule: str
    all_of_them: bool = True
    issued: frozenset = frozenset()


# By body where it differs, otherwise by issuer: the codes of `bodies`.
LANGUAGES_OF = {
    "un": Languages(SIX_OF_UN, "General Assembly, Rules of Procedure, rule 51"),
    "refugee-agency": Languages(
        SIX_OF_UN, "Executive Committee, Rules of Procedure", all_of_them=False
    ),
    "council-of-europe": Languages(
        OF_STRASBOURG,
        "Statute of the Council of Europe (ETS 001), article 12",
        issued=frozenset(["de", "it", "ru", "tr", "uk"]),
    ),
    "european-court": Languages(
        OF_STRASBOURG,
        "Rules of Court, rules 34 and 76: judgments are given in English or in French",
        all_of_them=False,
    ),
    "osce": Languages(
        frozenset(["en", "fr", "de", "it", "ru", "es"]),
        "OSCE Rules of Procedure (MC.DOC/1/06)",
    ),
    "odihr": Languages(
        frozenset(["en"]), "its publications", issued=frozenset(["ru", "fr", "de"])
    ),
    "ilo": Languages(
        frozenset(["en", "fr", "es"]), "Standing Orders of the Conference"
    ),
    "unesco": Languages(SIX_OF_UN, "General Conference, Rules of Procedure"),
    "european-union": Languages(OF_THE_UNION, "Regulation No 1 of 1958, article 1"),
    "court-of-the-union": Languages(
        OF_THE_UNION,
        "Rules of Procedure of the Court of Justice, articles 36 to 42",
        all_of_them=False,
    ),
    "oas": Languages(
        frozenset(["en", "fr", "pt", "es"]), "General Assembly, Rules of Procedure"
    ),
    "african-union": Languages(
        frozenset(["ar", "en", "fr", "pt"]), "Constitutive Act, article 25"
    ),
    "arab-league": Languages(frozenset(["ar"]), "texts of its Council"),
    "cis": Languages(frozenset(["ru"]), "Charter of the Commonwealth, article 35"),
    "icrc": Languages(
        frozenset(["en", "fr"]),
        "its publications",
        issued=frozenset(["ar", "zh", "ru", "es"]),
    ),
    "geneva-conference": Languages(
        frozenset(["en", "fr", "ru", "es"]),
        "Geneva Conventions of 1949, articles 55, 54, 133 and 150: English and French "
        "are authentic, translations into Russian and Spanish official; Protocols of "
        "1977: the six languages of the United Nations",
        issued=frozenset(["ar", "zh"]),
    ),
}
# How issuers are called, in lower case; the first that stands in a name says who it is,
# so the narrower come before the wider.
NAMES = (
    ("european court of human rights", "european-court"),
    ("cour européenne des droits de l'homme", "european-court"),
    ("европейский суд", "european-court"),
    ("еспч", "european-court"),
    ("court of justice of the european union", "court-of-the-union"),
    ("суд европейского союза", "court-of-the-union"),
    ("odihr", "odihr"),
    ("бдипч", "odihr"),
    ("organization for security and co", "osce"),
    ("osce", "osce"),
    ("обсе", "osce"),
    ("council of europe", "council-of-europe"),
    ("conseil de l'europe", "council-of-europe"),
    ("совет европы", "council-of-europe"),
    ("committee of ministers", "council-of-europe"),
    ("parliamentary assembly", "council-of-europe"),
    ("venice commission", "council-of-europe"),
    ("венецианская комиссия", "council-of-europe"),
    ("european committee for the prevention of torture", "council-of-europe"),
    ("unesco", "unesco"),
    ("юнеско", "unesco"),
    ("international labour", "ilo"),
    ("ilo", "ilo"),
    ("мот", "ilo"),
    ("european union", "european-union"),
    ("european commission", "european-union"),
    ("европейский союз", "european-union"),
    ("organization of american states", "oas"),
    ("african union", "african-union"),
    ("organisation of african unity", "african-union"),
    ("league of arab states", "arab-league"),
    ("commonwealth of independent states", "cis"),
    ("содружество независимых государств", "cis"),
    ("red cross", "icrc"),
    ("красного креста", "icrc"),
    ("diplomatic conference of geneva", "geneva-conference"),
    ("high commissioner for refugees", "refugee-agency"),
    ("unhcr", "refugee-agency"),
    ("united nations", "un"),
    ("nations unies", "un"),
    ("организация объединенных наций", "un"),
    ("оон", "un"),
    ("human rights council", "un"),
    ("general assembly", "un"),
)


WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
LONGEST_ABBREVIATION = 6  # letters; within a longer word it means nothing


def body_named(name):
    """The code of whoever a name names, or None: `Council of Europe`, `ООН`."""
    name = name.casefold().replace("ё", "е").replace("’", "'")
    words = f" {' '.join(re.findall(WORD, name))} "
    for one, code in NAMES:
        if (f" {one} " if len(one) <= LONGEST_ABBREVIATION else one) in words:
            return code
    return None


def languages_of(symbol="", issuer=""):
    """The `Languages` of a document, by its symbol or else by its issuer, or None."""
    mark = parse(symbol)
    if mark and mark.body != "treaty-series":  # it publishes what others agreed
        return LANGUAGES_OF.get(mark.body) or LANGUAGES_OF.get(mark.issuer)
    return LANGUAGES_OF.get(body_named(issuer))


def existence(language, symbol="", issuer=""):
    """Whether a text in that language (ISO 639-1) is there: an `Existence`."""
    rule = languages_of(symbol, issuer)
    if rule is None:
        return Existence.UNKNOWN
    if language in rule.official:
        return Existence.OFFICIAL if rule.all_of_them else Existence.ONE_OF
    return Existence.ISSUED if language in rule.issued else Existence.NONE
