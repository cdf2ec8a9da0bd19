"""German figures; numbers below a thousand are one word, and made here."""

from translations.memory.figures.language import Language

UNITS = [
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
TENS = [
    "zwanzig",
    "dreißig",
    "vierzig",
    "fünfzig",
    "sechzig",
    "siebzig",
    "achtzig",
    "neunzig",
]
ORDINALS = [
    "erst",
    "zweit",
    "dritt",
    "viert",
    "fünft",
    "sechst",
    "siebt",
    "acht",
    "neunt",
    "zehnt",
    "elft",
    "zwölft",
    "dreizehnt",
    "vierzehnt",
    "fünfzehnt",
    "sechzehnt",
    "siebzehnt",
    "achtzehnt",
    "neunzehnt",
    "zwanzigst",
]
DOUBTFUL = ("eins", "acht")
ENDINGS = ("e", "en", "er", "es", "em", "ens")
MONTHS = [
    "Januar,Jänner,Jan.",
    "Februar,Feber,Feb.",
    "März",
    "April,Apr.",
    "Mai",
    "Juni,Jun.",
    "Juli,Jul.",
    "August,Aug.",
    "September,Sept.,Sep.",
    "Oktober,Okt.",
    "November,Nov.",
    "Dezember,Dez.",
]


def _below_hundred():
    """Word: number, from two to ninety-nine."""
    words = {word: number for number, word in enumerate(UNITS, 1)}
    for tens, ten in enumerate(TENS, 2):
        words[ten] = tens * 10
        for number, unit in enumerate(["ein", *UNITS[1:9]], 1):
            words[f"{unit}und{ten}"] = tens * 10 + number
    return words


def _below_thousand():
    """Word: number, from two; acht is also care and stands among the hints."""
    below = _below_hundred()
    words = dict(below)
    for number, unit in enumerate(["ein", *UNITS[1:9]], 1):
        words[f"{unit}hundert"] = number * 100
        for word, rest in below.items():
            words[f"{unit}hundert{word}"] = number * 100 + rest
    words = {word: value for word, value in words.items() if word not in DOUBTFUL}
    thousands = {f"{word}tausend": value * 1_000 for word, value in words.items()}
    return words | thousands | {"eintausend": 1_000, "achttausend": 8_000}


GERMAN = Language(
    code="de",
    thousands=" .",
    months=tuple(tuple(forms.split(",")) for forms in MONTHS),
    capital_months=True,
    doubtful_months=frozenset({8}),
    before_months=("im", "seit", "bis", "ab", "vom", "ende", "anfang", "mitte"),
    day_ending=r"\.",
    of_month=r"\s*",
    before_year=r"\s+",
    and_words=("und", "oder", "bis"),
    cardinals=_below_thousand() | {"zweier": 2, "dreier": 3},
    scales={
        "tausend": 1_000,
        "million": 10**6,
        "millionen": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
    },
    short_scales={"mio": 10**6, "mrd": 10**9, "tsd": 1_000},
    ordinals={
        word + ending: number
        for number, word in enumerate(ORDINALS, 1)
        for ending in ENDINGS
    }
    | {"erstens": 1, "zweitens": 2, "drittens": 3, "viertens": 4},
    hints={
        "null": (0,),
        "ein": (1,),
        "eine": (1,),
        "einer": (1,),
        "eins": (1,),
        "einmal": (1,),
        "acht": (8,),
        "beide": (2,),
        "beiden": (2,),
        "beider": (2,),
        "beides": (2,),
        "zweimal": (2,),
        "doppelt": (2,),
        "doppelte": (2,),
        "paar": (2,),
        "dreimal": (3,),
        "dreifach": (3,),
        "halb": (0.5, 30),
        "halbe": (0.5, 30),
        "halbes": (0.5, 6),
        "halben": (0.5, 6, 30),
        "hälfte": (0.5,),
        "anderthalb": (1.5, 18),
        "eineinhalb": (1.5, 18),
        "drittel": (0.333, 3),
        "viertel": (0.25, 15),
        "quartal": (3,),
        "dutzend": (12,),
        "hundert": (100,),
        "hunderte": (100,),
        "tausende": (1_000,),
        "jahrzehnt": (10,),
        "jahrhundert": (100,),
        "mittag": (12,),
        "mitternacht": (0, 24),
        "woche": (1, 7),
        "jahr": (1, 12),
        "jahre": (12,),
    },
    prefixes={"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7}
    | {"acht": 8, "neun": 9, "zehn": 10, "zwölf": 12, "zwanzig": 20},
    fractions={"drittel": 3, "dritteln": 3, "viertel": 4, "fünftel": 5, "zehntel": 10},
    times=(
        r"(?P<h>\d{1,2})(?:[.:](?P<m>\d{2}))?\s+Uhr(?:\s+(?P<half>nachmittags|abends))?",
        r"(?P<h>\d{1,2})\s+Uhr\s+(?P<m>\d{1,2})\b",
    ),
    levels={
        "kapitel": 0,
        "teil": 0,
        "titel": 0,
        "abschnitt": 1,
        "artikel": 2,
        "artikels": 2,
        "artikeln": 2,
        "art.": 2,
        "§": 2,
        "§§": 2,
        "regel": 2,
        "regeln": 2,
        "grundsatz": 2,
        "absatz": 4,
        "absatzes": 4,
        "absätze": 4,
        "abs.": 4,
        "ziffer": 5,
        "ziff.": 5,
        "buchstabe": 6,
        "buchstaben": 6,
        "buchst.": 6,
        "lit.": 6,
        "unterabsatz": 5,
    },
    of_words=("des", "der", "von"),
    bare_letters=True,
)
