"""Numbers, dates and references are read as each language writes them."""

import pytest

from translations.memory.figures.figure import DATES, number
from translations.memory.figures.languages import LANGUAGES, language_of
from translations.memory.figures.reader import figures_of


def values(text, code):
    """The numbers that the firm figures of `text` may be."""
    return [
        {value for value in figure.readings if not isinstance(value, tuple)}
        for figure in figures_of(text, code).items
        if figure.firm
    ]


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("1,250,000.50", "en", "1250000.5"),
        ("1 250 000,50", "ru", "1250000.5"),
        ("1\u202f250\u202f000,50", "fr", "1250000.5"),
        ("1.250.000,50", "de", "1250000.5"),
        ("15,000", "ru", "15"),
        ("2,5 млн", "ru", "2500000"),
        ("twenty-five", "en", "25"),
        ("one hundred and twenty-four", "en", "124"),
        ("two thousand and six", "en", "2006"),
        ("двадцатью пятью", "ru", "25"),
        ("пятьюдесятью тысячами", "ru", "50000"),
        ("тридцать один", "ru", "31"),
        ("п’ятдесят два", "uk", "52"),
        ("quatre-vingt-dix-sept", "fr", "97"),
        ("soixante et onze", "fr", "71"),
        ("dix-neuf", "fr", "19"),
        ("zweihundertdreiunddreißig", "de", "233"),
        ("two-thirds", "en", "2/3"),
        ("три четверти", "ru", "3/4"),
        ("XIX век", "ru", "19"),
        ("−5 °C", "en", "-5"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(text, code, value):
    assert (
        values(text, code) == [{number(value)}]
        or number(value) in values(text, code)[0]
    )


@pytest.mark.parametrize(
    "text",
    ["CIVIL LIMB", "I was told", "Mr C. and V. Dolny", "No one came", "may march"],
)
def test_words_and_initials_are_no_numbers(text):
    assert [figure for figure in figures_of(text, "en").items if figure.firm] == []


@pytest.mark.parametrize(
    ("text", "code", "days", "year"),
    [
        ("12 April 2006", "en", {(12, 4)}, 2006),
        ("December 3, 2015", "en", {(3, 12)}, 2015),
        ("01/02/2010", "en", {(1, 2), (2, 1)}, 2010),
        ("01.02.2010", "ru", {(1, 2)}, 2010),
        ("2010-02-01", "ru", {(1, 2)}, 2010),
        ("«12» апреля 2006 г.", "ru", {(12, 4)}, 2006),
        ("первого января", "ru", {(1, 1)}, None),
        ("3 червня 2011 року", "uk", {(3, 6)}, 2011),
        ("1er mars", "fr", {(1, 3)}, None),
        ("12. April 2006", "de", {(12, 4)}, 2006),
    ],
)
def test_a_date_is_a_day_a_month_and_perhaps_a_year(text, code, days, year):
    (date,) = [figure.date for figure in figures_of(text, code).items if figure.date]

    assert (date.days, date.year) == (days, year)


@pytest.mark.parametrize(
    "text", ["Article 5 may apply", "Rule 12 May Apply", "31 men", "45 May"]
)
def test_what_only_looks_like_a_date_is_none(text):
    assert not [
        figure
        for figure in figures_of(text, "en").items
        if figure.kind == DATES and figure.firm
    ]


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("Article 6 § 1 (c)", "подпункт «c» пункта 1 статьи 6"),
        ("Article 6 § 1 (c)", "п. 1 (с) ст. 6"),
        ("paragraph 3 (d) of Article 14", "пункт 3 d) статьи 14"),
        ("Article 5 §§ 1 and 4", "пункты 1 и 4 статьи 5"),
        ("Chapter III", "глава третья"),
    ],
)
def test_a_reference_is_a_path_whichever_way_it_is_written(english, russian):
    first, second = figures_of(english, "en").paths, figures_of(russian, "ru").paths

    assert [len(path) for path in first] == [len(path) for path in second]
    for path, other in zip(first, second, strict=True):
        assert all(one & two for one, two in zip(path, other, strict=True))


def test_every_language_has_twelve_months_and_its_own_code():
    for code, language in LANGUAGES.items():
        assert language.code == code
        assert len(language.months) == 12
    assert language_of("en-GB") is LANGUAGES["en"]
    assert language_of("xx").months == ()
