"""Sentences: where they end, in what language, and their tags with them."""

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from translations.formats.readers.tags import Tag, parts_of, tags_of, text_of, words_of
from translations.formats.sentence_ends import seams_of
from translations.formats.sentences import Sentence, paragraph_of, sentences_of

OURS = Path(__file__).with_name("sentences.tsv")
CASES = settings.BASE_DIR.parent.joinpath(
    "shared", "data", "cases", "translations", "sentences.tsv"
)


def rows(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def split(text, language):
    return " | ".join(sentence.text for sentence in sentences_of(text, language))


@pytest.mark.parametrize(("language", "right"), rows(OURS))
def test_a_sentence_ends_where_it_does(language, right):
    assert split(right.replace(" | ", " "), language) == right


@pytest.mark.skipif(not CASES.exists(), reason="the trial inputs are not here")
def test_no_line_of_the_trial_inputs_fails():
    lines = [row for row in rows(CASES) if row[3] == "must"]
    assert len(lines) > 30

    wrong = [
        split(text, language)
        for language, text, right, _grade in lines
        if split(text, language) != right
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("⟦1⟧Stop. Do not enter⟦/1⟧ the yard.",
         [("⟦1⟧Stop.⟦/1⟧", " "), ("⟦1⟧Do not enter⟦/1⟧ the yard.", "")]),
        ("He said no.⟦1⟧ ⟦/1⟧She agreed.",
         [("He said no.", " "), ("She agreed.", "")]),
        ("⟦1⟧He said no. ⟦/1⟧She agreed.",
         [("⟦1⟧He said no.⟦/1⟧", " "), ("She agreed.", "")]),
        ("He said no.⟦1⟧ She⟦/1⟧ agreed.",
         [("He said no.", " "), ("⟦1⟧She⟦/1⟧ agreed.", "")]),
        ("It recalled it.⟦1/⟧ It found no breach,⟦2/⟧ and left.",
         [("It recalled it.⟦1/⟧", " "), ("It found no breach,⟦2/⟧ and left.", "")]),
        ("It recalled it.⟦1⟧⟦2/⟧⟦/1⟧ It left. ",
         [("It recalled it.⟦1⟧⟦2/⟧⟦/1⟧", " "), ("It left.", " ")]),
        ("Look here. ⟦1/⟧It is a picture.",
         [("Look here.", " "), ("⟦1/⟧It is a picture.", "")]),
        ("⟦1⟧⟦2⟧One was. Two were.⟦/2⟧ Three were.⟦/1⟧",
         [("⟦1⟧⟦2⟧One was.⟦/2⟧⟦/1⟧", " "), ("⟦1⟧⟦2⟧Two were.⟦/2⟧⟦/1⟧", " "),
          ("⟦1⟧Three were.⟦/1⟧", "")]),
        ("Two blanks.  And a ⟦⟦ of the text.",
         [("Two blanks.", "  "), ("And a ⟦⟦ of the text.", "")]),
    ],
)  # fmt: skip
def test_tags_go_with_their_sentence_and_are_closed_in_it(text, right):
    assert sentences_of(text, "en") == [Sentence(*pair) for pair in right]


def test_a_break_parts_words_and_code_is_not_cut():
    with_break = "First line.⟦1/⟧Second line goes on."
    with_code = "Use ⟦1⟧cp a. B.⟦/1⟧ now."

    assert len(sentences_of(with_break, "en", {"1": "break"})) == 2
    assert len(sentences_of(with_break, "en", {"1": "note"})) == 1
    assert len(sentences_of(with_code, "en", {"1": "code"})) == 1


def test_pairs_opened_again_are_one_in_the_paragraph():
    text = "⟦1⟧⟦2⟧One was. Two were.⟦/2⟧ Three were.⟦/1⟧ Four were."

    assert paragraph_of(sentences_of(text, "en")) == text


WORDS = st.sampled_from(
    ["Он", "ушёл.", "She left.", "art. 6", "No.", " ", "  ", "«Да.»", "\u00a0", "A. B.",
     "⟦", "(c)", "…", "\n", "!", "\ud800", "\x00", "\u202e", "п. 1 ст.", "3."]
)  # fmt: skip


@st.composite
def paragraphs(draw):
    """A paragraph with tags as readers make them: pairs closed, numbers once."""
    parts, opened, number = [], [], 0
    for _each in range(draw(st.integers(0, 25))):
        choice = draw(st.integers(0, 5))
        if choice == 0:
            number += 1
            parts.append(Tag(number, "alone"))
        elif choice == 1:
            number += 1
            opened.append(number)
            parts += [Tag(number, "open"), "a"]  # a pair has words
        elif choice == 2 and opened:
            parts.append(Tag(opened.pop(), "close"))
        else:
            parts.append(draw(WORDS))
    return text_of([*parts, *(Tag(number, "close") for number in reversed(opened))])


def is_balanced(text):
    opened = []
    for tag in tags_of(text):
        if tag.role == "open":
            opened.append(tag.number)
        elif tag.role == "close" and (not opened or opened.pop() != tag.number):
            return False
    return not opened


@given(paragraphs(), st.sampled_from(["en", "ru", "fr", "kk", "xx", "pt-BR"]))
def test_sentences_joined_are_the_paragraph(text, language):
    sentences = sentences_of(text, language)

    joined = paragraph_of(sentences)

    assert words_of(joined) == words_of(text)
    assert sorted(tags_of(joined)) == sorted(tags_of(text))
    assert all(is_balanced(sentence.text) for sentence in sentences)
    assert all(not sentence.gap or sentence.gap.isspace() for sentence in sentences)


@given(st.text(), st.sampled_from(["en", "uk", "de", ""]))
def test_any_text_is_its_sentences_and_what_is_between(text, language):
    joined = paragraph_of(sentences_of(text, language))

    assert parts_of(joined) == parts_of(text_of(parts_of(text)))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    "text", ["." * 50_000, "\n" * 50_000, "(" * 50_000, "1." * 300]
)
def test_a_text_of_one_sign_comes_to_an_end(text, language):
    assert seams_of(text + "A", language) == []
