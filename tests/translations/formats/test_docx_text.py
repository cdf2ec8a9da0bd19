"""What translators are shown of a Word document: its sentences, and tags in them."""

import pytest

from tests.translations.formats.word_files import (
    SECTION,
    box,
    docx,
    field,
    footnotes,
    instructed,
    left_out,
    mark,
    note_mark,
    p,
    parts,
    r,
    records,
    texts,
    written,
    xml,
)

BOLD = "<w:b/>"


def cell(*paragraphs, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


SENTENCES = {
    "runs that proof-readers cut are one": (
        p("The det", '<w:proofErr w:type="spellStart"/>', r("ai", "<w:noProof/>"),
          r("nee", '<w:lang w:val="ru-RU"/>'), " left."),
        "The detainee left.",
    ),
    "a style that changes nothing makes no tag": (
        p("The ", r("old", '<w:rStyle w:val="Plain"/>'), " cell."),
        "The old cell.",
    ),
    "bold by a style is bold": (
        p("The ", r("old", '<w:rStyle w:val="Strong"/>'), " cell."),
        "The ⟦1⟧old⟦/1⟧ cell.",
    ),
    "spaces at the edge of bold words stand outside": (
        p("The", r(" old ", BOLD), "cell."),
        "The ⟦1⟧old⟦/1⟧ cell.",
    ),
    "a paragraph that is bold as a whole has no tag": (
        p(r("All of ", BOLD), r("it.", BOLD)),
        "All of it.",
    ),
    "of a bold paragraph the italics are tagged": (
        p(r("All of ", BOLD), r("it", BOLD + "<w:i/>"), r(".", BOLD)),
        "All of ⟦1⟧it⟦/1⟧.",
    ),
    "sizes that a scanner doubts are one": (
        p(r("The ", '<w:sz w:val="21"/>'), r("old ", '<w:sz w:val="22"/>'),
          r("cell.", '<w:sz w:val="23"/>')),
        "The old cell.",
    ),
    "letters that are spaced for emphasis are tagged": (
        p("The ", r("old", '<w:spacing w:val="40"/>'), " cell."),
        "The ⟦1⟧old⟦/1⟧ cell.",
    ),
    "a mark of a note inside bold does not cut it": (
        p(r("No", BOLD), note_mark(2), r(" entry", BOLD), " here."),
        "⟦1⟧No⟦2/⟧ entry⟦/1⟧ here.",
    ),
    "a link is a pair, and its blue is of the link": (
        p("See ", '<w:hyperlink r:id="rId9">'
          + r("the list", '<w:color w:val="0000FF"/>') + "</w:hyperlink>", "."),
        "See ⟦1⟧the list⟦/1⟧.",
    ),
    "italics in a link are a pair in a pair": (
        p("See ", f'<w:hyperlink w:anchor="x">{r("the ")}{r("list", "<w:i/>")}'
          "</w:hyperlink>", "."),
        "See ⟦1⟧the ⟦2⟧list⟦/2⟧⟦/1⟧.",
    ),
    "the instruction of a field is no text": (
        p("Page ", field("PAGE", "3"), " of it."),
        "Page ⟦1/⟧ of it.",
    ),
    "a field in a field is one tag": (
        p("Dear ", mark("begin"), instructed("IF"), field("MERGEFIELD Sex", "f"),
          instructed('= "m" "Sir" "Madam"'), mark("separate"), r("all"), mark("end"),
          ", hello."),
        "Dear ⟦1/⟧, hello.",
    ),
    "a reference inside a link stays a tag": (
        p(mark("begin"), instructed('HYPERLINK "x"'), mark("separate"), "List ",
          field("REF _a", "7"), mark("end"), " is here."),
        "⟦1⟧List ⟦2/⟧⟦/1⟧ is here.",
    ),
    "an equation is a tag": (
        p("Let ", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", " be dry."),
        "Let ⟦1/⟧ be dry.",
    ),
    "a paragraph sign by number is a letter": (
        p("Under ", r(inner='<w:sym w:font="Arial" w:char="F0A7"/>'), " 3."),
        "Under § 3.",
    ),
    "a number that was typed before a tab stays outside": (
        p(r("12.", inner="<w:tab/><w:t>The cell.</w:t>")),
        "The cell.",
    ),
    "a letter that was typed before a tab may be another one elsewhere": (
        p(r("(a)", inner="<w:tab/><w:t>the cell;</w:t>")),
        "(a)⟦1/⟧the cell;",
    ),
    "a font is no format but that of a typewriter": (
        p(r("The ", '<w:rFonts w:ascii="Arial"/>'), "old ",
          r("cell", '<w:rFonts w:ascii="Courier New"/>'), "."),
        "The old ⟦1⟧cell⟦/1⟧.",
    ),
    "what a converter takes for black is black": (
        p(r("The ", '<w:color w:val="231F20"/>'), "old ",
          r("cell", '<w:color w:val="C00000"/>'), "."),
        "The old ⟦1⟧cell⟦/1⟧.",
    ),
    "a bold comma is a comma": (
        p("The old", r(",", BOLD), " cold cell."),
        "The old, cold cell.",
    ),
    "two words in bold with a plain comma between are two": (
        p("The ", r("old", BOLD), ", ", r("cold", BOLD), " cell."),
        "The ⟦1⟧old⟦/1⟧, ⟦2⟧cold⟦/2⟧ cell.",
    ),
    "a field that never ends swallows nothing": (
        p("Before ", mark("begin"), instructed("PAGE"), mark("separate"), "and after."),
        "Before and after.",
    ),
    "a ⟦ of the text is doubled": (p("A ⟦1⟧ here."), "A ⟦⟦1⟧ here."),
    "ruby keeps its base": (
        p(f"<w:r><w:ruby><w:rt>{r('x')}</w:rt><w:rubyBase>{r('Old')}</w:rubyBase>"
          "</w:ruby></w:r>", " cell."),
        "Old cell.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_is_one_text_however_it_is_formatted(body, text):
    assert texts(docx(body)) == [text]


def test_a_field_that_spreads_over_paragraphs_is_not_offered():
    contents = [
        p(mark("begin"), instructed("TOC"), mark("separate"), "The facts"),
        p("The law", field("PAGEREF _x", "2")),
        p(mark("end")),
    ]

    assert texts(docx("".join(contents) + p("The facts"))) == ["The facts"]


def test_words_behind_the_end_of_such_a_field_are():
    body = p(mark("begin"), instructed("INDEX"), mark("separate"), "cell, 3") + p(
        "order, 4", mark("end"), "After it."
    )

    assert texts(docx(body)) == ["After it."]


def test_of_any_other_field_over_paragraphs_the_result_is_text():
    body = p("A ", mark("begin"), instructed("INCLUDETEXT x"), mark("separate"), "b")
    body += p("c") + p("d", mark("end"), " e")

    assert texts(docx(body)) == ["A b", "c", "d e"]


def test_a_link_over_two_paragraphs_is_text_in_both():
    body = p("See ", mark("begin"), instructed('HYPERLINK "x"'), mark("separate"), "a")
    body += p("b", mark("end"), " and c.")

    assert texts(docx(body)) == ["See a", "b and c."]


def test_kinds_tell_where_a_paragraph_stands():
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("Title", properties='<w:pStyle w:val="Heading1"/>')
        + p("Point", properties=numbered)
        + p("Clause", properties='<w:pStyle w:val="Clause"/>')
        + p("No", properties='<w:pStyle w:val="Clause"/><w:numPr><w:numId w:val="0"/>'
            "</w:numPr>")
        + table(row(cell(p("Cell")), cell(p())))
        + p("Host", box(p("Box")))
        + p("Text", note_mark(2))
    )  # fmt: skip
    parts, relations = footnotes(p(r(inner="<w:footnoteRef/>"), " Note"))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="default" r:id="rId4"/></w:sectPr>'
    )
    parts |= {
        "word/header1.xml": xml("hdr", p("Head")),
        "word/footer1.xml": xml("ftr", p("Foot")),
    }
    relations += [("header", "header1.xml"), ("footer", "footer1.xml")]

    rows = records(docx(body, parts, relations, section))

    assert [(each["kind"], each["text"]) for each in rows] == [
        ("heading", "Title"), ("list", "Point"), ("list", "Clause"),
        ("paragraph", "No"), ("cell", "Cell"), ("paragraph", "Host"), ("box", "Box"),
        ("paragraph", "Text⟦1/⟧"), ("note", "Note"), ("header", "Head"),
        ("footer", "Foot"),
    ]  # fmt: skip
    assert len({each["key"] for each in rows}) == len(rows)


def test_tags_say_what_they_stand_for():
    body = p(
        r("A", BOLD), " b", note_mark(2), r("c", inner="<w:br/><w:t>d</w:t>"),
        r("", inner="<w:tab/>"), "e", field("PAGE", "1"), "f", box(p("g")),
        '<w:hyperlink w:anchor="x">' + r("h") + "</w:hyperlink>",
        r("", inner='<w:sym w:font="Wingdings" w:char="F0FE"/>'), "i",
        r("", inner="<w:pict><v:shape/></w:pict>"), "j",
    )  # fmt: skip

    tags = records(docx(body))[0]["tags"]

    assert list(tags.values()) == [
        "format", "note", "break", "tab", "field", "box", "link", "symbol", "picture",
    ]  # fmt: skip


def test_a_box_in_a_box_is_read_once():
    body = p("Outer.", box(p("Inner.", box(p("Innermost.")))))

    assert texts(docx(body)) == ["Outer.", "Inner.", "Innermost."]


def test_an_old_box_without_a_copy_is_read():
    content = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    pict = f"<w:r><w:pict><v:textbox>{content}</v:textbox></w:pict></w:r>"

    assert texts(docx(p("Text.", pict))) == ["Text.", "In a box."]


def test_a_cell_that_another_covers_is_not_read():
    merged = cell(p("old"), properties="<w:vMerge/>")
    body = table(
        row(cell(p("A"), properties='<w:vMerge w:val="restart"/>')), row(merged)
    )

    assert texts(docx(body + p())) == ["A"]


def test_a_row_that_is_hidden_is_not_read():
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell(p('old'))}</w:tr>"

    assert texts(docx(table(row(cell(p("A"))), hidden) + p())) == ["A"]


def test_the_key_of_a_paragraph_is_the_same_whatever_is_translated():
    content = docx(p("A") + p(box(p("B"))) + p("C"))
    keys = [each["key"] for each in records(content)]

    assert [each["key"] for each in records(written(content, ["А", "Б"]))] == keys


def test_hidden_text_is_not_read_but_told():
    hidden = docx(p("Shown", r(" secret", "<w:vanish/>"), "."))

    assert texts(hidden) == ["Shown."]
    assert left_out(hidden) == ["hidden"]
    assert left_out(docx(p("Shown."))) == []


def test_what_cannot_be_read_is_told():
    chart = {"word/charts/chart1.xml": "<c/>"}
    content = docx(
        p("A", r(inner='<w:pict><v:textpath string="DRAFT"/></w:pict>')),
        chart,
        [("chart", "charts/chart1.xml")],
    )

    assert left_out(content) == ["charts", "drawings"]


def test_the_description_of_a_picture_is_offered_where_it_stands():
    drawing = r(
        inner='<w:drawing><wp:inline><wp:docPr id="1" name="x" descr="The yard"/>'
        "</wp:inline></w:drawing>"
    )
    rows = records(docx(p("Before.") + p(drawing) + p("After.")))

    assert [(each["kind"], each["text"]) for each in rows] == [
        ("paragraph", "Before."), ("alt", "The yard"), ("paragraph", "After."),
    ]  # fmt: skip


def test_paragraphs_without_words_are_not_offered():
    assert texts(docx(p("* * *") + p(" ") + p(note_mark(2)) + p("—") + p("12"))) == [
        "12"
    ]


def test_notes_come_in_the_order_of_their_marks_and_only_those():
    parts, relations = footnotes(*(p(f"Note {n}.") for n in (2, 3, 4)))
    body = p("A", note_mark(4), " b", note_mark(2), ".")

    assert texts(docx(body, parts, relations))[1:] == ["Note 4.", "Note 2."]


def test_a_header_of_two_sections_is_read_once():
    reference = '<w:headerReference w:type="default" r:id="rId2"/>'
    section = f"<w:sectPr>{reference}</w:sectPr>"
    body = p("One") + p(properties=section) + p("Two")
    parts = {"word/header1.xml": xml("hdr", p("Head"))}

    content = docx(body, parts, [("header", "header1.xml")], section)

    assert texts(content) == ["One", "Two", "Head"]
    assert texts(docx(body.replace(section, ""), parts, [("header", "header1.xml")],
                      SECTION)) == ["One", "Two"]  # fmt: skip


def test_words_in_the_numbers_that_word_makes_are_text_and_come_out_in_place():
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    levels = {"3": ("decimal", "Article %1"), "4": ("decimal", "Annex %1"),
              "5": ("decimal", "%1."), "6": ("bullet", "oo")}  # fmt: skip
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt'
        f' w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for n, (kind, text) in levels.items()
    ) + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in levels
    )
    listed = "".join(
        p("Dry.", properties=numbered.replace('"3"', f'"{n}"')) for n in ("5", "6")
    )
    content = docx(
        p("The cells.", properties=numbered) + listed,
        {"word/numbering.xml": xml("numbering", numbering)},
        [("numbering", "numbering.xml")],
    )

    *_others, label = records(content)

    assert (label["kind"], label["text"]) == ("label", "Article ⟦1/⟧")
    assert label["tags"] == {"1": "field"}
    assert "Annex" not in "".join(texts(content))  # no paragraph is numbered so
    after = written(content, {label["key"]: "Статья ⟦1/⟧"})
    assert 'w:val="Статья %1"' in parts(after)["word/numbering.xml"].decode()
    assert 'w:val="Annex %1"' in parts(after)["word/numbering.xml"].decode()
