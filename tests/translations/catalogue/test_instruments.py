"""The list of instruments becomes documents, and twice the list makes no second one."""

import csv
from collections import Counter

import pytest
from django.conf import settings

from translations.catalogue.instruments import SYMBOLS, document_of, documents_of
from translations.catalogue.symbols import parse

LIST = (
    settings.BASE_DIR.parent
    / "shared"
    / "data"
    / "documents"
    / "06-international-instruments.csv"
)
ROW = {
    "huri_code": "010200000000",
    "english": "Universal Declaration of Human Rights (1948)",
    "french": "Déclaration universelle des droits de l'homme (1948)",
    "spanish": "",
    "level": "1",
}


@pytest.fixture(scope="module")
def rows():
    if not LIST.is_file():
        pytest.skip("the folder shared/ is not beside this checkout")
    with LIST.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_row_tells_title_symbol_kind_issuer_and_year():
    document = document_of(ROW)
    assert document.title == "Universal Declaration of Human Rights"
    assert document.titles == {
        "en": "Universal Declaration of Human Rights",
        "fr": "Déclaration universelle des droits de l'homme",
    }
    assert document.symbol.full == "A/RES/217 (III) A"
    assert document.kind == "resolution"
    assert document.issuer_name == "United Nations"
    assert document.adopted.first.year == document.adopted.last.year == 1948


@pytest.mark.parametrize(
    ("title", "symbol", "kind", "issuer", "years"),
    [
        (
            "ILO Convention (No. 29) concerning Forced or Compulsory Labour (1930)",
            "C029",
            "convention",
            "ilo",
            (1930, 1930),
        ),
        ("OAS Convention on Territorial Asylum (1954)", "", "convention", "oas", 1954),
        ("UNESCO Declaration on Race (1978)", "", "other", "unesco", 1978),
        (
            "Basic Principles on the Role of Lawyers (1990)",
            "",
            "guidelines",
            "un",
            1990,
        ),
        (
            "Slavery Convention Signed at Geneva on 25 September 1926 and Amended "
            "(1926, 1953)",
            "",
            "convention",
            "league-of-nations",
            1926,
        ),
        ("A paper without a year", "", "other", "un", None),
    ],
)
def test_words_of_the_title_tell_what_it_is(title, symbol, kind, issuer, years):
    document = document_of(ROW | {"english": title, "huri_code": ""})
    assert (document.symbol.normal if document.symbol else "") == symbol
    assert (document.kind, document.issuer) == (kind, issuer)
    year = years[0] if isinstance(years, tuple) else years
    assert (document.adopted and document.adopted.first.year) == year


def test_a_title_that_says_the_day_gives_the_day():
    title = (
        "Slavery Convention Signed at Geneva on 25 September 1926 and Amended (1926)"
    )
    document = document_of(ROW | {"english": title})
    assert str(document.adopted.first) == str(document.adopted.last) == "1926-09-25"


def test_what_is_there_under_another_way_of_writing_is_not_brought_again():
    for symbol in ("A/RES/217(III)[A]", "resolution 217 A (III)"):
        assert documents_of([ROW], [(symbol, "Всеобщая декларация")]) == ([], [])
    other = ROW | {"huri_code": "", "english": "Rules on  something (1990)"}
    assert documents_of([other], [("", "RULES on something")]) == ([], [])


def test_the_list_twice_makes_no_document_twice(rows):
    documents, _left_out = documents_of(rows + rows)
    present = [(one.symbol.full if one.symbol else "", one.title) for one in documents]
    assert len({*present}) == len(present)
    assert documents_of(rows, present)[0] == []


def test_every_row_is_a_document_or_has_a_reason(rows):
    documents, left_out = documents_of(rows)
    assert len(documents) + len(left_out) == len(rows) == 206
    reasons = Counter(str(reason) for _row, reason in left_out)
    assert reasons == {
        "A heading of the list, no document.": 24,
        "What a State declares under an article, no document.": 9,
    }
    assert max(len(document.title) for document in documents) <= 300
    assert [one.title for one in documents if not one.adopted] == [
        "European Agreement relating to Persons Participating in Proceedings of the "
        "European Commission and Court of Human Rights"
    ]


def test_every_symbol_of_the_list_is_read_and_names_one_document():
    symbols = [parse(text) for text in SYMBOLS.values()]
    assert None not in symbols
    assert len({symbol.full for symbol in symbols}) == len(SYMBOLS)
    assert [symbol.full for symbol in symbols] == list(SYMBOLS.values())
