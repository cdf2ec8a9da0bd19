"""The documents of the trial inputs, each for one trap of Word.

`../shared/data` is not part of the project, so that where it is not beside the checkout
these tests say that they were skipped; the traps are also made by hand beside them.
"""

import pytest
from django.conf import settings
from lxml import etree

from tests.translations.formats.word_files import body_of, parts, records, written

CASES = settings.BASE_DIR.parent / "shared" / "data" / "cases" / "translations"
pytestmark = pytest.mark.skipif(
    not (CASES / "runs.docx").exists(),
    reason="the trial inputs are not beside this checkout",
)
TEXTS = {
    "comments": ["The sum of 12,000 roubles was paid."],
    "content-controls": [
        "Report on the visit",
        "The visit took place at ⟦1⟧Colony No. 5⟦/1⟧ in May.",
        "Region", "Number", "Lesnaya", "12", "Dolnaya", "7",
        "Outer and inner control.",
        "A plain line.",
        "Type of regime: ⟦1⟧strict⟦/1⟧",
        "Click to enter text",
    ],
    "fields": [
        "The facts",
        "See paragraph ⟦1/⟧ and page ⟦2/⟧.",
        "The ⟦1⟧full list⟦/1⟧ is public.",
        "Seen by ⟦1/⟧ on arrival.",
        "Detention⟦1/⟧ is an exception.",
        "Institution: ⟦1⟧Colony No. 5⟦/1⟧",
        "Dear ⟦1/⟧, thank you.",
        "The number is 14.",
    ],
    "format-over-sentences": [
        "⟦1⟧Stop. Do not enter⟦/1⟧ the yard.",
        "He said no. She agreed.",
    ],
    "headers": [
        "Body of section one.", "Body of section two.", "Annual report",
        "First page only", "Even pages", "Name", "Date", "Page ⟦1/⟧ of ⟦2/⟧",
    ],
    "hidden": ["The order was served.", "Visible again.", "1st item of the list"],
    "hyphens-spaces": [
        "Rules 14\u201116 apply to readmission; see Form A\u20113.",
        "Переписка по делу №\u00a05 хранится 5\u202fлет.",
        "Telephone:⟦1/⟧5-12",
        "First line.⟦1/⟧Second line goes on.",
        "On the next page.",
        "Broken over two lines in the XML.",
    ],
    "notes": [
        "The Court recalled its case-law.⟦1/⟧ It found no breach,⟦2/⟧ and the file was "
        "closed.",
        "Starred text⟦1/⟧ here.",
        "Final.⟦1/⟧",
        "See ⟦1⟧Lozovan⟦/1⟧, cited above, § 12.",
        "Contra: a dissent.",
        "Compare note 1.",
        "Ibid.",
        "Own mark.",
        "Adopted unanimously.",
    ],
    "numbering": [
        "The State shall:", "build;", "repair.", "(c)⟦1/⟧heat the cells.",
        "3. The cells shall be dry.", "The last.",
    ],
    "other-main-part": ["The main part is not called document.xml."],
    "runs": [
        "The detainee was transferred to another colony.",
        "A blanket was given.",
        "Scanned and recognised text.",
        "The ⟦1⟧Commission⟦/1⟧ agreed.",
        "⟦1⟧Not⟦/1⟧ bold here.",
    ],
    "smarttags": [
        "The prison at Verkhnelesk held 30 persons in a cell of 12 m⟦1⟧2⟦/1⟧ until 7 "
        "September 2017.",
        "Its governor, Colonel P. Ustalov, was absent.",
    ],
    "symbols-in-fonts": [
        "Under § 14 the answer is ⟦1/⟧ yes, ⟦2/⟧ no.",
        "It was 30 °C in the cell.",
        "The angle ⟦1/⟧ was drawn.",
        "a dry cell;",
    ],
    "tables": [
        "Period", "Place", "from", "to", "May", "June", "Inner A", "Inner B",
        "After the inner table.", "late start", "End.",
    ],
    "textbox": [
        "The governor⟦1/⟧ signed the order on 3 May.",
        "Notice board.",
        "Visits on Sunday only. Bring a passport.",
        "Cell text.",
        "In the cell box.",
        "Other cell.",
        "After the boxes.",
    ],
    "tracked-simple": ["He was held for six days."],
}  # fmt: skip
each_case = pytest.mark.parametrize("name", TEXTS)


