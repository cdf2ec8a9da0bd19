"""What all trials stand on."""

import pytest

from staff import navigation


@pytest.fixture(autouse=True)
def numbers_that_last(monkeypatch):
    """A walk takes minutes; the numbers beside the places are counted once in it."""
    monkeypatch.setattr(navigation, "COUNTS_LAST", 24 * 3600)
