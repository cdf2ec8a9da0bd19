"""`manage.py segment FILE LANGUAGE`, by which sentences are tried from outside."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def lines_of(path, language):
    output = StringIO()
    call_command("segment", str(path), language, stdout=output)
    return output.getvalue().splitlines()


def test_a_file_is_printed_a_sentence_a_line(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("Дело по п. 1 ст. 6. Оно старое.\nВторое дело.\n", "utf-8")
    page = tmp_path / "page.html"
    page.write_text("<p>The <b>first</b> one.<br>The second.</p><p>The third.")

    assert lines_of(text, "ru") == [
        "Дело по п. 1 ст. 6.",
        "Оно старое.",
        "Второе дело.",
    ]
    assert lines_of(page, "en") == ["The first one.", "The second.", "The third."]


def test_the_name_of_a_text_may_end_in_anything(tmp_path):
    text = tmp_path / "sentences.tsv"
    text.write_text("One was. Two were.")

    assert lines_of(text, "en") == ["One was.", "Two were."]


def test_what_cannot_be_read_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        lines_of(tmp_path / "nothing.txt", "en")
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="PDF"):
        lines_of(tmp_path / "a.txt", "en")
