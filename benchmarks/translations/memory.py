"""How long the memory takes for a sentence, and whether it finds the best match.

    DEMO=true python benchmarks/translations/memory.py [100000]

So many pairs of invented words, as long and as repetitive as legal texts, in a scratch
database of their own, asked under row security, by the serving role, as a member of
staff; warm. Printed are milliseconds of `matches_for`, query and scoring together, for
sentences that are there and for sentences changed in up to a third of their words; and
how often the best match at 75 per cent or more is found that a comparison with every
pair finds (a sample).
"""

import os
import random
import sys
import time
from itertools import accumulate
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from benchmarks.data import NAME, a_reader, filled_at_once, scratch_database  # noqa: E402
from benchmarks.signals import tell  # noqa: E402
from officials.security.context import as_system, reading_as  # noqa: E402
from officials.security.models import Circle  # noqa: E402
from officials.security.ownership import as_owner  # noqa: E402
from translations.memory.likeness import likeness  # noqa: E402
from translations.memory.matches import Search, matches_for  # noqa: E402
from translations.memory.models import MemoryPair  # noqa: E402
from translations.memory.workflow import write  # noqa: E402

PAIRS = 100_000
BATCH = 10_000
ASKED = 300
COMPARED = 60  # sentences that are compared with every pair
ENOUGH = 75
LANGUAGES = ("en", "ru")
SYLLABLES = (
    "con ti ra men de pre sta per ju ri cor pro ven al is ar ten or mo le".split()
)
WORDS, PHRASES = 15_000, 40_000
# How many phrases a sentence has: 5 to 60 words, 26 on average.
LENGTHS = (1, 2, 3, 4, 4, 5, 5, 6, 7, 8, 10)


class Language:
    """Invented words and stock phrases: a few are in every sentence, most in few."""

    def __init__(self, seed):
        self.lot = random.Random(seed)  # noqa: S311
        words = [self.word() for _number in range(WORDS)]
        weights = [*accumulate(1 / (rank + 2) for rank in range(WORDS))]
        self.words = words
        self.phrases = [
            " ".join(
                self.lot.choices(words, cum_weights=weights, k=self.lot.randint(3, 7))
            )
            for _number in range(PHRASES)
        ]
        steps = (1 / (rank + 20) ** 0.8 for rank in range(PHRASES))
        self.weights = [*accumulate(steps)]

    def word(self):
        return "".join(self.lot.choices(SYLLABLES, k=self.lot.randint(1, 4)))

    def sentence(self):
        count = self.lot.choice(LENGTHS)
        phrases = self.lot.choices(self.phrases, cum_weights=self.weights, k=count)
        return " ".join(phrases).capitalize() + "."

    def changed(self, sentence, share):
        """`sentence` with so many of its words replaced, left out or added."""
        words = sentence.rstrip(".").split()
        for _number in range(max(1, int(len(words) * share))):
            at = self.lot.randrange(len(words))
            words[at : at + 1] = self.lot.choice(
                ([self.lot.choice(self.words)], [], [words[at], self.word()])
            ) or ([] if len(words) > 1 else words)
        return " ".join(words) + "."


def fill(language, number):
    """Fills the scratch database with `number` pairs, where it has another number."""
    with as_system():
        if MemoryPair.objects.count() == number:
            return
    circle = Circle(pk=Circle.ALL_STAFF)
    with as_owner(), as_system(), connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE translations_memorypair, translations_wordpaircount CASCADE"
        )
        with filled_at_once(cursor, "translations_memorypair"):
            for start in range(0, number, BATCH):
                write(
                    pair(language, circle) for _n in range(min(BATCH, number - start))
                )
        cursor.execute("ANALYZE translations_memorypair, translations_wordpaircount")


def pair(language, circle):
    sentence = language.sentence()
    return MemoryPair(
        circle=circle,
        source_language="en",
        target_language="ru",
        source=sentence,
        target=sentence[::-1],
        grade="aligned",
        title="Invented",
    )


def timed(reader, sentences):
    """Milliseconds of each, in a second round, as what is read often is in memory."""
    for _round in range(2):
        took = []
        for sentence in sentences:
            start = time.perf_counter()
            matches_for(Search(sentence, LANGUAGES), reader)
            took.append((time.perf_counter() - start) * 1000)
    return took


def best_of_all(sentence, everything):
    """The score of the best of all pairs by brute force."""
    words = sentence.lower().rstrip(".").split()
    near = [
        source
        for source, other in everything
        if Levenshtein.normalized_similarity(words, other, score_cutoff=0.7)
    ]
    return max((likeness(source, sentence) for source in near), default=0)


def recall(reader, sentences, everything):
    """(sentences that have a match at ENOUGH, those of which the best was found)."""
    best = hits = 0
    for sentence in sentences:
        score = best_of_all(sentence, everything)
        if score < ENOUGH:
            continue
        best += 1
        matches = matches_for(Search(sentence, LANGUAGES), reader)
        hits += bool(matches) and matches[0].score >= score
    return best, hits


def main(number=PAIRS):
    language = Language(11)
    with scratch_database(f"{NAME}_memory"):
        start = time.perf_counter()
        fill(language, number)
        print(f"{number} pairs, filled in {time.perf_counter() - start:.0f} s")
        reader = a_reader()
        with reading_as(reader):
            sources = list(MemoryPair.objects.values_list("source", flat=True))
            lot = random.Random(5)  # noqa: S311
            sample = lot.sample(sources, ASKED)
            changed = [language.changed(each, lot.uniform(0, 0.3)) for each in sample]
            tell("a sentence that is there", timed(reader, sample))
            tell("a sentence that was changed", timed(reader, changed))
            everything = [(each, each.lower().rstrip(".").split()) for each in sources]
            best, hits = recall(reader, changed[:COMPARED], everything)
        print(f"of {best} with a match at {ENOUGH} per cent the best was found: {hits}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
