"""Other programs open what we write: a library for Word, an office if there is one."""

import io
import shutil
import subprocess

import docx as witness
import pytest

from tests.translations.formats.word_files import (
    box,
    docx,
    field,
    footnotes,
    note_mark,
    p,
    r,
    texts,
    written,
)

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def document():
    """A heading, a table, a note, a box, fields, a link, a bold word in a sentence."""
    cells = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("Region", "Lesnaya"))
    body = (
        p("The facts", properties='<w:pStyle w:val="Heading1"/>')
        + p("The ", r("old", "<w:b/>"), " cell", note_mark(2), ", page ",
            field("PAGE", "1"), box(p("In a box.")), ".")
        + f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>"
        + p("The end.")
    )  # fmt: skip
    parts, relations = footnotes(p(r(inner="<w:footnoteRef/>"), " Ibid."))
    return docx(body, parts, relations)


def translated():
    targets = ["Факты", "⟦1⟧Старая⟦/1⟧ камера⟦2/⟧, с. ⟦3/⟧⟦4/⟧.", "В рамке.",
               "Регион", "Лесная", "Конец.", "Там же."]  # fmt: skip
    return written(
        document(), targets, clean="1", imprint=["Неофициальный перевод"],
        notes=[{"key": "word/document.xml#0", "text": "Так"}], label="прим. пер.",
    )  # fmt: skip


def test_the_library_for_word_reads_what_we_write():
    read = witness.Document(io.BytesIO(translated()))

    assert [paragraph.text for paragraph in read.paragraphs] == [
        "Факты", "Старая камера, с. 1.", "Конец.", "Неофициальный перевод",
    ]  # fmt: skip
    assert read.paragraphs[0].style.name == "Heading 1"
    assert read.paragraphs[1].runs[0].bold
    assert [cell.text for cell in read.tables[0].rows[0].cells] == ["Регион", "Лесная"]


def test_what_the_library_for_word_writes_is_read():
    made = witness.Document()
    made.add_heading("The facts", 1)
    paragraph = made.add_paragraph("The ")
    paragraph.add_run("old").bold = True
    paragraph.add_run(" cell.")
    made.add_paragraph("dry;", style="List Bullet")
    made.add_table(1, 2).rows[0].cells[0].text = "Region"
    made.sections[0].footer.paragraphs[0].text = "Foot"
    stream = io.BytesIO()
    made.save(stream)

    assert texts(stream.getvalue()) == [
        "The facts", "The ⟦1⟧old⟦/1⟧ cell.", "dry;", "Region", "Foot",
    ]  # fmt: skip


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice is installed here")
def test_an_office_opens_what_we_write_and_says_the_same(tmp_path):
    (tmp_path / "translation.docx").write_bytes(translated())
    command = [OFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
               "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path),
               str(tmp_path / "translation.docx")]  # fmt: skip

    subprocess.run(command, check=True, capture_output=True, timeout=180)

    text = (tmp_path / "translation.txt").read_text(encoding="utf-8")
    for words in ("Факты", "Старая камера", "Регион", "Конец.", "Неофициальный"):
        assert words in text
