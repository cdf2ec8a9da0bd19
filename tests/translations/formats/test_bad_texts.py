"""Files of texts as nobody should bring them, through the door that all come by."""

import pytest

from officials.imports.reader_process import records_of
from officials.imports.unreadable_files import RefusedFile
from translations.formats import files
from translations.formats.readers.limits import LIMITS, SHELF

PLAIN = ("html", "markdown", "text")


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 a zip", "kind"),
        (b"%PDF-1.7", "kind"),
        (b"some words\x00and more words of it" * 9, "text nul"),
        (b"\xff\xfea", "text damaged"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_in_words(kind, content, reason):
    with pytest.raises(RefusedFile) as error:
        files.read(kind, content)

    assert error.value.reason == reason


@pytest.mark.parametrize("kind", PLAIN)
def test_half_letters_and_marks_of_direction_go_through(kind):
    content = b"a \xed\xa0\x80 b \xe2\x80\xaec\xe2\x81\xa6d\xe2\x81\xa9\n"

    (paragraph,) = files.read(kind, content).paragraphs
    same = files.write(kind, content, {}, "ru")

    assert "\u202ec\u2066d\u2069" in paragraph.text
    assert "\ufffd" in paragraph.text
    assert same == content


@pytest.mark.parametrize("kind", PLAIN)
def test_an_empty_file_says_nothing(kind):
    assert files.read(kind, b"").paragraphs == []
    assert files.write(kind, b"", {"1": "x"}, "ru") == b""


@pytest.mark.parametrize("kind", PLAIN)
def test_a_target_is_words_whatever_stands_in_it(kind):
    target = "<script>alert('x')</script> & [a](javascript:b) ⟦9⟧ ⟦8/⟧\x00\ud800"

    content = files.write(kind, b"words\n", {"1": target}, "ru")
    (paragraph,) = files.read(kind, content).paragraphs

    assert " ".join(paragraph.text.split()) == (
        "<script>alert('x')</script> & [a](javascript:b) \ufffd\ufffd"
    )


@pytest.mark.parametrize("kind", PLAIN)
def test_a_paragraph_beyond_all_measure_is_refused_in_words(kind):
    size = LIMITS[kind].text + 1

    with pytest.raises(RefusedFile, match="paragraph of this file is too long"):
        files.read(kind, b"a" * size)


@pytest.mark.parametrize("kind", [*PLAIN, "html-write", "memory"])
def test_a_file_of_more_than_20_mb_is_not_begun(kind):
    content = b"a" * (LIMITS[kind].size + 1)

    with pytest.raises(RefusedFile, match="too large: 20 MB"):
        records_of(kind, content, shelf=SHELF)


def test_a_text_of_too_many_lines_is_refused_in_words():
    with pytest.raises(RefusedFile, match="has more than"):
        files.read("text", b"a\n\n" * 600_000)
