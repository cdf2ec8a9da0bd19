"""Resolutions that are named by words and a number, in English, French and Russian.

`resolution 217 A (III)`, `General Assembly resolution 70/175`, `резолюция 1325 (2000)
Совета Безопасности`. Whose it is: the body named beside it; otherwise what the number
tells, since each body counts for itself (see `series`). Otherwise it is none.
"""

import re

from translations.catalogue.symbols.lookalikes import look
from translations.catalogue.symbols.series import (
    FIRST_UNLISTED,
    MOST_OF_COUNCIL,
    PHRASES,
    SPECIAL_SESSIONS,
)
from translations.catalogue.symbols.symbol_parts import Symbol
from translations.catalogue.symbols.united_nations import (
    FIRST_NUMBERED_ANEW,
    LAST_SESSION,
    ROMAN,
    SESSION_NAME,
    Match,
    in_roman,
    is_of_session,
    old_resolution,
    years_of_security_council,
)

FIRST_THOUSAND = 1985  # the year in which the Assembly in Strasbourg came to 1000
LEAST_OF_ECOSOC = 100  # below it, other bodies number by Roman sessions as well
WINDOW = 70  # characters in which the body is named
WORD = re.compile(
    look(
        r"(?<!\w)(?P<kind>[Rr]esolutions?|[Rr]ésolutions?|[Рр]езолюци\w{1,3}|"
        r"[Rr]es|RES|[Рр]ез|[Oo]pinions?|[Зз]аключени\w{1,2}|"
        r"[Rr]ecomm[ae]ndations?|[Рр]екомендаци\w{1,3}|RESOLUTIONS?|RESOL\.|РЕЗОЛЮЦИ\w{1,3})"
        r"(?!\w)"
    )
)
KINDS = tuple(
    (look(start).casefold(), kind)
    for start, kind in (
        ("recomm", "Recommendation"),
        ("рекоменд", "Recommendation"),
        ("opinion", "Opinion"),
        ("заключени", "Opinion"),
    )
)
GAP = re.compile(r"[^\d;:!?()\[\]«»\"]{0,70}")
NUMBER_WORD = re.compile(look(r"(?:[Nn](?:o|os|os\.|o\.|°|º|°s)?|№№?)\.? {0,2}$"))
OLD = re.compile(
    r"(?P<number>\d{1,4}) {0,2}(?P<letter>[A-Z])? {0,2}"
    rf"\( ?(?P<session>{SESSION_NAME}) ?\)"
    r"(?: {0,2}\[?(?P<after>[A-Z])\]?(?![\w'./-])(?! [^\W\d_A-Z]))?"
)
BY_YEAR = re.compile(r"(?P<number>\d{1,4}) {0,2}\( ?(?P<year>(?:19|20)\d\d) ?\)")
BY_SESSION = re.compile(
    r"(?P<session>E?S-\d{1,2}|[1-9]\d{1,3}|[1-9])/(?P<number>[1-9]\d{0,2})"
    r"(?: ?(?P<letter>[A-Z])(?![\w'/.-])(?! [^\W\d_A-Z]))?"
    r"(?![\d/])"
)
ANOTHER = re.compile(look(r" ?(?:,? (?:and|et|и)|,) "))
BARE = re.compile(rf"(?<![\w./()-]){OLD.pattern}")
BODY = re.compile(
    look(
        "|".join(
            rf"(?P<body{index}>(?<!\w)(?:{phrase}))"
            for index, phrase in enumerate(PHRASES.values())
        )
    )
)
CODES = tuple(PHRASES)


def body_in(text, *, from_end=False):
    """(code, distance in characters) of the nearest body named in the text, or None."""
    nearest = None
    for match in BODY.finditer(text):
        code = CODES[int(match.lastgroup.removeprefix("body"))]
        distance = len(text) - match.end() if from_end else match.start()
        if nearest is None or distance < nearest[1]:
            nearest = code, distance
    return nearest


def bodies_beside(plain, word, place, end):
    """The code of the body that is named beside a number at (place, end), or None.

    First between the word and the number, then right before the word or after the
    number, whichever is nearer.
    """
    if inside := body_in(plain[word.end() : place], from_end=True):
        return inside[0]
    before = body_in(plain[max(0, word.start() - WINDOW) : word.start()], from_end=True)
    after = body_in(re.split(r"[.;](?: |$)", plain[end : end + WINDOW])[0])
    return min(filter(None, (before, after)), key=lambda one: one[1], default=(None,))[
        0
    ]


