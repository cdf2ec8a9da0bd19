"""Terms are found in whatever form a sentence gives them."""

import pytest

from translations.terms.bare_text import GAP, bare
from translations.terms.term_search import terms_in
from translations.terms.word_forms import all_forms, normal_forms


def finds(text, language, *forms):
    return [text[start:end] for start, end in terms_in(text, language, forms)]


@pytest.mark.parametrize(
    ("text", "language", "form", "right"),
    [
        ("Решение Верховного суда", "ru", "Верховный суд", ["Верховного суда"]),
        ("верховными судами", "ru", "верховный суд", ["верховными судами"]),
        ("Суд не вправе", "ru", "верховный суд", []),
        ("верховный, суд", "ru", "верховный суд", []),
        ("о заключённых", "ru", "заключенный", ["заключённых"]),
        ("Верховного суду", "uk", "верховний суд", ["Верховного суду"]),
        ("обов’язку", "uk", "обов'язок", ["обов’язку"]),
        ("The prisoners’ rights", "en", "prisoner", ["prisoners"]),
        ("bodies and a body", "en", "body", ["bodies", "body"]),
        ("the universal university", "en", "universe", []),
        ("les tribunaux", "fr", "tribunal", ["tribunaux"]),
        ("des Gefangenen", "de", "Gefangener", ["Gefangenen"]),
        ("Пере\u00adписка по делу", "ru", "переписка", ["Пере\u00adписка"]),
    ],
)
def test_a_term_is_found_in_every_form(text, language, form, right):
    assert finds(text, language, form) == right


def test_the_longer_term_stands_before_the_shorter():
    forms = ("заключение", "одиночное заключение")

    assert finds("в одиночном заключении", "ru", *forms) == ["одиночном заключении"]


def test_tags_inside_a_term_do_not_hide_it():
    text = "⟦1⟧Верховного⟦/1⟧ суда"

    assert finds(text, "ru", "верховный суд") == ["Верховного⟦/1⟧ суда"]


def test_a_term_without_words_is_found_nowhere():
    assert finds("Суд.", "ru", "", "…") == []


def test_all_readings_of_a_word_count():
    assert {"суд", "судно"} <= normal_forms("суда", "ru")
    assert "двух" in all_forms("два", "ru")
    assert all_forms("law", "en") == {"law"}


def test_bare_text_keeps_the_place_of_each_letter():
    text = "A ⟦1⟧b⟦/1⟧⟦2/⟧ ⟦⟦ c\u00ad1"
    bare_text = bare(text)

    assert bare_text.text == f"A b{GAP} ⟦ c1"
    start = bare_text.text.index("b")
    assert text[slice(*bare_text.span(start, start + 1))] == "b"
    assert (
        text[slice(*bare_text.span(len(bare_text.text) - 1, len(bare_text.text)))]
        == "1"
    )
