"""Files of the real kinds, damaged at random: read or refused, and nothing else.

A minute of `python3 dev.py trial fuzz SECONDS` tries some thousand more.
"""

import pytest

from tests.trials import fuzz

SECONDS = 12


@pytest.mark.parametrize("kind", fuzz.KINDS)
def test_no_damaged_file_gets_further_than_a_sentence(kind):
    tally = fuzz.tried(kind, seconds=SECONDS / len(fuzz.KINDS), seed=20261130)

    assert tally.files > 0
    assert tally.faults == []


def test_what_hypothesis_writes_is_read_or_refused():
    fuzz.texts_are_read_or_refused()
