"""The dictionaries of two languages in one process do not hinder each other."""

from officials.names.cases import is_ordinary
from officials.names.dative import readings
from translations.terms.word_forms import normal_forms


def test_russian_words_are_read_after_a_ukrainian_one():
    assert "суд" in normal_forms("суду", "uk")

    is_ordinary.cache_clear()
    assert is_ordinary("приказ")
    assert not is_ordinary("иванов")
    assert readings("иванов")
