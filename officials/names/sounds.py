"""How alike two words sound, whatever script and habit of romanising wrote them.

A word has several readings: the French `ch` is the English `sh`, the German `w` is
`v`, a `j` is `zh`, `y` or `dzh`. All readings of a word together are a small graph of
sounds; two words are as far apart as the nearest two readings of theirs (a weighted
edit distance between two acyclic automata: Mohri, “Edit-distance of weighted
automata”, 2003). What a sound costs to change or leave out is below.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from officials.names.names import script_of
from officials.names.romanisation import latin, native

VOWELS = frozenset("aeiou")
HOOKS = "ʻʼ‘’'`"
FAR = 1.25  # dearer than this is simply another word
LONGEST = 30  # letters; a longer word is compared by its first

# What it costs to take one sound for the other; 1 where nothing is said.
NEAR = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.1, "Ji DZ"),
        (0.15, "gh"),
        (0.25, "vu"),
        (0.3, "ao iu"),
        (0.35, "ae ei eo kh cC tc"),
        (0.4, "ou kg vf Cs"),
        (0.5, "pb td sS zZ ZS CS DC cs"),
        (0.55, "zs"),
        (0.6, "ai au eu oi vb"),
    )
    for pair in pairs.split()
}
FIRST_VOWEL = 0.2  # more, where a word begins with the vowel
LEAVING = {"J": 0.1, "h": 0.5} | dict.fromkeys(VOWELS, 0.65)
UNWRITTEN = dict.fromkeys(VOWELS, 0.02) | {"J": 0.1, "h": 0.3}
# By how many of the two words were written without their vowels.
LEAVINGS = LEAVING, LEAVING | UNWRITTEN, LEAVING | {"J": 0.8}


def _rules(table):
    """Spellings by their first letter: (pattern, readings, silences shorter ones)."""
    rules = {}
    for line in table.split("\n"):
        pattern, *readings = line.split() or [""]
        if not pattern:
            continue
        only = readings[:1] == ["!"]
        sounds = []
        for reading in readings[only:]:
            sound, _colon, cost = reading.partition(":")
            sounds.append((sound.strip("-"), int(cost or 0) / 100))
        first = re.sub(r"\(\?.*?\)", "", pattern)
        letters = first[1 : first.index("]")] if first[0] == "[" else first[0]
        for letter in letters:
            rules.setdefault(letter, []).append((re.compile(pattern), sounds, only))
    return rules


def _merged(*tables):
    merged = {}
    for table in tables:
        for letter, rules in _rules(table).items():
            merged.setdefault(letter, []).extend(rules)
    return merged


NATIVE = _merged(
    native.CYRILLIC,
    native.ARMENIAN,
    native.GEORGIAN,
    native.GREEK,
    native.ARABIC,
    native.HEBREW,
)
LATIN = _merged(latin.LATIN)
BALTIC = _merged(latin.BALTIC)
GERMAN = _merged(latin.GERMAN)
HUNGARIAN = _merged(latin.HUNGARIAN)

SPEAKS_GERMAN = re.compile(r"w|sch|ch|j|[äöüß]|ei\b")
NOT_GERMAN = re.compile(r"v|(?<!s)[szk]h|ts(?!ch)|tz|cz|sz|oe|[čšžćłńżćəığ]")
SPEAKS_HUNGARIAN = re.compile(r"sz|zs|cs|gy|ics\b")
NOT_HUNGARIAN = re.compile(r"[szkc]h|[čšžćłńż]|w|cz|sj|zj")


class Word(NamedTuple):
    """A word as a graph of sounds.

    `edges[node]` are (sound, next node, cost); node 0 is the beginning, the last one
    the end. `plain` is its likeliest reading; `abjad` when vowels were not written.
    """

    plain: str
    edges: tuple
    abjad: bool


def habits(name):
    """The habits of romanising that the whole of a name speaks for."""
    name = name.casefold()
    habit_letters = ""
    if SPEAKS_GERMAN.search(name) and not NOT_GERMAN.search(name):
        habit_letters += "g"
    if SPEAKS_HUNGARIAN.search(name) and not NOT_HUNGARIAN.search(name):
        habit_letters += "h"
    return habit_letters


def letters_of(word):
    """The letters of a word, small, composed, each run of one letter made one.

    Two `e` stay: there is a glide between them in Алексеев.
    """
    text = unicodedata.normalize("NFKC", word[: 4 * LONGEST]).casefold()
    for letter, with_hook in (("o", "ŏ"), ("g", "ğ")):  # Uzbek
        text = re.sub(f"{letter}[{HOOKS}]", with_hook, text)
    text = "".join(each for each in text if each.isalnum() and each not in HOOKS)
    return re.sub(r"([^eе])\1+", r"\1", unicodedata.normalize("NFC", text))[:LONGEST]


@lru_cache(maxsize=65_536)
def heard(word, spoken=""):
    """The `Word` of a word written in any script, under the habits `spoken`."""
    letters = letters_of(word)
    if not all(each in LATIN or each in NATIVE for each in letters):
        letters = letters_of("".join(_table_letter(each) for each in letters))
    tables = [LATIN, NATIVE]
    tables += [GERMAN] if "g" in spoken else []
    tables += [HUNGARIAN] if "h" in spoken else []
    tables += [BALTIC] if len(letters) > 4 else []
    edges, plain = _graph(letters, tables)
    return Word(plain, edges, script_of(word) in ("Arab", "Hebr"))


def _table_letter(letter):
    """A letter that the tables know, instead of one with rarer marks or script."""
    for candidate in (letter, unicodedata.normalize("NFD", letter)[0]):
        if candidate in LATIN or candidate in NATIVE:
            return candidate
    return anyascii(letter).lower()


def _graph(letters, tables):
    """The edges of the graph, node by node, and the likeliest reading."""
    starts, steps = [], []  # the node of each letter; (from, sound, to letter or node)
    nodes = 0
    best = [None] * (len(letters) + 1)
    best[0] = (0, "")
    for at in range(len(letters)):
        starts.append(nodes)
        nodes += 1
        for rank, (sounds, cost, end) in enumerate(_spellings(letters, at, tables)):
            if best[at] is not None:
                dear = best[at][0] + cost + 0.01 + rank / 1000
                reached = (dear, best[at][1] + sounds)
                if best[end] is None or reached < best[end]:
                    best[end] = reached
            here = starts[at]
            for sound in sounds[:-1]:
                steps.append((here, sound, nodes, True, cost))
                here, cost = nodes, 0
                nodes += 1
            steps.append((here, sounds[-1:], end, False, cost))
    starts.append(nodes)
    edges = [[] for _node in range(nodes + 1)]
    for here, sound, there, is_node, cost in steps:
        edges[here].append((sound, there if is_node else starts[there], cost))
    plain = best[-1][1] if best[-1] else ""
    return tuple(tuple(each) for each in edges), re.sub(r"(.)\1+", r"\1", plain)


def _spellings(letters, at, tables):
    """(sounds, cost, where it ends) of all spellings that fit at a letter."""
    spellings, only = [], 0
    for table in tables:
        for pattern, readings, silences in table.get(letters[at], ()):
            fits = pattern.match(letters, at)
            if fits:
                spellings.append((fits.end(), readings))
                only = max(only, fits.end() if silences else 0)
    if not spellings:  # a digit, or a letter that nobody has told us about
        return [(letters[at], 0, at + 1)]
    return [
        (sounds, cost, end)
        for end, readings in spellings
        if end >= only
        for sounds, cost in readings
    ]


@lru_cache(maxsize=262_144)
def distance(one, other, spoken=("", "")):
    """How far apart two words sound: 0 alike, 1 about one letter, at most `FAR`."""
    one, other = heard(one, spoken[0]), heard(other, spoken[1])
    leaving = LEAVINGS[one.abjad + other.abjad]
    last, end = len(one.edges) - 1, len(other.edges) - 1
    rows = [{} for _node in one.edges]
    rows[0][0] = 0.0
    for here in range(last + 1):
        row = rows[here]
        for there in range(end + 1):
            so_far = row.get(there)
            if so_far is None:
                continue
            _step(one.edges, other.edges, (here, there), so_far, rows, leaving)
    return round(min(rows[last].get(end, FAR), FAR), 3)


def _step(one, other, at, so_far, rows, leaving):
    """Spreads what it cost to come to the two nodes `at` to the nodes after them."""
    here, there = at
    ahead, row = other[there], rows[here]
    for sound, after, cost in one[here]:
        spent, target = so_far + cost, rows[after]
        _reach(target, there, spent + _left_out(sound, after, one, leaving))
        if not sound:
            continue
        for sound2, after2, cost2 in ahead:
            if sound == sound2:
                _reach(target, after2, spent + cost2)
            elif sound2:
                near = NEAR.get(frozenset((sound, sound2)), 1)
                begins = not (here and there)
                if begins and near > 0.3 and {sound, sound2} < VOWELS:
                    near += FIRST_VOWEL
                _reach(target, after2, spent + cost2 + near)
    for sound2, after2, cost2 in ahead:
        _reach(row, after2, so_far + cost2 + _left_out(sound2, after2, other, leaving))


def _left_out(sound, after, edges, leaving):
    """What it costs that only one word has a sound; a last vowel may be a gender."""
    if not sound:
        return 0
    cost = leaving.get(sound, 1)
    if sound in VOWELS and after == len(edges) - 1:
        return cost if cost < 0.1 else 0.9
    return cost


def _reach(row, node, cost):
    if cost < row.get(node, FAR):
        row[node] = cost


@lru_cache(maxsize=65_536)
def first_sounds(word, spoken=""):
    """The sounds that a word may begin with; a glide before a vowel does not count."""
    sounds, visited = set(), {0}
    waiting = [0]
    edges = heard(word, spoken).edges
    while waiting:
        for sound, after, cost in edges[waiting.pop()]:
            if cost > 0.1:
                continue
            if sound:
                sounds.add(sound)
            if sound in ("", "J") and after not in visited:
                visited.add(after)
                waiting.append(after)
    return sounds
