"""Plain text: where its paragraphs are, and that its bytes stay what they were."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from translations.formats.readers.plain_text import passages_of, read
from translations.formats.readers.plain_text_writer import written

CASES = settings.BASE_DIR.parent / "shared" / "data" / "cases" / "translations"
TEXT = CASES / "plain.txt"
has_cases = pytest.mark.skipif(
    not TEXT.exists(), reason="the trial inputs are not here"
)
WIDE = (
    "The cell is open from nine in the morning to five in the afternoon, every day,\n"
)


def texts(source):
    return [passage.text for passage in passages_of(source)]


def put(source, *targets, **options):
    content = source if isinstance(source, bytes) else source.encode()
    keys = [record["key"] for record in read(content, {})]
    return written(
        content, {"targets": dict(zip(keys, targets, strict=False)), **options}
    )


@has_cases
def test_the_trial_text_is_read():
    assert [record["text"] for record in read(TEXT.read_bytes(), {})] == [
        "VISITING HOURS",
        "The cell is open from 9 a.m. to 5 p.m. every day. Bring a passport.",
        "- no food",
        "- no telephones",
        "Signed⟦1/⟧A. B. Dolny",
    ]


@has_cases
def test_the_trial_text_is_written():
    content = TEXT.read_bytes()

    text = put(
        content,
        "ЧАСЫ",
        "Камера открыта с девяти часов утра до пяти часов вечера.",
        "- без еды",
        "- без телефонов и без\nденег",
        "Подпись⟦1/⟧А. Б. Дольный",
    )

    assert written(content, {}) == content
    assert text.decode("utf-8-sig").split("\r\n") == [
        "ЧАСЫ", "", "Камера открыта с девяти часов", "утра до пяти часов вечера.", "",
        "- без еды", "- без телефонов и без", "  денег", "",
        "    Подпись\tА. Б. Дольный", "",
    ]  # fmt: skip
    assert text.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("source", "right"),
    [
        (WIDE + "and closed on holidays.\n\nBring a passport.",
         [WIDE[:-1] + " and closed on holidays.", "Bring a passport."]),
        (WIDE + "and so on.\n1. One.\n2. Two\n   goes on.\n(a) Three.",
         [WIDE[:-1] + " and so on.", "1. One.", "2. Two goes on.", "(a) Three."]),
        ("HEADING\n" + WIDE + "and more.", ["HEADING", WIDE[:-1] + " and more."]),
        ("    First one\nand more\n    Second one.\n" + WIDE,
         ["First one and more", "Second one.", WIDE[:-1]]),
        ("A" * 200 + "\nB" + "b" * 200, ["A" * 200, "B" + "b" * 200]),
        ("self-\nmade self-made\n", ["self-made self-made"]),
        ("a\rb\r\rc", ["a b", "c"]),
        ("⟦1⟧ of the text\u202e", ["⟦⟦1⟧ of the text\u202e"]),
        ("", []),
        ("\n \n", []),
    ],
)  # fmt: skip
def test_a_paragraph_is_one_however_its_lines_are_broken(source, right):
    assert texts(source) == right


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "koi8_u"])
def test_a_text_comes_back_in_its_encoding(encoding):
    source = "Начальник колонии подписал приказ. Его вручили.\r\nВторой абзац.\r\n"
    content = source.encode(encoding)

    assert put(content, "Новый") == source.replace(
        source.splitlines()[0], "Новый"
    ).encode(encoding)


def test_letters_that_its_encoding_does_not_have_make_it_utf8():
    content = "Начальник колонии подписал приказ, его вручили.".encode("cp1251")

    assert put(content, "é") == "\ufeffé".encode()


def test_what_no_text_can_hold_does_not_come_into_it():
    assert put("a", "x\x00\ud800\x1b") == "x\ufffd\ufffd\ufffd".encode()


def test_the_imprint_stands_at_the_end():
    text = put("a\r\n", "b", imprint=["Unofficial", "Edition 1"])

    assert text == b"b\r\n\r\nUnofficial\r\n\r\nEdition 1\r\n"


@given(st.text("ab .-\n\r\t5)⟦", max_size=60))
def test_a_text_without_targets_is_the_same(source):
    content = source.encode()
    same = {record["key"]: record["text"] for record in read(content, {})}

    assert written(content, {}) == content
    assert written(content, {"targets": same}) == content


@given(st.text("ab .-\n\r\t5)", max_size=60))
def test_no_word_is_lost(source):
    words = "".join(texts(source)).replace("⟦", "").replace("⟧", "").replace("-", "")

    for letter in "ab":
        assert words.count(letter) == source.count(letter)
