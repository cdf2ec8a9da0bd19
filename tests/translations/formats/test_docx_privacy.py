"""What a document tells of those who wrote it does not go out with the translation."""

import re

from tests.translations.formats.word_files import (
    OFFICE,
    PACKAGE,
    body_of,
    docx,
    footnotes,
    mark,
    note_mark,
    p,
    parts,
    r,
    relationships,
    written,
    xml,
)

CANARY = "Karla Kanarie"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<dc:title>{CANARY}</dc:title><dc:creator>{CANARY}</dc:creator>"
    f"<cp:lastModifiedBy>{CANARY}</cp:lastModifiedBy></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'extended-properties"><Company>{CANARY}</Company></Properties>'
)
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'custom-properties"><property name="{CANARY}"/></Properties>'
)


def paragraphs():
    """A body that names Karla wherever Word would."""
    comment = '<w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/>' + r(
        inner='<w:commentReference w:id="1"/>'
    )
    change = f'<w:rPrChange w:id="3" w:author="{CANARY}"><w:rPr/></w:rPrChange>'
    body = (
        p(comment.format(r("Translated.", f"<w:b/>{change}")))
        + p(comment.format(r("1 (untouched)", change)))
        + p("Page ", mark("begin"), mark("end"))
    )
    return body.replace("<w:r>", '<w:r w:rsidR="00AB12CD">')


def settings_part():
    return xml(
        "settings",
        f'<w:attachedTemplate r:id="rId0"/><w:trackRevisions/><w:docVars><w:docVar '
        f'w:name="x" w:val="{CANARY}"/></w:docVars><w:rsids><w:rsid w:val="00AB12CD"/>'
        "</w:rsids>",
    )


def relations_of(kind, target, more=""):
    return relationships([(f"{OFFICE}/{kind}", target, more)])


def document():
    """One that names her also in other parts."""
    data = f"<data>{CANARY}</data>"
    template = f"file:///C:/{CANARY}.dotx"
    more = {
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "docProps/custom.xml": CUSTOM,
        "docProps/thumbnail.jpeg": CANARY,
        "word/comments.xml": xml("comments", CANARY),
        "word/people.xml": xml("people", CANARY),
        "word/settings.xml": settings_part(),
        "word/_rels/settings.xml.rels": relations_of(
            "attachedTemplate", template, 'TargetMode="External"'
        ),
        "word/printerSettings1.bin": CANARY,
        "customXml/item1.xml": data,
        "customXml/itemProps1.xml": data,
        "customXml/_rels/item1.xml.rels": relations_of(
            "customXmlProps", "itemProps1.xml"
        ),
    }
    relations = [
        ("comments", "comments.xml"),
        ("people", "people.xml"),
        ("printerSettings", "printerSettings1.bin"),
        ("customXml", "../customXml/item1.xml"),
    ]
    of_package = [
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{OFFICE}/extended-properties", "docProps/app.xml"),
        (f"{OFFICE}/custom-properties", "docProps/custom.xml"),
        (f"{PACKAGE}/relationships/metadata/thumbnail", "docProps/thumbnail.jpeg"),
    ]
    return docx(paragraphs(), more, relations, package_relations=of_package)


def whole(content):
    return b" ".join([*parts(content).values(), *map(str.encode, parts(content))])


def test_nobody_who_wrote_it_is_named():
    assert whole(document()).count(CANARY.encode()) > 10

    target = written(document(), ["Переведено."], clean="1")

    assert CANARY.encode() not in whole(target)
    for trace in (b"rsid", b"omment", b"people", b"rPrChange", b"trackRevisions",
                  b"thumbnail", b"customXml", b"printerSettings", b"dotx"):  # fmt: skip
        assert trace not in whole(target), trace


def test_every_relation_that_is_left_leads_somewhere():
    target = parts(written(document(), ["Переведено."], clean="1"))

    for name, content in target.items():
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for target_name in re.findall(r'Target="([^"]+)"', content.decode()):
            assert f"{folder}/{target_name}".lstrip("/") in target


def test_title_and_language_are_those_of_the_translation():
    target = parts(written(document(), ["Переведено."], clean="1", title="Отчёт"))

    core = target["docProps/core.xml"].decode()
    assert "<dc:title>Отчёт</dc:title><dc:language>ru-RU</dc:language>" in core


def test_without_being_asked_nothing_is_taken_out():
    content = document()

    assert parts(written(content, language="")) == parts(content)


def test_no_day_is_told_by_the_archive():
    assert b"1980" not in whole(document())  # the day is in the archive, not in a part
    first, second = (written(document(), ["А."], clean="1") for _each in range(2))

    assert first == second


def test_hidden_words_do_not_go_out_where_nothing_is_translated():
    body = p("Shown", r("secret", "<w:vanish/>")) + p(
        r("hid", '<w:rStyle w:val="Hid"/>')
    )

    target = body_of(written(docx(body), ["Видно"], clean="1"))

    assert "secret" not in target
    assert "hid" not in re.findall("<w:t>(.*?)</w:t>", target)


def test_a_note_whose_mark_was_struck_out_goes_with_it():
    added, relations = footnotes(p("Struck."), p("Kept."))
    struck = '<w:del w:id="1">' + note_mark(2) + "</w:del>"
    content = docx(p("A", struck, note_mark(3), "."), added, relations)

    target = written(content, {}, clean="1", as_final="1")

    notes = body_of(target, "word/footnotes.xml")
    assert "Struck." not in notes
    assert "Kept." in notes
