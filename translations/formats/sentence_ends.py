"""Where the sentences of a plain text end: two engines, and what they do not know."""

import re
from typing import NamedTuple

import razdel
import sentencex

from translations.formats import abbreviations

RAZDEL = {"ru", "uk", "be"}
WINDOW = 300  # characters before a stop that are looked at
SHORT = 200  # characters of a quotation or a bracket that stays in one piece
HALF_LETTERS = re.compile("[\x00\ud800-\udfff]")
WHITE = re.compile(r"\s")
WIDE_STOPS = "。！？｡"
CLOSERS = r"\"'»”“’)\]}›"
OPENERS = r"\"'«“„”‘(\[{‹‚"
# A stop, and a capital letter after white space; the engines may know nothing of it.
STOP = re.compile(
    rf"(?<![.?!…])[.?!…]+[{CLOSERS}]*\d{{,3}}\s+"
    rf"(?=[{OPENERS}–—-]*\s*(?:\w\)\s*)?[^\W_])"
)
FIRST_WORD = re.compile(
    rf"[{OPENERS}\s]*([^\W\d_]+(?:['’][^\W\d_]+)?)(?![^\W\d_])(\.?)"
)
SMALL_START = re.compile(rf"[{OPENERS}–—\s-]*([^\W\d_])")
NUMERAL = r"(?:\d+(?:[./-]\d+)*|[IVXLCІХ]{1,7})"
LIST_START = re.compile(r"\(?[^\W\d_]\)\s*[^\W\d_]|[a-h]\.\s+[A-Z]")
LIST_INSIDE = re.compile(rf"[:;,]\s*\(?(?:{NUMERAL}|[^\W\d_])[.)]$")
LEFT_OUT = re.compile(r"(?:^|:)\s*[\"«“„]?[\[(](?:\.\.\.|…)[\])]$")
NOTE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\d{1,3}$|(?<=[^\W\d_]{3}[.!?][”»\"])\d{1,3}$")

GOES_ON = re.compile(r"[,;:!?…)\]}»%=]|\.(?!\.)|[”’](?=\W|$)")
NUMBER_START = re.compile(
    rf"[{OPENERS}]*(?:№|§+|n°|nos?\.|{NUMERAL}\b(?!['’])|\w[)»”\"'’](?!\w))"
)
ENUMERATOR = re.compile(
    r"[\W_]*(?:\(?(?:\d{1,4}|[IVXLCІХ]{2,7}|[^\W\d_])(?:\s?bis|\s?ter)?[.)]\s*)+[\W_]*$"
)
NUMBER_END = re.compile(rf"(?:(?:^|[\s(§№]){NUMERAL}|\d\s?°\s?[CСF]?)\.$")
INITIALS = re.compile(
    r"(?:(?:[^\W\d_]|Дж|Ch|Th|Ph|Ст|Ю|Je|Yu|Ya|Zh|Sh|Kh)\.-?\s?){1,4}$"
)
ELISION = re.compile(r"(?:[ldsnjcmt]|qu)['’](?=\w)", re.I)
LONG_WORD = re.compile(r"[^\W\d_]{5}[.!?]$")
AMOUNT = re.compile(r"\d{1,4}\s+[^\W\d_]")
ABBREVIATED = re.compile(r"[^\W\d_]\.\s*\d+\.$")  # “art. 6.” before “§ 1”
NO_STOP = re.compile(r"[\w;:,–—-]$")
DIGITS = re.compile(r"\d+\.$")
MEASURES = {"м.", "m.", "л.", "l.", "h.", "ч.", "т.", "t.", "с.", "s.", "см.", "mm."}
AREAS = ("кв.", "куб.", "sq.", "cu.")
PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”", "„": "“”", "‹": "›", '"': '"'}


def words(text):
    return frozenset(text.split())


NEVER_LAST = words(abbreviations.NEVER_LAST)
BEFORE_NUMBERS = words(abbreviations.BEFORE_NUMBERS)
BEFORE_NAMES = words(abbreviations.BEFORE_NAMES)
OFTEN_LAST = words(abbreviations.OFTEN_LAST)
NOT_AFTER_THE_LAST = words(abbreviations.NOT_AFTER_THE_LAST)
FIRST_WORDS = words(abbreviations.OPENERS)
PARTICLES = words(abbreviations.OPENERS_AND_PARTICLES)
BEFORE_ORDINALS = words(abbreviations.BEFORE_ORDINALS)
BEFORE_HOURS = words(abbreviations.BEFORE_HOURS)
MONTHS = words(abbreviations.MONTHS)
NUMBERED_PARTS = words(abbreviations.NUMBERED_PARTS)


class Seam(NamedTuple):
    """Where a sentence ends and the next begins, white space between: two offsets."""

    end: int
    start: int


def seams_of(text, language):
    """The seams between the sentences of `text`, in order.

    `language` is a code such as “ru” or “pt-BR”; of one that no engine has, the stops
    that all languages share are taken.
    """
    text = WHITE.sub(" ", HALF_LETTERS.sub("\ufffd", text))
    engine = set(engine_starts(text, language.lower().partition("-")[0]))
    starts = engine | {match.end() for match in STOP.finditer(text)}
    whole = short_spans(text)
    seams, begin = [], 0
    for start in sorted(starts):
        end = end_before(text, start)
        if end <= begin or start >= len(text) or whole[start]:
            continue
        left, right = text[max(begin, end - WINDOW) : end], text[start : start + WINDOW]
        if end == start and text[end - 1] not in WIDE_STOPS:
            continue
        if is_end(left, right, start in engine):
            seams.append(Seam(end, start))
            begin = start
    return seams


def engine_starts(text, language):
    """Where sentences begin for the engine of `language`, the first left out."""
    if language in RAZDEL:
        return [part.start for part in razdel.sentenize(text)][1:]
    parts = sentencex.get_sentence_boundaries(language, text)
    starts = (part["start_index"] for part in parts)
    return [first_letter(text, start) for start in starts if start]


def first_letter(text, start):
    """The first place from `start` on that is no white space."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def end_before(text, start):
    """The place after the last character before `start` that is no white space."""
    while start and text[start - 1].isspace():
        start -= 1
    return start


def short_spans(text):
    """For each place of `text` 1 where it is inside a short quotation or bracket.

    What is in brackets or quotes from its first letter to its last is no such thing.
    """
    inside, opened = bytearray(len(text)), []
    for place, sign in enumerate(text):
        depth = next(
            (n for n in range(1, min(len(opened), 6) + 1) if sign in opened[-n][1]), 0
        )
        if depth:
            begin = opened[-depth][0]
            del opened[-depth:]
            if place - begin <= SHORT and (begin or place < len(text) - 2):
                inside[begin + 1 : place] = b"\1" * (place - begin - 1)
        elif sign in PAIRS:
            opened.append((place, PAIRS[sign]))
    return inside


def is_end(left, right, is_proposed):
    """Whether a sentence ends between `left` and `right`.

    `left` begins where the sentence does (or WINDOW before its end); `is_proposed` says
    that the engine thinks so.
    """
    if not (re.search(r"\w", left) and re.search(r"\w", right)):
        return False
    if GOES_ON.match(right) or goes_on_small(right) or is_number_alone(left):
        return False
    if LIST_INSIDE.search(left) or LEFT_OUT.search(left):
        return False
    opens = first_word_opens(right, FIRST_WORDS | PARTICLES)
    if NOTE.search(left) and right[0].isupper():
        is_proposed, left = True, NOTE.sub("", left)
    verdict = after_abbreviation(left, right, opens)
    if verdict is not None:
        return verdict
    if DIGITS.search(left) and is_ordinal(left, right):
        return False
    if NO_STOP.search(left) or (right[0] == "§" and ABBREVIATED.search(left)):
        return False
    if LONG_WORD.search(left) and AMOUNT.match(right):
        return True
    is_listed = LIST_START.match(right) is not None
    return is_proposed or opens or is_listed or bool(NUMBER_END.search(left))


def goes_on_small(right):
    """Whether `right` begins with a small letter, and is no item of a list."""
    letter = SMALL_START.match(right)
    return letter is not None and letter[1].islower() and not LIST_START.match(right)


def is_number_alone(left):
    """Whether `left` is only the number of what follows: “3.”, “(c)”, “Article 5.”"""
    if ENUMERATOR.fullmatch(left):
        return True
    first, _, rest = left.lstrip("\"'«“„([*").partition(" ")
    return first.lower() in NUMBERED_PARTS and bool(ENUMERATOR.fullmatch(rest))


def first_word_opens(right, openers):
    word = FIRST_WORD.match(right)
    if word is None or (len(word[1]) == 1 and word[2]):  # an initial
        return False
    return word[1] in openers and word[1][0].isupper()


def after_abbreviation(left, right, opens):
    """Whether a sentence ends after the abbreviation in which `left` ends.

    None if it ends in none.
    """
    if not left.endswith("."):
        return None
    tokens = [bare(token) for token in left.split()[-4:]]
    keys = ["".join(tokens[-count:]).lower() for count in (4, 3, 2, 1)]
    for key in keys:
        verdict = verdict_on(key, tokens, right, opens)
        if verdict is not None:
            return verdict
    if INITIALS.match(tokens[-1]) and tokens[-1][0].isupper():
        return after_initials(tokens, right)
    if len(tokens[-1]) == 2 and tokens[-1][0].isalpha():
        return opens
    return None


def bare(token):
    """`token` without what opens before it, and without the article of “l’art.”"""
    return ELISION.sub("", token.lstrip("\"'«“„([‘"))


def verdict_on(key, tokens, right, opens):
    """What the lists say of an abbreviation `key`; None if they do not know it."""
    if key in BEFORE_NUMBERS and NUMBER_START.match(right):
        return False
    is_amount = key in MEASURES and is_measure(tokens)
    if key in NEVER_LAST and not is_amount and not (key in BEFORE_NAMES and opens):
        return False
    if key in OFTEN_LAST or is_amount:
        word = FIRST_WORD.match(right)
        if len(tokens) < 4 and tokens[0].lower() in BEFORE_HOURS and not opens:
            return False
        return word is None or word[1] not in NOT_AFTER_THE_LAST
    return opens if key in BEFORE_NAMES else None


def is_measure(tokens):
    """Whether the last of `tokens` is a length or an area: “12 кв. м.”"""
    before = tokens[-2].lower() if len(tokens) > 1 else ""
    return before in AREAS or before.rstrip("²³").replace(",", "").isdigit()


def after_initials(tokens, right):
    """Whether a sentence ends after “A. B.” or after the “I.” of “vol. I.”"""
    before = tokens[-2].lower() if len(tokens) > 1 else ""
    is_numeral = re.fullmatch(rf"{NUMERAL}\.", tokens[-1])
    if is_numeral and (before in BEFORE_NUMBERS or before in NUMBERED_PARTS):
        return True
    return first_word_opens(right, FIRST_WORDS)


def is_ordinal(left, right):
    """Whether the number in which `left` ends goes with the noun after it."""
    tokens = left.split()
    word = FIRST_WORD.match(right)
    if word is not None and word[1] in MONTHS:
        return True
    return len(tokens) > 1 and tokens[-2].lower() in BEFORE_ORDINALS
