"""Names matching beside plain rapidfuzz, and what each part of it gains.

`python -m benchmarks.names FILE...`: answer sheets as `manage.py match_names` reads
them; the spellings of the tests are measured besides. rapidfuzz is given the threshold
that is best on the very pairs it is judged by; ours is always the same. `--parts` takes
each part of the matching away in turn, and tells which pairs are then judged wrongly.
"""

import os
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from anyascii import anyascii
from rapidfuzz import fuzz

from officials.management.commands.match_names import Pair, pairs_of
from officials.names import comparison, given_names, sounds
from officials.names.fold import fold
from tests.officials.names.spellings import one_person, two_people

MOST_FOR_PARTS = 50_000  # pairs of a file


class Result(NamedTuple):
    """How well a way of comparing did on the pairs of a file."""

    precision: float
    recall: float
    threshold: float
    seconds: float = 0

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0


def plain(text):
    return text.casefold()


def latin(text):
    return anyascii(text).lower()


def ratio(scorer, spell):
    """A score of two names by rapidfuzz, each spelled by `spell` first."""
    return lambda one, other: scorer(spell(one), spell(other)) / 100


RIVALS = {
    "token_sort_ratio, as typed": ratio(fuzz.token_sort_ratio, plain),
    "token_sort_ratio, in Latin": ratio(fuzz.token_sort_ratio, latin),
    "token_sort_ratio, folded": ratio(fuzz.token_sort_ratio, fold),
    "WRatio, as typed": ratio(fuzz.WRatio, plain),
    "WRatio, in Latin": ratio(fuzz.WRatio, latin),
    "WRatio, folded": ratio(fuzz.WRatio, fold),
}


def ours(one, other):
    return comparison.compare(one, other).score


def scores(pairs, score):
    """[(score, whether one person)], and the seconds it took."""
    began = time.perf_counter()
    judged = [(score(pair.one, pair.other), pair.is_same) for pair in pairs]
    return judged, time.perf_counter() - began


def at(judged, threshold, seconds=0):
    matches = [is_same for score, is_same in judged if score >= threshold]
    same = sum(is_same for _score, is_same in judged)
    right = sum(matches)
    precision = right / len(matches) if matches else 1
    return Result(precision, right / same if same else 1, threshold, seconds)


def every_threshold(judged, seconds):
    """The Result at each score that occurs, the highest first."""
    same = sum(is_same for _score, is_same in judged) or 1
    right = 0
    ordered = sorted(judged, reverse=True)
    for place, (score, is_same) in enumerate(ordered, start=1):
        right += is_same
        if place == len(ordered) or ordered[place][0] != score:
            yield Result(right / place, right / same, score, seconds)


def best(results):
    return max(results, key=lambda result: result.f1)


def as_careful(results, precision):
    """The recall where no more pairs are taken for one by mistake than by ours."""
    careful = [each.recall for each in results if each.precision >= precision]
    return max(careful, default=0)


def sheets(files):
    """(title, pairs) of the spellings of the tests, and of each file."""
    same = [Pair(one, other, True) for one, other in one_person()]
    apart = [Pair(one, other, False) for one, other in two_people()]
    yield "spellings of the tests", same + apart
    for file in files:
        yield Path(file).name, list(pairs_of(file))


def beside(files):
    """Ours and its rivals, a table a file."""
    for title, pairs in sheets(files):
        print(f"{title}: {len(pairs):,} pairs, {sum(p.is_same for p in pairs):,} same")
        judged, seconds = scores(pairs, ours)
        own = at(judged, comparison.SAME, seconds)
        tell("ours", own, own.recall, len(pairs))
        for name, score in RIVALS.items():
            results = list(every_threshold(*scores(pairs, score)))
            tell(name, best(results), as_careful(results, own.precision), len(pairs))


def tell(name, result, careful, pair_count):
    print(
        f"  {name:27} precision {result.precision:.3f} recall {result.recall:.3f} "
        f"F1 {result.f1:.3f} from {result.threshold:.2f}; as careful as ours: recall "
        f"{careful:.3f}; {1e6 * result.seconds / pair_count:.0f} µs a pair",
        flush=True,
    )


NONE = frozenset()
# What is put in the place of a part: (module, name, instead).
PARTS = {
    "given names: other languages": (
        (comparison, "name_numbers", lambda word, spoken="": NONE),
        (comparison, "numbers_by_stem", lambda stem, spoken="": NONE),
    ),
    "given names: patronymics": (
        (comparison, "numbers_by_stem", lambda stem, spoken="": NONE),
    ),
    "habits: German": ((sounds, "GERMAN", {}),),
    "habits: Hungarian": ((sounds, "HUNGARIAN", {}),),
    "habits: Baltic": ((sounds, "BALTIC", {}),),
    "sounds that are near": ((sounds, "NEAR", {}),),
    "sounds: the first vowel": ((sounds, "FIRST_VOWEL", 0),),
    "sounds: vowels not written": ((sounds, "LEAVINGS", (sounds.LEAVING,) * 3),),
    "sounds: what may be left out": ((sounds, "LEAVINGS", ({}, {}, {})),),
    "initials": ((comparison, "is_initial", lambda word: False),),
    "patronymics": ((comparison, "patronymic", lambda word, spoken="": None),),
    "which end is the surname": (
        (comparison, "_surnames", lambda words, spoken: _both_ends(words)),
    ),
    "names run together": ((comparison, "_run_together", lambda one, other: False),),
    "son or daughter, two words": ((comparison, "SON_OR_DAUGHTER", NONE),),
    "titles": ((comparison, "TITLES", set()),),
    "particles": ((comparison, "PARTICLES", set()),),
    "limits by length: surnames": ((comparison, "SURNAMES", (0.45,)),),
    "limits by length: given names": ((comparison, "GIVEN", (0.25,)),),
}


def _both_ends(words):
    return tuple(sorted({0, len(words) - 1})) if words else ()


@contextmanager
def without(part):
    """As if `part` had never been written; nothing remembered of before or within."""
    with ExitStack() as stack:
        for module, name, instead in PARTS.get(part, ()):
            stack.enter_context(patch.object(module, name, instead))
        forget()
        yield
    forget()


def forget():
    for module in (comparison, given_names, sounds):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def judgements(pairs):
    return [comparison.compare(pair.one, pair.other).same for pair in pairs]


def thinned(pairs):
    """All of one person, and as many of two as there is time for."""
    same = [pair for pair in pairs if pair.is_same]
    apart = [pair for pair in pairs if not pair.is_same]
    step = max(1, len(apart) // MOST_FOR_PARTS)
    return same + apart[::step]


def parts(files):
    """What is judged otherwise without each part."""
    for title, every_pair in sheets(files):
        pairs = thinned(every_pair)
        with without(None):
            whole = judgements(pairs)
        print(f"{title}: {len(pairs):,} pairs", flush=True)
        for part in PARTS:
            with without(part):
                lacking = judgements(pairs)
            changes = [
                (pair, before == pair.is_same)
                for pair, before, after in zip(pairs, whole, lacking, strict=True)
                if before != after
            ]
            worse = [pair for pair, was_right in changes if was_right]
            better = len(changes) - len(worse)
            some = "; ".join(f"{pair.one} | {pair.other}" for pair in worse[:3])
            print(
                f"  {part:34} {len(worse):5} worse {better:4} better  {some}",
                flush=True,
            )


def main(files=()):
    files = list(files)
    if "--parts" in files:
        files.remove("--parts")
        parts(files)
    else:
        beside(files)


if __name__ == "__main__":
    main(sys.argv[1:])
