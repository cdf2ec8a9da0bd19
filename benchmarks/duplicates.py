"""The duplicate finder over 100,000 officials: seconds, pairs, the most memory used.

Some officials are on record a second time, in another spelling; the run tells how many
of those it found.
"""

import resource
import time

from benchmarks.data import OFFICIALS, TWICE, fill, scratch_database
from officials.duplicates.duplicates import find_duplicates
from officials.duplicates.models import Resemblance
from officials.people.models import OfficialName
from officials.security.context import as_system

LIMIT = 180  # seconds, on two cores


def twins_by_query():
    """(how many of the second records were found, how many there are)."""
    twins = OfficialName.objects.exclude(salutation="")
    pairs = {
        frozenset((str(name.official_id), name.salutation))
        for name in twins.only("official_id", "salutation")
    }
    resemblances = {
        frozenset((str(one), str(other)))
        for one, other in Resemblance.objects.values_list("one", "other").iterator()
    }
    return len(pairs & resemblances), len(pairs)


def main():
    with scratch_database():
        fill()
        with as_system():
            began = time.perf_counter()
            pair_count = find_duplicates()
            spent = time.perf_counter() - began
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            twins, there = twins_by_query()
    print(
        f"{OFFICIALS} officials: {pair_count} pairs in {spent:.0f} s (limit {LIMIT} s)"
    )
    print(f"one in {TWICE} stands there twice: {twins} of {there} found")
    print(f"ours : limit {spent / LIMIT:.2f}; at most {memory:.0f} MB")


if __name__ == "__main__":
    main()
