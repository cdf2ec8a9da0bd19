"""A Word document that cannot be read is refused whole, in one sentence."""

import io
import zipfile

import pytest

from officials.imports.unreadable_files import RefusedFile
from tests.translations.formats.word_files import WORD, docx, p, packed, parts, xml
from translations.formats import files

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def changed(**replaced):
    """A sound document, some of its parts replaced; None takes one out."""
    names = {"document": "word/document.xml", "types": "[Content_Types].xml",
             "rels": "_rels/.rels", "macros": "word/vbaProject.bin"}  # fmt: skip
    content = parts(docx(p("A.")))
    for name, text in replaced.items():
        content[names[name]] = text
    return packed({name: text for name, text in content.items() if text is not None})


def types():
    return parts(docx(p("A.")))["[Content_Types].xml"].decode()


def swollen():
    return changed(document=xml("document", f"<w:body>{' ' * 50_000_000}</w:body>"))


def twice():
    stream = io.BytesIO(docx(p("A.")))
    with (
        zipfile.ZipFile(stream, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr("word/document.xml", "<x/>")
    return stream.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{}'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>{}'
)
TEXT = xml("document", f"<w:body>{p('&{};')}</w:body>").partition("?>")[2]
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
FILES = {
    "a zip bomb": (swollen, "docx swells"),
    "macros": (lambda: changed(macros="x"), "docx macros"),
    "a type with macros": (
        lambda: changed(
            types=types().replace(
                f"{WORD}.document.main",
                "application/vnd.ms-word.document.macroEnabled.main",
            )
        ),
        "docx macros",
    ),
    "a password": (
        lambda: COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "docx password",
    ),
    "an old document": (lambda: COMPOUND + bytes(2000), "doc"),
    "RTF": (lambda: rb"{\rtf1 A.}", "rtf"),
    "PDF": (lambda: b"%PDF-1.7 ...", "pdf"),
    "HTML": (lambda: b"<html>A.</html>", "docx other"),
    "a workbook": (
        lambda: packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}),
        "docx other",
    ),
    "an archive": (lambda: packed({"a.txt": "A."}), "docx other"),
    "half a file": (lambda: docx(p("A."))[:700], "docx damaged"),
    "a part twice": (twice, "docx damaged"),
    "no text": (lambda: changed(document=None), "docx other"),
    "an entity": (
        lambda: changed(document=ENTITY.format(TEXT.replace("{}", "a"))),
        "docx doctype",
    ),
    "a billion laughs": (
        lambda: changed(document=LAUGHS.format(TEXT.replace("{}", "c"))),
        "docx doctype",
    ),
    "half a letter": (
        lambda: changed(document=xml("document", f"<w:body>{p('&#xD800;')}</w:body>")),
        "docx damaged",
    ),
    "NUL": (
        lambda: changed(document=xml("document", f"<w:body>{p('a')}</w:body>\x00")),
        "docx damaged",
    ),
    "the strict kind": (
        lambda: changed(
            rels=parts(docx(p("A.")))["_rels/.rels"]
            .decode()
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                "officeDocument",
                STRICT,
            )
        ),
        "docx strict",
    ),
    "tracked changes": (
        lambda: docx(p('<w:del w:id="1"/>', "A.")),
        "docx tracked",
    ),
    "a table without an end": (
        lambda: docx(
            "<w:tbl><w:tr><w:tc>" * 90 + p("A.") + "</w:tc></w:tr></w:tbl>" * 90
        ),
        "docx damaged",
    ),
}


@pytest.mark.parametrize(("make", "reason"), FILES.values(), ids=FILES)
def test_what_cannot_be_read_gets_its_sentence(make, reason):
    content = make()

    with pytest.raises(RefusedFile) as error:
        files.read(files.kind_of("judgment.docx", content), content)

    assert error.value.reason == reason
    assert error.value.messages[0].endswith(".")


def test_a_pdf_is_told_where_word_is():
    with pytest.raises(RefusedFile, match="HUDOC also offer Word: take that"):
        files.kind_of("judgment.pdf", b"%PDF-1.4")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("A.DOCX", b"PK\x03\x04", "docx"),
        ("a.txt", b"PK\x03\x04", "docx"),
        ("a.htm", b"<p>A", "html"),
        ("a.md", b"# A", "markdown"),
        ("a.txt", b"A", "text"),
        ("a.html", rb"{\rtf1", "docx"),
    ],
)
def test_the_kind_of_a_file_is_seen_by_how_it_begins(name, content, kind):
    assert files.kind_of(name, content) == kind


def test_what_is_none_of_our_kinds_is_told_which_are():
    with pytest.raises(RefusedFile, match="Word"):
        files.kind_of("a.odt", b"A")


def test_a_document_goes_in_and_out_by_the_door():
    content = docx(
        p("The ", "<w:r><w:rPr><w:b/></w:rPr><w:t>old</w:t></w:r>", " cell.")
    )

    text = files.read("docx", content)
    target = files.write(
        "docx", content, {text.paragraphs[0].key: "⟦1⟧Старая⟦/1⟧ камера."}, "ru"
    )

    assert text.left_out == []
    assert text.paragraphs[0].text == "The ⟦1⟧old⟦/1⟧ cell."
    assert text.paragraphs[0].tags == {"1": "format"}
    assert not text.paragraphs[0].locked
    assert files.read("docx", target).paragraphs[0].text == "⟦1⟧Старая⟦/1⟧ камера."


def test_tracked_changes_are_taken_as_final_if_one_says_so():
    content = docx(p("A", '<w:ins w:id="1"><w:r><w:t>B</w:t></w:r></w:ins>', "."))

    text = files.read("docx", content, as_final=True)
    target = files.write("docx", content, {}, "ru", as_final=True)

    assert text.paragraphs[0].text == "AB."
    assert files.read("docx", target).paragraphs[0].text == "AB."
