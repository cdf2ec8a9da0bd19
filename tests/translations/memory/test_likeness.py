"""How alike two segments are, and what may be put into what the memory offers."""

import pytest

from tests.house.sources import ROOT
from translations.memory.adaptation import adapted
from translations.memory.likeness import likeness, order

MEMORY = ROOT.parent / "shared" / "data" / "cases" / "translations" / "memory.tsv"
needs_data = pytest.mark.skipif(not MEMORY.exists(), reason="no shared data here")
HIGH = 95


@pytest.mark.parametrize(
    ("memory", "source", "lowest", "highest"),
    [
        ("The court is open.", "The court is open.", 100, 100),
        ("The court is open.", "The court\u00a0is open.", 100, 100),
        ("чий", "чи\u0438\u0306"[:2] + "\u0438\u0306", 100, 100),
        ("The ⟦1⟧court⟦/1⟧ is open.", "The court ⟦1⟧is⟦/1⟧ open.", 99, 99),
        ("The ⟦1⟧court⟦/1⟧ is open.", "The ⟦4⟧court⟦/4⟧ is open.", 100, 100),
        ("The court is open.", "The court is open", HIGH, 99),
        ("The court is open.", "The Court is open.", HIGH, 99),
        ("Камера мала́.", "Камера мала.", HIGH, 99),
        ("Все камеры ещё закрыты.", "Все камеры еще закрыты.", HIGH, 99),
        ("He did so. " * 60 + "Yes.", "He did so. " * 60 + "No.", 90, 99),
        ("The court sat.", "The court never sat.", 50, 99),
        ("12", "12", 100, 100),
        ("§ 45.", "§ 54.", 0, 99),
        ("Stop.", "Stop! Stop! Stop!", 0, 50),
        ("", "Stop.", 0, 20),
        ("…", "!", 0, 99),
    ],
)
def test_the_score_says_how_much_is_left_to_do(memory, source, lowest, highest):
    assert lowest <= likeness(memory, source) <= highest


@needs_data
def test_the_trial_lines_are_scored_as_they_should_be():
    rows = [
        line.split("\t")
        for line in MEMORY.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(rows) == 17

    wrong = []
    for memory, source, right in rows:
        if memory.startswith(("й in", "Done")):  # told in words: see above and below
            continue
        score = likeness(memory, source)
        if right.startswith("below") or right.startswith("a low"):
            is_right = score < 100 and ("high" not in right or score >= HIGH)
        else:
            is_right = score == int(right[:3].strip(":;, "))
        if not is_right:
            wrong.append((memory, source, right, score))

    assert wrong == []


def test_what_is_imported_or_of_another_field_stands_lower():
    text = "The court is open."

    assert likeness(text, text, ["imported"]) == 97
    assert likeness(text, text, ["imported", "domain"]) == 96
    assert likeness("The ⟦1⟧court⟦/1⟧.", "The court.", ["imported"]) == 96


def test_the_official_wording_comes_first():
    matches = [(99, "official"), (100, "imported"), (100, "official"), (100, "aligned")]

    matches.sort(key=lambda match: order(*match))

    assert matches[0] == (100, "official")
    assert matches[-2:] == [(100, "imported"), (99, "official")]


@pytest.mark.parametrize(
    ("memory", "target", "source", "right"),
    [
        (
            "The court sat for 12 days.",
            "Суд заседал 12 дней.",
            "The court sat for 14 days.",
            "Суд заседал 14 дней.",
        ),
        (
            "See Article 6 § 1 (a).",
            "См. подпункт «а» пункта 1 статьи 6.",
            "See Article 6 § 1 (b).",
            "См. подпункт «б» пункта 1 статьи 6.",
        ),
        (
            "See Article 6 § 1 (a).",
            "См. подпункт (a) пункта 1 статьи 6.",
            "See Article 6 § 1 (b).",
            "См. подпункт (b) пункта 1 статьи 6.",
        ),
        (
            "The order of 3 May is void.",
            "Приказ от 3 мая недействителен.",
            "The order of 3 June is void.",
            "Приказ от 3 июня недействителен.",
        ),
        (
            "The order of 3 May 2011 is void.",
            "Приказ от 03.05.2011 ⟦1⟧недействителен⟦/1⟧.",
            "The order of 13 June 2012 is void.",
            "Приказ от 13.06.2012 ⟦1⟧недействителен⟦/1⟧.",
        ),
        ("§ 45.", "§ 45.", "§ 54.", "§ 54."),
        (
            "Mr Dolny was released.",
            "Дольный освобождён.",
            "Mr Lesnoy was released.",
            None,
        ),
        ("Two men left.", "Ушли двое.", "Three men left.", None),
        ("5 men and 5 women", "5 мужчин и 5 женщин", "5 men and 6 women", None),
        ("12 men left.", "Ушли 12 мужчин.", "12 men left.", None),
        ("12 men left.", "Ушли мужчины.", "14 men left.", None),
        ("12 men left.", "Ушли ⟦1⟧1⟦/1⟧2 мужчин.", "14 men left.", None),
        ("3 May", "3 мая", "3 May 2011", None),
    ],
)
def test_figures_are_adapted_and_nothing_else(memory, target, source, right):
    assert adapted(memory, target, source, ("en", "ru")) == right
