"""The checks of a segment find what is wrong, once, and leave alone what is right."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils import translation

from tests.house.sources import ROOT
from tests.translations.jobs.mutations import mutations
from translations.jobs.checks.fault import ERROR, KINDS, TARGET, WARNING
from translations.jobs.checks.segment_checks import faults
from translations.terms.term_search import Concept

HERE = Path(__file__).parent
SHARED = ROOT.parent / "shared" / "data"
PAIRS = SHARED / "cases" / "translations" / "pairs.tsv"
UDHR = SHARED / "udhr"
MOST_FALSE_ALARMS = 1 / 50
needs_data = pytest.mark.skipif(not PAIRS.exists(), reason="no shared data here")


def lines(path):
    """The fields of each line of a table, headings aside."""
    rows = path.read_text(encoding="utf-8").split("\n")
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def kinds(source, target, pair="en-ru", **more):
    """The kinds of fault of a pair, in the order of the checks."""
    return [fault.kind for fault in faults(source, target, pair.split("-"), **more)]


RIGHT = lines(HERE / "right_pairs.tsv")
TRAPS = lines(HERE / "traps.tsv")


@pytest.mark.parametrize(
    ("right", "pair", "source", "target"), TRAPS, ids=[row[2] for row in TRAPS]
)
def test_a_trap_is_seen_for_what_it_is(right, pair, source, target):
    assert kinds(source, target, pair) == ([] if right == "none" else [right])


def test_no_right_pair_is_warned_of():
    assert len(RIGHT) > 250

    alarms = [row for row in RIGHT if kinds(row[1], row[2], row[0])]

    assert alarms == []


def test_every_slip_made_in_a_right_pair_is_found_and_mostly_once():
    slips, missed, more_than_one = Counter(), [], []
    for pair, source, target in RIGHT:
        for name, wrong, expected in mutations(target, pair.split("-")[1]):
            slips[name] += 1
            warnings = kinds(source, wrong, pair)
            if not expected & {*warnings}:
                missed.append((name, source, wrong))
            elif len(warnings) > 1:
                more_than_one.append((name, source, wrong, warnings))

    assert sum(slips.values()) > 600
    assert min(slips.values()) > 5, slips
    assert missed == []
    assert len(more_than_one) <= 0.01 * sum(slips.values()), more_than_one


@needs_data
def test_each_trial_pair_gets_its_one_warning_or_none():
    rows = lines(PAIRS)
    assert len(rows) > 80

    wrong = []
    for pair, source, target, right, *_why in rows:
        warnings = [
            f"tags: {fault.grade}" if fault.kind == "tags" else fault.kind
            for fault in faults(source, target, pair.split("-"))
        ]
        expected = [] if right == "none" else right.split(" or ")
        if (
            warnings[1:]
            or not {*warnings} <= {*expected}
            or bool(warnings) != bool(expected)
        ):
            wrong.append((source, target, right, warnings))

    assert wrong == []


def paragraphs(code):
    """(part, number of the article): paragraphs, of the Universal Declaration."""
    root = ElementTree.parse(UDHR / f"udhr_{code}.xml").getroot()  # noqa: S314
    parts = {}
    for part in root:
        key = re.sub(r"\{.*\}", "", part.tag), part.get("number")
        texts = [(row.text or "").strip() for row in part.iter()]
        parts[key] = [text for text in texts if text]
    return parts


@needs_data
@pytest.mark.parametrize("pair", ["eng-rus", "fra-rus", "eng-fra", "rus-eng"])
def test_the_universal_declaration_is_a_right_translation_of_itself(pair):
    codes = {"eng": "en", "fra": "fr", "rus": "ru"}
    first, second = (paragraphs(code) for code in pair.split("-"))
    pairs = [
        row
        for key in first.keys() & second.keys()
        if len(first[key]) == len(second[key])
        for row in zip(first[key], second[key], strict=True)
    ]
    assert len(pairs) > 80
    languages = "-".join(codes[code] for code in pair.split("-"))

    alarms = [row for row in pairs if kinds(*row, languages)]

    assert len(alarms) <= MOST_FALSE_ALARMS * len(pairs), alarms


def test_a_lost_link_is_an_error_and_lost_bold_a_warning():
    source, target = "See ⟦1⟧here⟦/1⟧.", "См. здесь."

    grades = [
        faults(source, target, ("en", "ru"), tags=tags)[0].grade
        for tags in ({1: "link"}, {1: "formatting"}, None)
    ]

    assert grades == [ERROR, WARNING, WARNING]


def test_a_segment_translated_otherwise_elsewhere_is_told_of():
    others = [("The  ⟦1⟧law⟦/1⟧.", "Право."), ("The rule.", "Правило.")]

    assert kinds("The law.", "Закон.", others=others) == ["inconsistent"]
    assert kinds("The law.", "Право.", others=others) == []
    assert kinds("The law.", "Закон.", others=[("The law.", "")]) == []


LAW = Concept(
    approved={"en": ("solitary confinement",), "ru": ("одиночное заключение",)},
    forbidden={"ru": ("карцер",)},
)


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        ("Solitary confinement ended.", "Одиночное заключение прекращено.", []),
        ("He was in solitary confinement.", "Он был в одиночном заключении.", []),
        ("He was in solitary confinement.", "Он сидел один.", ["terms"]),
        ("He was in solitary confinement.", "Он был в карцере.", ["terms"]),
        ("He was free.", "Он был на свободе.", []),
    ],
)
def test_terms_are_asked_for_in_every_case(source, target, right):
    assert kinds(source, target, terms=[LAW]) == right


def test_an_approved_term_may_hold_a_forbidden_word():
    store = Concept(
        {"en": ("left-luggage",), "ru": ("камера хранения",)}, {"ru": ("камера",)}
    )

    assert kinds("The left-luggage.", "В камере хранения.", terms=[store]) == []
    assert kinds("The left-luggage.", "В камере.", terms=[store]) == ["terms"]


def test_a_fault_says_what_differs_and_where_it_stands():
    target = "⟦1⟧Выдано⟦/1⟧ 35 кв. м."
    (fault,) = faults("⟦1⟧Given⟦/1⟧ 36 sq. m.", target, ("en", "ru"))

    places = [
        target[place.start : place.end] for place in fault.where if place.side == TARGET
    ]
    assert places == ["35"]
    with translation.override("en"):
        assert "36" in str(fault.sentence)
        assert "35" in str(fault.sentence)


def test_the_sentence_of_a_fault_is_in_the_language_of_who_reads_it():
    (fault,) = faults("Article 6", "Статья 7", ("en", "ru"))
    with translation.override("en"):
        english = str(fault.sentence)
    with translation.override("ru"):
        russian = str(fault.sentence)

    assert english != russian
    assert {"references", "tags", "empty"} <= {*KINDS}


@pytest.mark.parametrize(
    "text", ["", " ", "⟦", "⟦/1⟧", "\x00", "\ud800", "‮12", "(" * 500]
)
def test_no_text_is_too_odd_to_be_checked(text):
    for pair in (("en", "ru"), ("ru", "uk"), ("de", "fr"), ("ar", "zh")):
        faults(text, "Закон 12.", pair)
        faults("The law 12.", text, pair)


@pytest.mark.parametrize(
    "piece", ["12 April ", "1,", "« ", "a/", "пункт 1 ", "two ", "((", "⟦1⟧"]
)
def test_a_text_of_any_length_is_read_to_its_end(piece):
    text = piece * 2_000

    assert isinstance(faults(text, text + "x", ("en", "ru")), list)
