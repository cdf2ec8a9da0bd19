"""What is wrong with a sentence is said in a sentence; tags survive any order."""

import re

import pytest

from translations.catalogue.models import SourceText
from translations.formats.readers.tags import words_of
from translations.jobs.models import Segment, Translation
from translations.workbench.differences import differences
from translations.workbench.faults import faults_of
from translations.workbench.pieces import cut, joined, places
from translations.workbench.replacement import replaced

SOURCE = "See ⟦1⟧Article 5⟦/1⟧ and ⟦2⟧the ⟦3⟧rule⟦/3⟧⟦/2⟧.⟦4/⟧"
KINDS = {"1": "link", "2": "bold", "3": "italic", "4": "note"}


def faults(target, source=SOURCE, kinds=KINDS):
    """(key, is an error) of each fault of `target`."""
    job = Translation(language="ru", source=SourceText(language="en"))
    segment = Segment(source=source, target=target, tags=kinds, translation=job)
    return [(fault.key, fault.is_error) for fault in faults_of(segment)]


def test_all_marks_in_another_order_are_right():
    assert faults("⟦2⟧⟦3⟧Правило⟦/3⟧⟦/2⟧ и ⟦1⟧статья 5⟦/1⟧.⟦4/⟧") == []


def test_a_lost_note_is_an_error_and_a_lost_bold_a_warning():
    target = "⟦1⟧статья 5⟦/1⟧ и ⟦3⟧правило⟦/3⟧."

    assert faults(target) == [("tags", True)]
    assert faults("⟦1⟧статья 5⟦/1⟧ и ⟦3⟧правило⟦/3⟧.⟦4/⟧") == [("tags", False)]


def test_crossed_pairs_are_an_error():
    target = "⟦1⟧статья 5⟦2⟧ и⟦/1⟧ ⟦3⟧правило⟦/3⟧⟦/2⟧.⟦4/⟧"

    assert faults(target) == [("tags", True)]


def test_a_doubled_mark_and_one_of_elsewhere_are_errors():
    target = "⟦1⟧ст. 5⟦/1⟧ и ⟦2⟧⟦3⟧правило⟦/3⟧⟦/2⟧.⟦4/⟧⟦4/⟧⟦9/⟧"

    assert faults(target) == [("tags", True)]


def test_more_than_twenty_times_the_source_gets_a_sentence():
    assert faults("а" * 120, "A rule", {}) == []
    assert faults("а" * 121, "A rule", {}) == [("length", True)]


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u202a"])
def test_marks_that_turn_the_direction_get_a_sentence(mark):
    assert faults(f"Пра{mark}вило", "A rule", {}) == [("turned", False)]
    assert faults(f"{mark}كلمة", f"{mark}word", {}) == []


def test_control_characters_get_a_sentence():
    assert faults("Пра\x07вило", "A rule", {}) == [("control", False)]
    assert faults("Пра\nвило", "A rule", {}) == []


def test_an_empty_translation_has_no_faults():
    assert faults("") == []


@pytest.mark.parametrize("number", range(len(places(SOURCE))))
def test_wherever_it_is_cut_it_is_joined_again_as_it_was(number):
    offset, _words = places(SOURCE)[number]

    first, gap, second = cut(SOURCE, offset)

    assert words_of(first) + gap + words_of(second) == words_of(SOURCE)
    assert joined(first, gap, second) == SOURCE


def test_the_differences_say_both_texts():
    before, after = "Каждый имеет право на свободу.", "Каждый имеет право на жизнь."

    stretches = differences(before, after)

    assert "".join(text for kind, text in stretches if kind != "in") == before
    assert "".join(text for kind, text in stretches if kind != "out") == after
    assert ("out", "свободу") in stretches


def test_what_is_replaced_is_words_and_never_a_mark():
    text = "⟦1⟧Пункт 1⟦/1⟧ и пункт 1"

    assert replaced(text, re.compile("1"), "2") == "⟦1⟧Пункт 2⟦/1⟧ и пункт 2"
    assert replaced("пункт", re.compile("пункт"), r"\1") == r"\1"
