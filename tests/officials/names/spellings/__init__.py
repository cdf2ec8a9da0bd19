"""Spellings of public names in many languages, to try the matching on.

One person a line in one_person.txt; a pair of two people a line in two_people.txt.
"""

from itertools import pairwise
from pathlib import Path


def lines(file):
    """The lines of a file, apart at the bars; its remarks left out."""
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield [name.strip() for name in line.removeprefix("* ").split(" | ")]


def groups():
    """The spellings of each person."""
    return list(lines("one_person.txt"))


def one_person():
    """Pairs of spellings of one name: each with the first and with the next."""
    pairs = set()
    for names in groups():
        pairs |= {(names[0], other) for other in names[1:]} | {*pairwise(names)}
    return sorted(pairs)


def two_people():
    """Pairs of names of different people."""
    return [tuple(names) for names in lines("two_people.txt")]
