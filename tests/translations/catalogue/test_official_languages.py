"""Ask first whether a translation exists: who issues in which languages."""

import pytest

from translations.catalogue.bodies import BODIES, ISSUERS
from translations.catalogue.official_languages import (
    LANGUAGES_OF,
    NAMES,
    Existence,
    existence,
    languages_of,
)


@pytest.mark.parametrize(
    ("symbol", "language", "answer"),
    [
        ("A/RES/70/175", "ru", Existence.OFFICIAL),
        ("CCPR/C/GC/32", "ar", Existence.OFFICIAL),
        ("A/RES/70/175", "kk", Existence.NONE),
        ("CM/Rec(2010)4", "fr", Existence.OFFICIAL),
        ("CM/Rec(2010)4", "ru", Existence.ISSUED),
        ("CM/Rec(2010)4", "ka", Existence.NONE),
        ("ETS No. 5", "en", Existence.OFFICIAL),
        ("ECLI:CE:ECHR:2019:0214JUD000441113", "fr", Existence.ONE_OF),
        ("001-123456", "ru", Existence.NONE),
        ("MC.DEC/7/05", "ru", Existence.OFFICIAL),
        ("C029", "es", Existence.OFFICIAL),
        ("C029", "ru", Existence.NONE),
        ("ECLI:EU:C:2014:325", "pl", Existence.ONE_OF),
        ("ECLI:NL:HR:2009:384425", "nl", Existence.UNKNOWN),
        ("", "en", Existence.UNKNOWN),
    ],
)
def test_a_symbol_tells_whether_an_official_text_is_there(symbol, language, answer):
    assert existence(language, symbol) is answer


@pytest.mark.parametrize(
    ("issuer", "language", "answer"),
    [
        ("Council of Europe", "en", Existence.OFFICIAL),
        ("Совет Европы", "ru", Existence.ISSUED),
        ("European Court of Human Rights, Council of Europe", "en", Existence.ONE_OF),
        ("OSCE/ODIHR", "ru", Existence.ISSUED),
        ("ООН", "zh", Existence.OFFICIAL),
        ("Diplomatic Conference of Geneva", "ru", Existence.OFFICIAL),
        ("Philomath House", "en", Existence.UNKNOWN),
        ("", "en", Existence.UNKNOWN),
    ],
)
def test_without_a_symbol_the_name_of_the_issuer_tells(issuer, language, answer):
    assert existence(language, issuer=issuer) is answer


def test_where_a_treaty_is_published_says_nothing_of_its_languages():
    assert existence("ru", "1144 UNTS 123") is Existence.UNKNOWN
    assert existence("ru", "1144 UNTS 123", "Organization of American States") is (
        Existence.NONE
    )


def test_each_row_names_somebody_we_know_and_the_rule_it_rests_on():
    assert {*LANGUAGES_OF} <= {*BODIES} | {*ISSUERS}
    assert {code for _name, code in NAMES} <= {*LANGUAGES_OF}
    for row in LANGUAGES_OF.values():
        assert row.rule
        assert not row.official & row.issued


def test_every_answer_has_a_sentence_of_its_own():
    sentences = [str(answer.sentence) for answer in Existence]
    assert len({*sentences}) == len(sentences)
    assert languages_of("A/RES/70/175").rule.endswith("rule 51")
