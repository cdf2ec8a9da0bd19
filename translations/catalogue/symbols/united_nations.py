"""Symbols of the United Nations and of the OSCE: parts between slashes.

The scheme: research.un.org/en/docs/symbols (Dag Hammarskjöld Library). First the organ,
then bodies below it, kinds, sessions or years and numbers, at the end what was changed:
Add., Corr., Rev. Resolutions of the General Assembly were numbered on up to 1975, with
the session in Roman numerals (research.un.org/en/docs/ga/resolutions). The OSCE writes
`BODY.KIND/number/year` (Style Manual, SEC.DOC/2/00/Rev.1).
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from translations.catalogue.symbols.series import (
    ALIASES,
    LAST_NUMBERED_ON,
    LAST_OF_SECURITY_COUNCIL,
    LOWEST_OF_SESSION,
    OF_BODIES,
    ORGANS,
    OSCE,
    OSCE_KINDS,
    SECOND,
    SPECIAL_SESSIONS,
    SUFFIXES,
    WORDS,
)
from translations.catalogue.symbols.symbol_parts import Symbol

LONGEST = 300  # characters between spaces; an address may stand before the symbol
# A run of what a symbol is made of, with a slash in it. Possessive: nothing is tried
# twice, so that a text of slashes takes no longer than another.
RUN = re.compile(r"(?<![A-Za-z0-9./-])/{0,2}+[A-Za-z0-9.-]++/[A-Za-z0-9./-]*+")
DIGIT = re.compile(r"[0-9]")
ANOTHER = re.compile(r"-(?=[A-Z]{1,6}/)")  # E/2005/23-E/CN.4/2005/135
HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,6}")
CHANGE = rf"(?:{'|'.join(SUFFIXES)})"
NUMBER_AFTER_SPACE = re.compile(r" {0,2}\d{1,3}(?!\w)")
ENDS_IN_CHANGE = re.compile(rf"(?i)/{CHANGE}\.?$")
MORE_CHANGE = re.compile(rf"(?i)(?:/ ?{CHANGE}\.? {{0,2}}\d{{1,3}}(?!\w)){{1,3}}")
# XXV, S-VI; the official records write S-1, S-2 as well.
SESSION_NAME = r"(?:E?S-[1-7]|(?:E?S-)?[IVXLC]{1,8})"
SESSION_OR_YEAR = re.compile(
    rf" {{0,2}}([A-Z])? {{0,2}}\( ?({SESSION_NAME}|\d{{4}}) ?\)"
)
LETTER = re.compile(
    r" {0,2}(?:\[([A-Z](?:-[A-Z])?)\]|([A-Z])(?![\w'./-])(?! [^\W\d_A-Z]))"
)
PART = re.compile(
    r"(?i),? {0,2}[(\[]?\b(vol|part|volume|partie)\.? {0,2}"
    r"([IVX]{1,4}|\d{1,2})(?!\w)[)\]]?"
)
NUMBER = re.compile(r"\d{1,7}(-\d{1,4})?")
SESSION = re.compile(r"(?i)E?S-(\d{1,2}|[IVX]{1,5})")
WORD = re.compile(
    r"(?P<word>[A-Za-z]{1,12})(?P<dot>\.? ?)(?P<number>\d{1,4})?(?P<end>bis|[a-z])?"
)
CAPITALS = re.compile(r"[A-Z]{2,8}(\.\d{1,4})?")
ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
    "XXI",
    "XXII",
    "XXIII",
    "XXIV",
    "XXV",
    "XXVI",
    "XXVII",
    "XXVIII",
    "XXIX",
    "XXX",
]
FIRST_NUMBERED_ANEW = 31  # session of 1976, A/RES/31/1
LAST_SESSION = 120  # of the year 2065: higher numbers are no sessions
TOLERANCE = 3  # numbers by which the tables of sessions and years may be off


class Match(NamedTuple):
    """A symbol and where it stands in the plain text, by itself or among words."""

    start: int
    end: int
    symbol: Symbol
    is_worded: bool = False


def session_of(number):
    """The regular session (1 to 30) of a resolution numbered on; about, at bounds."""
    return sum(lowest <= number for lowest in LOWEST_OF_SESSION)


def is_of_session(number, session):
    """Whether the General Assembly may have adopted that number in that session."""
    if number > LAST_NUMBERED_ON or not 1 <= session <= len(ROMAN):
        return False
    return session in {session_of(number + off) for off in (-TOLERANCE, 0, TOLERANCE)}


def in_roman(session):
    """The session as it is written in symbols: `S-2` is `S-II`."""
    prefix, hyphen, number = session.rpartition("-")
    if not hyphen or not number.isdigit():
        return session
    return f"{prefix}-{ROMAN[int(number) - 1]}"


def old_resolution(number, session, letter="", mends=()):
    """`217`, `III` or `S-VI`, `A`: None where there is no such session."""
    roman = session.removeprefix("E").removeprefix("S-").lstrip("0")
    if roman not in ROMAN:
        return None
    normal = f"A/RES/{number} ({session})"
    return Symbol(normal, "general-assembly", letter=letter, mends=mends)


def part_of_symbol(piece, is_lower):
    """One part as it is written, or None if no symbol of the United Nations has it."""
    if NUMBER.fullmatch(piece):
        return piece
    if SESSION.fullmatch(piece):
        return piece.upper()
    word = WORD.fullmatch(piece)
    if word and (name := WORDS.get(word["word"].upper())):
        if word["number"] is None:
            return None if word["dot"] or word["end"] else name
        return f"{name}.{word['number']}{word['end'] or ''}"
    if is_lower:
        piece = piece.upper()
    return piece if CAPITALS.fullmatch(piece) else None


def organ_of(pieces):
    """(the first parts as they are written, how many pieces that is, mends) or None."""
    first = pieces[0].upper()
    if first in ALIASES and len(pieces) > 1:
        organ, mend = ALIASES[first]
        return organ, 1, (mend,)
    for count in (2, 1):
        organ = "/".join(pieces[:count]).upper()
        if organ in ORGANS and len(pieces) > count:
            return organ, count, ()
    return None


def may_follow(organ, parts, is_marked):
    """Whether an organ writes such parts: numbers alone are more often none of its."""
    if not any(letter.isdigit() for part in parts for letter in part):
        return False
    last = [part.split(".")[0] for part in parts if part.split(".")[0] not in SUFFIXES]
    if not last or last[-1] in OF_BODIES:
        return False
    if (second := SECOND.get(organ)) and parts[0].split(".")[0] not in second:
        return parts[0] in second
    if len(organ) == 1 and any(len(part) == 1 and part.isalpha() for part in parts):
        return False
    numbers = all(NUMBER.fullmatch(part) for part in parts)
    first = parts[0].split("-")[0]
    if organ in ("A", "S", "E") and len(parts) == 1:
        shortest = 3 if is_marked else 4
        return not numbers or (parts[0].isdigit() and len(first) >= shortest)
    if organ == "A" and first.isdigit() and parts[1][0].isdigit():
        return FIRST_NUMBERED_ANEW <= int(first) <= LAST_SESSION
    if organ in ("S", "E") and first.isdigit() and parts[1][0].isdigit():
        return first[:2] in ("19", "20") and len(first) == 4
    return organ != "DP" or first.isdigit()


def resolution(organ, parts, tail, mends):
    """The symbol of `organ/RES/...`; None where no resolution is numbered so."""
    body = ORGANS[organ]
    letter = tail["letter"]
    if parts and (lettered := re.fullmatch(r"(\d{1,4})([A-Z])", parts[-1])):
        parts, letter = [*parts[:-1], lettered[1]], lettered[2]
    changes = [part for part in parts if part.split(".")[0] in SUFFIXES]
    parts = parts[: len(parts) - len(changes)]
    if not parts or not all(re.fullmatch(r"(E?S-)?\d{1,4}", part) for part in parts):
        return None
    numbers = "/".join(parts)
    session = tail["session"]
    if len(parts) == 1 and session and organ in ("A", "E", "S", "T"):
        normal = f"{organ}/RES/{numbers} ({session})"
    elif len(parts) == 2 and organ == "A" and is_old(*parts):
        normal = f"A/RES/{parts[1]} ({ROMAN[int(parts[0]) - 1]})"
        mends = (*mends, "session")
    elif len(parts) == 2 and (organ != "A" or is_session_of_assembly(parts[0])):
        normal = f"{organ}/RES/{numbers}"
    elif len(parts) == 1 and organ in ("A", "S") and len(numbers) > 2:
        normal = whole_number(organ, numbers)
    else:
        return None
    normal = "/".join((normal, *changes))
    return Symbol(normal, body, letter=letter, part=tail["part"], mends=mends)


def whole_number(organ, number):
    """A resolution named without its session or year: such numbers name one alone."""
    count = int(number)
    if organ == "S":
        years = years_of_security_council(count)
        return (
            f"S/RES/{number} ({years.pop()})" if len(years) == 1 else f"S/RES/{number}"
        )
    session = SPECIAL_SESSIONS.get(count)
    if not session and is_well_within(count, session_of(count)):
        session = ROMAN[session_of(count) - 1]
    return f"A/RES/{number} ({session})" if session else f"A/RES/{number}"


def is_well_within(number, session):
    """Whether the session is sure though the bounds are off by some numbers."""
    margin = 12
    bounds = (number - margin, number + margin)
    return number <= LAST_NUMBERED_ON and {session_of(n) for n in bounds} == {session}


def years_of_security_council(number):
    """In which years the Security Council may have adopted it: two at a turn of years.

    None of them where the table ends before it.
    """
    near = range(number - TOLERANCE, number + TOLERANCE + 1)
    indexes = {bisect_left(LAST_OF_SECURITY_COUNCIL, one) for one in near}
    return {1946 + index for index in indexes if index < len(LAST_OF_SECURITY_COUNCIL)}


def is_old(session, number):
    """Whether `3`, `217` name a resolution of before 1976: A/RES/3/217."""
    numbers = session.isdigit() and number.isdigit()
    return numbers and is_of_session(int(number), int(session))


def is_session_of_assembly(text):
    return "S-" in text or FIRST_NUMBERED_ANEW <= int(text) <= LAST_SESSION


def vote(parts, tail, mends):
    """`R/51/106` of the lists of votes; early ones count votes, not resolutions."""
    numbers = re.fullmatch(r"(\d{1,3})/(\d{1,4})([A-Z]?)", "/".join(parts))
    if not numbers:
        return None
    session, number = int(numbers[1]), int(numbers[2])
    letter = numbers[3] or tail["letter"]
    if session >= FIRST_NUMBERED_ANEW:
        parts = [numbers[1], numbers[2]]
        return resolution("A", parts, tail | {"letter": letter}, mends)
    if not session or not is_of_session(number, session):
        return None
    return old_resolution(number, ROMAN[session - 1], letter, mends)


def read_tail(plain, place):
    """What may stand after the last part: a session or year, a letter, a volume.

    Out: (a dict of `session`, `letter` and `part`, where it ends).
    """
    tail = {"session": "", "letter": "", "part": ""}
    if match := SESSION_OR_YEAR.match(plain, place):
        tail["letter"], tail["session"] = match[1] or "", in_roman(match[2])
        place = match.end()
    if not tail["letter"] and (match := LETTER.match(plain, place)):
        tail["letter"] = match[1] or match[2]
        place = match.end()
    if match := PART.match(plain, place):
        name = "Vol." if match[1][0] in "vV" else "Part"
        tail["part"] = f"{name} {match[2].upper()}"
        place = match.end()
    return tail, place


def with_changes(plain, end):
    """Where a symbol ends that goes on with `Add. 1`, `/Corr. 1`."""
    start = max(0, end - 10)
    if ENDS_IN_CHANGE.search(plain[start:end]) and (
        match := NUMBER_AFTER_SPACE.match(plain, end)
    ):
        end = match.end()
    match = MORE_CHANGE.match(plain, end)
    return match.end() if match else end


def united_nations_symbol(pieces, tail, *, is_marked):
    """The symbol that the pieces between slashes make, or None.

    `is_marked`: something beside it says that it is one, as brackets do.
    """
    is_lower = pieces == [piece.lower() for piece in pieces]
    organ = organ_of(pieces)
    if not organ:
        return None
    organ, count, mends = organ
    if mends == ("vote",):
        return vote([piece.upper() for piece in pieces[1:]], tail, mends)
    parts = [part_of_symbol(piece, is_lower) for piece in pieces[count:]]
    if pieces[count].upper() in SECOND.get(organ, ()):
        parts[0] = pieces[count].upper()
    if None in parts[:-1]:
        return None
    if "RES" in parts[:1]:
        numbers = [*parts[1:-1], parts[-1] or pieces[-1].upper()]
        return resolution(organ, numbers, tail, mends)
    if None in parts or not may_follow(organ, parts, is_marked):
        return None
    if is_lower and not any(len(p) > 2 and p[0].isalpha() for p in (organ, *parts)):
        return None
    normal = "/".join((organ, *parts))
    return Symbol(normal, ORGANS[organ], part=tail["part"], mends=mends)


def osce_symbol(pieces):
    """`PC.DEC/1049`, `MC.DOC/1/11`, `PC.DEL/1819/20/Rev.2`, or None."""
    body, _dot, kind = pieces[0].upper().partition(".")
    parts = [part_of_symbol(piece, False) for piece in pieces[1:]]
    if body not in OSCE or kind not in OSCE_KINDS or None in parts:
        return None
    numbers = [part for part in parts if part.isdigit()]
    changes = parts[len(numbers) :]
    if not 1 <= len(numbers) <= 2 or [*numbers, *changes] != parts:
        return None
    if not all(change.split(".")[0] in SUFFIXES for change in changes):
        return None
    numbers = [number.lstrip("0") or "0" for number in numbers[:1]] + numbers[1:]
    if len(numbers) == 2 and len(numbers[1]) == 4:
        numbers[1] = numbers[1][2:]
    return Symbol("/".join((f"{body}.{kind}", *numbers, *changes)), OSCE[body])


def pieces_of(plain, start, end):
    """[text, ...] between the slashes, without what closes the sentence."""
    return [" ".join(piece.split()) for piece in plain[start:end].split("/")]


def read_run(plain, start, end, *, is_marked):
    """The `Match` that begins at `start`, or None; `end` is that of the run."""
    long_end = with_changes(plain, end)
    end = long_end if long_end > end else start + len(plain[start:end].rstrip("./-"))
    pieces = pieces_of(plain, start, end)
    tail, tail_end = read_tail(plain, end)
    marked = is_marked or plain[start - 1 : start] in ("(", "[")
    symbol = osce_symbol(pieces)
    if symbol:
        return Match(start, end, symbol)
    symbol = united_nations_symbol(pieces, tail, is_marked=marked)
    if not symbol:
        return None
    used = (symbol.letter, symbol.part) != ("", "") or symbol.normal.endswith(")")
    return Match(start, tail_end if used else end, symbol)


def starts_in_run(text):
    """Where in a run a symbol may begin: at once, or after the host of an address."""
    yield 0
    pieces = text.split("/")
    if HOST.fullmatch(pieces[0]):
        place = 0
        for piece in pieces[:-1]:
            place += len(piece) + 1
            yield place


def slashed_symbols(plain, *, is_alone=False):
    """Every `Match` of the United Nations and the OSCE, in the order of the text."""
    for run in RUN.finditer(plain):
        start, end = run.end() - len(run[0].lstrip("/")), run.end()
        before = plain[start - 1 : start]
        if end - start > LONGEST or not DIGIT.search(plain, start, end):
            continue
        if before == "_" or before.isalnum():
            continue
        cuts = [
            start,
            *(cut.end() for cut in ANOTHER.finditer(plain, start, end)),
            end + 1,
        ]
        for first, following in zip(cuts, cuts[1:], strict=False):
            last = following - 1
            for offset in starts_in_run(plain[first:last]):
                match = read_run(plain, first + offset, last, is_marked=is_alone)
                if match:
                    yield match
                    break