def by_roman(parts, body):
    """A resolution numbered on: `217 A (III)`, or of ECOSOC `663 C (XXIV)`."""
    number, session = int(parts["number"]), in_roman(parts["session"])
    letter = parts["letter"] or parts["after"] or ""
    if body not in (None, "general-assembly", "ecosoc"):
        return None
    is_assembly = "S-" in session or (
        session in ROMAN and is_of_session(number, ROMAN.index(session) + 1)
    )
    if body is None and not is_assembly and number < LEAST_OF_ECOSOC:
        return None
    if body == "ecosoc" or (body is None and not is_assembly):
        return Symbol(f"E/RES/{number} ({session})", "ecosoc", letter=letter)
    return old_resolution(number, session, letter)


def is_of_security_council(number, year):
    """Whether the Council adopted that number that year; after the table, maybe."""
    years = years_of_security_council(number)
    return year in years or (not years and year >= FIRST_UNLISTED)


def by_year(kind, parts, body):
    """`1325 (2000)`: of the Security Council, or of an Assembly in Strasbourg."""
    number, year = int(parts["number"]), int(parts["year"])
    is_council = body == "security-council" or (
        body is None and is_of_security_council(number, year)
    )
    if kind == "Resolution" and is_council:
        return Symbol(f"S/RES/{number} ({year})", "security-council")
    if body == "congress":
        return Symbol(f"Congress {kind} {number} ({year})", "congress")
    if body == "parliamentary-assembly" or (
        body is None and kind != "Opinion" and number >= 1000 and year >= FIRST_THOUSAND
    ):
        return Symbol(f"PACE {kind} {number} ({year})", "parliamentary-assembly")
    return None


def by_session(parts, body):
    """`70/175`: of the General Assembly, or of the Human Rights Council."""
    session, number = parts["session"], parts["number"]
    letter = parts["letter"] or ""
    count = int(session) if session.isdigit() else 0
    if body is None and not count:
        body = "general-assembly"
    if body is None and number.isdigit() and count < FIRST_NUMBERED_ANEW:
        body = "human-rights-council" if int(number) <= MOST_OF_COUNCIL else ""
    if body in (None, "general-assembly"):
        if count and not FIRST_NUMBERED_ANEW <= count <= LAST_SESSION:
            return None
        return Symbol(f"A/RES/{session}/{number}", "general-assembly", letter=letter)
    prefixes = {
        "human-rights-council": "A/HRC/RES",
        "ecosoc": "E/RES",
        "commission-on-human-rights": "E/CN.4/RES",
    }
    if body not in prefixes or not number.lstrip("0"):
        return None
    return Symbol(f"{prefixes[body]}/{session}/{number}", body, letter=letter)


def resolution_at(plain, place, word):
    """The `Match` of a number that stands at `place`, after a word for resolution."""
    for pattern in (OLD, BY_YEAR, BY_SESSION):
        if match := pattern.match(plain, place):
            break
    else:
        return None
    body = bodies_beside(plain, word, place, match.end())
    written = word["kind"].casefold()
    kind = next((kind for start, kind in KINDS if written.startswith(start)), None)
    if pattern is BY_YEAR:
        symbol = by_year(kind or "Resolution", match, body)
    elif kind or (body is None and len(written) == 3 and pattern is BY_SESSION):
        return None
    elif pattern is OLD:
        symbol = by_roman(match, body)
    else:
        symbol = by_session(match, body)
    return symbol and Match(place, match.end(), symbol)


def resolutions_by_word(plain):
    """Every `Match` after a word for resolution or recommendation, lists as well."""
    for word in WORD.finditer(plain):
        gap = GAP.match(plain, word.end())
        place = gap.end()
        # S-13/2, ES-10/15: their letters belong to the number
        letters = re.search(r"(?<!\w)E?S-$", gap[0])
        place -= len(letters[0]) if letters else 0
        between = NUMBER_WORD.sub("", plain[word.end() : place]).strip(" .")
        if between and not body_in(between):
            continue
        while match := resolution_at(plain, place, word):
            yield match
            following = ANOTHER.match(plain, match.end)
            if not following:
                break
            place = following.end()


def bare_resolutions(plain, *, is_alone=False):
    """`2106 A (XX)` without a word beside it: only what can be nothing else."""
    for match in BARE.finditer(plain):
        letter = match["letter"] or match["after"]
        is_plain = (
            letter or len(match["number"]) == 4 or (is_alone and match[0] == plain)
        )
        number, session = int(match["number"]), in_roman(match["session"])
        is_of_regular = session in ROMAN and is_of_session(
            number, ROMAN.index(session) + 1
        )
        if (is_plain and is_of_regular) or SPECIAL_SESSIONS.get(number) == session:
            yield Match(*match.span(), by_roman(match, "general-assembly"))
