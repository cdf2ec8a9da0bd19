"""Signs by language: quotation marks, what an abbreviation ends with, double words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Marks:
    """`quotes`: pairs that may stand outside; `inner`: those that stand inside others.

    `stop_after_quote`: the full stop stands after the closing mark, never before it.
    """

    quotes: tuple[str, ...]
    inner: tuple[str, ...] = ()
    straight: bool = True
    stop_after_quote: bool = False
    abbreviations: frozenset[str] = frozenset()
    doubles: frozenset[str] = frozenset()


LATIN_ABBREVIATIONS = frozenset(
    ["etc", "al", "jr", "sr", "inc", "ltd", "co", "corp", "st"]
)
MARKS = {
    "en": Marks(
        quotes=("“”", "‘’"),
        inner=("‘’", "“”"),
        abbreviations=LATIN_ABBREVIATIONS
        | frozenset(["m", "v", "e", "s", "u", "d", "mr"]),
        doubles=frozenset(["had", "that", "is"]),
    ),
    "fr": Marks(
        quotes=("«»", "“”"),
        inner=("“”", "‘’", "‹›"),
        abbreviations=LATIN_ABBREVIATIONS,
        doubles=frozenset(["nous", "vous"]),
    ),
    "de": Marks(
        quotes=("„“", "»«", "«»"),
        inner=("‚‘", "›‹", "‹›"),
        abbreviations=LATIN_ABBREVIATIONS
        | frozenset(["usw", "bzw", "uhr", "u", "a", "d", "h", "f", "ff"]),
        doubles=frozenset(["der", "die", "das", "sie", "den", "dem"]),
    ),
    "ru": Marks(
        quotes=("«»",),
        inner=("„“", "“”", "‘’"),
        straight=False,
        stop_after_quote=True,
        abbreviations=frozenset(
            [
                "г",
                "гг",
                "в",
                "вв",
                "д",
                "п",
                "т",
                "е",
                "др",
                "пр",
                "см",
                "ст",
                "ч",
                "руб",
                "коп",
                "тыс",
                "млн",
                "млрд",
                "н",
                "э",
                "ул",
                "им",
                "л",
                "с",
                "стр",
                "кв",
                "м",
                "мин",
                "час",
                "р",
                "о",
                "обл",
                "рис",
                "табл",
                "изд",
                "сек",
                "проч",
            ]
        ),
    ),
    "uk": Marks(
        quotes=("«»", "“”", "„”", "„“"),
        inner=("„“", "“”", "„”", "‘’"),
        straight=False,
        stop_after_quote=True,
        abbreviations=frozenset(
            [
                "р",
                "рр",
                "ст",
                "п",
                "т",
                "д",
                "е",
                "ін",
                "див",
                "ч",
                "грн",
                "коп",
                "тис",
                "млн",
                "млрд",
                "н",
                "вул",
                "ім",
                "с",
                "стор",
                "кв",
                "м",
                "обл",
            ]
        ),
    ),
}
# Of a language that we know nothing of, all is right.
ANY = Marks(
    quotes=("“”", "«»", "„“", "„”", "»«", "‘’"), inner=("‘’", "‚‘", "„“", "“”", "‹›")
)


def marks_of(code):
    """The Marks of the language of `code`."""
    return MARKS.get(code.replace("_", "-").partition("-")[0].lower(), ANY)
