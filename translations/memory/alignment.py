"""Which sentence of a text is which of its translation: by length and figures.

The method of Gale and Church (A Program for Aligning Sentences in Bilingual Corpora,
1993): the length of a sentence tells that of its translation, and a dynamic programme
finds the row of pairs that is likeliest as a whole. Figures that stand in both help.
"""

import math
import re
from statistics import median
from typing import NamedTuple

# How likely a pair is by how many stand in it, of Gale and Church, as a cost.
PRIORS = {
    kind: -100 * math.log(share)
    for kind, share in {
        (1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (1, 2): 0.089, (2, 1): 0.089,
    }.items()
}  # fmt: skip
VARIANCE = 6.8  # of the length of a translation, for each letter
FIGURE = re.compile(r"\d+")
OTHER_FIGURES = 250  # cost of a pair in which no figure is the same
OTHER_KIND = 600  # of a heading that is to be a cell, and the like
ENOUGH = 200  # units, to tell how long a translation is
BAND = 20  # places off the straight way that are still tried
SHORT = 20  # letters; whose length tells little
DOUBT = 400  # cost from which on a pair is shown as unsure


class Sentence(NamedTuple):
    """A sentence in words, and whether a paragraph begins with it."""

    text: str
    begins: bool


class Pair(NamedTuple):
    """What stands beside each other; `is_sure` where nothing speaks against it."""

    source: str
    target: str
    is_sure: bool


class Unit(NamedTuple):
    """A sentence or a paragraph: its letters, figures, and what it is in the file."""

    length: int
    figures: frozenset
    kind: str = ""


class Bead(NamedTuple):
    """The places of units on either side that belong together, and how unlikely."""

    sources: range
    targets: range
    cost: float

    @property
    def is_sure(self):
        one_to_one = len(self.sources) == len(self.targets) == 1
        return one_to_one and self.cost < DOUBT


def pairs_of(sources, targets):
    """The Pairs of two lists of `Sentence`s; what has no partner is left out."""
    units = [
        [unit_of(each.text, "begins" if each.begins else "") for each in side]
        for side in (sources, targets)
    ]
    if not all(units):
        return []
    return [
        Pair(
            " ".join(sources[at].text for at in bead.sources),
            " ".join(targets[at].text for at in bead.targets),
            bead.is_sure,
        )
        for bead in aligned(*units, ratio_of(*units))
        if bead.sources and bead.targets
    ]


def unit_of(words, kind=""):
    return Unit(len(words.strip()), frozenset(FIGURE.findall(words)), kind)


def ratio_of(sources, targets):
    """Letters of a translation for each of its source, of two lists of `Unit`s.

    Of the pairs that seem to be some, for one side may lack a part of the other.
    """
    sources, targets = sources[:ENOUGH], targets[:ENOUGH]
    lengths = [sum(each.length for each in side) or 1 for side in (sources, targets)]
    beads = aligned(sources, targets, lengths[1] / lengths[0])
    ratios = [
        targets[bead.targets[0]].length / sources[bead.sources[0]].length
        for bead in beads
        if bead.is_sure and sources[bead.sources[0]].length > SHORT
    ]
    return median(ratios) if ratios else lengths[1] / lengths[0]


def aligned(sources, targets, ratio):
    """The `Bead`s of two lists of `Unit`s, in order; each unit is in one of them.

    What stands beside a unit that has no partner is unsure as well: its cost is more.
    """
    beads = [*beads_between(sources, targets, ratio)]
    alone = [not bead.sources or not bead.targets for bead in beads]
    return [
        bead._replace(cost=bead.cost + DOUBT) if any(alone[max(0, at - 1) : at + 2])
        else bead
        for at, bead in enumerate(beads)
    ]  # fmt: skip


def in_pairs(sources, targets, ratio):
    """The `Bead`s of two lists that are as long, one by one."""
    return [
        Bead(range(at, at + 1), range(at, at + 1), cost_of(one, two, ratio))
        for at, (one, two) in enumerate(zip(sources, targets, strict=True))
    ]


def beads_between(sources, targets, ratio):
    """The likeliest row of `Bead`s."""
    wide, long = len(sources), len(targets)
    band = BAND + abs(wide - long)
    rows = [([None, *side], with_next(side)) for side in (sources, targets)]
    costs, steps = {(0, 0): 0.0}, {}
    for i in range(wide + 1):
        middle = i * long // max(wide, 1)
        for j in range(max(0, middle - band), min(long, middle + band) + 1):
            if i == j == 0:
                continue
            best = min(ways_to(i, j, rows, costs, ratio), default=None)
            if best is not None:
                costs[i, j], steps[i, j] = best[0], best[1:]
    return beads_of(wide, long, steps)


def with_next(units):
    """At each place from 2 on the unit that the two before it make together."""
    pairs = zip(units, units[1:], strict=False)
    return [None, None, *(joined(one, other) for one, other in pairs)]


def joined(one, other):
    kind = one.kind if other.kind in ("", one.kind) else "mixed"
    return Unit(one.length + other.length, one.figures | other.figures, kind)


def ways_to(i, j, rows, costs, ratio):
    """(cost of the whole way, step, cost of the step) of each way to a place."""
    sources, targets = rows
    for (wide, long), prior in PRIORS.items():
        before = costs.get((i - wide, j - long))
        if before is None:
            continue
        cost = prior
        if wide and long:
            cost += cost_of(sources[wide - 1][i], targets[long - 1][j], ratio)
        yield before + cost, (wide, long), cost


def beads_of(i, j, steps):
    beads = []
    while (i, j) in steps:
        (wide, long), cost = steps[i, j]
        beads.append(Bead(range(i - wide, i), range(j - long, j), cost))
        i, j = i - wide, j - long
    return beads[::-1]


def cost_of(one, other, ratio):
    """How unlikely it is that two units are translations of each other."""
    cost = unlikeness(one.length, other.length, ratio)
    if one.kind != other.kind:
        cost += OTHER_KIND
    if one.figures or other.figures:
        same = len(one.figures & other.figures) / len(one.figures | other.figures)
        cost += OTHER_FIGURES * (1 - same)
    return cost


def unlikeness(length, other, ratio):
    """-100 times the logarithm of the chance that lengths differ by so much."""
    mean = (length + other / ratio) / 2 or 1
    delta = abs(length * ratio - other) / math.sqrt(mean * VARIANCE * ratio * ratio)
    chance = math.erfc(delta / math.sqrt(2))
    return -100 * math.log(max(chance, 1e-12))