def case(name):
    options = {"as_final": "1"} if name.startswith("tracked") else {}
    return (CASES / f"{name}.docx").read_bytes(), options


def canonical(content):
    """{name: canonical XML} of the parts."""
    return {
        name: etree.tostring(etree.fromstring(part), method="c14n")
        for name, part in parts(content).items()
    }


@each_case
def test_a_document_is_read_in_the_order_of_somebody_who_reads_it(name):
    content, options = case(name)

    assert [each["text"] for each in records(content, **options)] == TEXTS[name]


@each_case
def test_without_a_target_every_part_comes_back_as_it_was(name):
    content, _options = case(name)

    again = (
        written(content, language="", as_final="")
        if name != "tracked-simple"
        else (content)
    )

    assert canonical(again) == canonical(content)


@each_case
def test_what_is_written_says_the_same_as_what_was_read(name):
    content, options = case(name)
    source = records(content, **options)
    targets = {each["key"]: each["text"] for each in source}

    target = written(content, targets, clean="1", **options)

    assert records(target) == source
    assert b"Inv." not in b"".join(parts(target).values())  # authors of the inputs


def test_every_mark_of_a_note_keeps_its_note_when_sentences_change_places():
    content, _options = case("notes")

    target = written(content, ["Дело закрыто,⟦2/⟧ и Суд напомнил.⟦1/⟧"])

    body = body_of(target)
    assert body.index('footnoteReference w:id="5"') < body.index('Reference w:id="2"')
    assert body.count("footnoteReference w:id") == 3
    assert body_of(target, "word/footnotes.xml").count("<w:footnoteRef/>") == 3


def test_both_copies_of_a_text_box_carry_the_translation():
    content, _options = case("textbox")

    target = body_of(written(content, ["А⟦1/⟧ б.", "Доска.", "Только в воскресенье."]))

    assert target.count("Доска.") == target.count("Только в воскресенье.") == 2
    assert "Notice board" not in target
    assert "mc:Fallback" in target


def test_the_structure_of_tables_and_the_empty_numbered_paragraph_stay():
    for name, marks in (
        ("tables", ["gridSpan", "vMerge", "gridBefore", "<w:tc>"]),
        ("numbering", ["numPr", "<w:p>"]),
    ):
        content, _options = case(name)
        target = written(content, TEXTS[name], clean="1")
        for each in marks:
            assert body_of(target).count(each) == body_of(content).count(each)


def test_a_comment_goes_with_all_that_points_at_it():
    content, _options = case("comments")

    target = written(content, ["Сумма выплачена."], clean="1")

    assert "comment" not in " ".join(parts(target)).lower()
    assert b"omment" not in b"".join(parts(target).values())


def test_a_smart_tag_never_leaves_its_properties_behind():
    content, _options = case("smarttags")

    target = body_of(written(content, ["Камера 12 м⟦1⟧2⟦/1⟧."]))

    assert "smartTag" not in target


def test_bold_over_the_end_of_a_sentence_comes_out_bold_in_both():
    content, _options = case("format-over-sentences")

    target = body_of(written(content, ["⟦1⟧Стой.⟦/1⟧ ⟦1⟧Не входить⟦/1⟧ во двор."]))

    assert "<w:r><w:rPr><w:b/></w:rPr><w:t>Стой.</w:t></w:r>" in target
    assert "<w:r><w:rPr><w:b/></w:rPr><w:t>Не входить</w:t></w:r>" in target
