"""What a translation looks like in Word: the source, its words those of the target."""

import re

import pytest

from tests.translations.formats.word_files import (
    body_of,
    box,
    docx,
    field,
    footnotes,
    instructed,
    mark,
    note_mark,
    p,
    packed,
    parts,
    r,
    records,
    texts,
    written,
    xml,
)

BOLD = "<w:b/>"
LINK = f'<w:hyperlink r:id="rId9">{r("list", "<w:u/>")}</w:hyperlink>'


def paragraph_of(content):
    """The XML inside the first paragraph."""
    return re.search(r"<w:p>(.*?)</w:p>", body_of(content), re.DOTALL)[1]


def test_words_keep_their_format_in_another_order():
    target = written(
        docx(p("The ", r("old", BOLD), " ", r("cell", "<w:i/>"), ".")),
        ["⟦2⟧Камера⟦/2⟧ ⟦1⟧старая⟦/1⟧."],
    )

    assert paragraph_of(target) == (
        "<w:r><w:rPr><w:i/></w:rPr><w:t>Камера</w:t></w:r><w:r><w:t> </w:t></w:r>"
        "<w:r><w:rPr><w:b/></w:rPr><w:t>старая</w:t></w:r><w:r><w:t>.</w:t></w:r>"
    )


def test_a_format_that_the_target_lacks_is_dropped():
    target = written(docx(p("The ", r("old", BOLD), " cell.")), ["Старая камера."])

    assert paragraph_of(target) == "<w:r><w:t>Старая камера.</w:t></w:r>"


@pytest.mark.parametrize(
    ("lost", "stays"),
    [
        (note_mark(2), '<w:footnoteReference w:id="2"/>'),
        (field("REF _a", "7"), "<w:instrText> REF _a </w:instrText>"),
        (r(inner="<w:pict><v:shape/></w:pict>"), "<v:shape/>"),
        (LINK, '<w:hyperlink r:id="rId9">'),
        (box(p("Box.")), "<w:txbxContent>"),
    ],
)
def test_what_must_not_be_lost_stays_at_the_end(lost, stays):
    target = paragraph_of(written(docx(p("One ", lost, " two.")), ["Один два."]))
    whole = body_of(written(docx(p("One ", lost, " two.")), ["Один два."]))

    assert target.startswith("<w:r><w:t>Один два.</w:t></w:r>")
    assert stays in whole


def test_the_same_pair_twice_is_two_pairs():
    content = docx(p("See ", LINK, "."))

    target = paragraph_of(written(content, ["⟦1⟧Список.⟦/1⟧ ⟦1⟧Другой⟦/1⟧."]))

    assert target.count('<w:hyperlink r:id="rId9">') == 2
    assert "<w:u/></w:rPr><w:t>Список.</w:t>" in target


def test_a_note_twice_is_one_note():
    target = written(docx(p("One", note_mark(2), ".")), ["Один⟦1/⟧ два⟦1/⟧."])

    assert body_of(target).count("footnoteReference") == 1


@pytest.mark.parametrize(
    "text", ["⟦1⟧а ⟦2⟧б⟦/1⟧ в⟦/2⟧", "⟦1⟧а б", "а⟦/1⟧ б", "⟦9⟧а⟦/9⟧ б⟦8/⟧", "⟦1/⟧а б"]
)
def test_tags_that_are_crossed_open_or_unknown_lose_no_word(text):
    content = docx(p("The ", r("old", BOLD), " ", LINK, "."))

    words = "".join(re.findall(r"<w:t>(.*?)</w:t>", body_of(written(content, [text]))))

    assert words.startswith(re.sub("⟦.*?⟧", "", text))


def test_a_field_with_a_result_is_around_the_new_words():
    body = p("The ", mark("begin"), instructed('HYPERLINK "x"'), mark("separate"),
             r("list", "<w:u/>"), mark("end"), " is here.")  # fmt: skip

    target = paragraph_of(written(docx(body), ["Вот ⟦1⟧список⟦/1⟧."]))

    kinds = re.findall(r'fldCharType="(\w+)"|<w:t>(.*?)</w:t>', target)
    assert ["".join(each) for each in kinds] == [
        "Вот ", "begin", "separate", "список", "end", ".",
    ]  # fmt: skip


def test_a_bookmark_stays_around_what_references_repeat():
    start = '<w:bookmarkStart w:id="7" w:name="_Ref7"/>'
    body = p("The number is ", start, "14", '<w:bookmarkEnd w:id="7"/>', ".")

    target = paragraph_of(written(docx(body), ["№ 14 таков."]))
    other = paragraph_of(written(docx(body), ["Четырнадцать."]))

    assert f"{start}<w:r><w:t>14</w:t></w:r><w:bookmarkEnd" in target
    assert other.startswith(start)
    assert other.endswith('<w:bookmarkEnd w:id="7"/>')


def test_both_copies_of_a_box_and_of_a_box_in_it_carry_the_words():
    content = docx(p("A", box(p("Inner.", box(p("Deep."))))))

    target = body_of(written(content, ["А", "Внутри.", "Глубоко."]))

    assert target.count("Внутри.") == 2
    assert target.count("Глубоко.") == 4
    assert "Inner" not in target
    assert "Deep" not in target


def test_a_copy_of_a_box_that_is_another_is_made_the_same():
    content = docx(p("A", box(p("One."), p("Two."))))
    old = parts(content)["word/document.xml"].decode()
    start, fallback = old.split("<mc:Fallback>")
    files = parts(content) | {
        "word/document.xml": start
        + "<mc:Fallback>"
        + fallback.replace(p("Two."), "", 1)
    }

    target = body_of(written(packed(files), ["А", "Один.", "Два."]))

    assert target.count("Один.") == target.count("Два.") == 2
    assert "One." not in target


def test_hyphens_tabs_and_lines_are_elements_of_word():
    target = paragraph_of(written(docx(p("A.")), ["14\u201116\tа\nб"]))

    assert target == (
        "<w:r><w:t>14</w:t><w:noBreakHyphen/><w:t>16</w:t><w:tab/><w:t>а</w:t><w:br/>"
        "<w:t>б</w:t></w:r>"
    )


def test_spaces_are_kept_as_word_wants_to_be_told():
    content = docx('<w:p><w:r><w:t>The </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>old'
                   "</w:t></w:r><w:r><w:t> cell.</w:t></w:r></w:p>")  # fmt: skip

    target = parts(written(content, ["Вот ⟦1⟧старая⟦/1⟧ камера."]))

    main = target["word/document.xml"].decode()
    assert main.count("<w:t ") == main.count('xml:space="preserve"') == 3


def test_what_no_xml_holds_is_replaced():
    target = written(docx(p("A.")), ["а\x00б\ud800в\x0bг"])

    assert texts(target) == ["а\ufffdб\ufffdв\ufffdг"]


def test_an_empty_target_changes_nothing():
    content = docx(p("The ", r("old", BOLD), " cell."))

    assert paragraph_of(written(content, ["  "])) == paragraph_of(content)


def test_a_control_is_bound_to_no_data_any_more():
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr><w:sdtContent>{}'
        "</w:sdtContent></w:sdt>"
    )
    content = docx(p("A ", control.format(r("title")), ".") + control.format(p("B.")))

    target = body_of(written(content, ["⟦1⟧Имя⟦/1⟧.", "Б."]))

    assert "dataBinding" not in target
    assert target.count("<w:sdt>") == 2


# language and fonts


def test_the_language_is_that_of_the_target():
    content = docx(p(r("A.", '<w:noProof/><w:lang w:val="en-GB"/>')))

    target = parts(written(content, ["А."], language="ru"))

    main = target["word/document.xml"].decode()
    assert '<w:lang w:val="ru-RU"/>' in main
    assert "noProof" not in main
    assert '<w:lang w:val="ru-RU"/>' in target["word/styles.xml"].decode()
    assert "en-GB" not in target["word/styles.xml"].decode()


def test_a_font_without_the_letters_gives_way():
    fonts = xml(
        "fonts",
        '<w:font w:name="Known"><w:family w:val="swiss"/><w:sig w:usb0="00000003"/>'
        '</w:font><w:font w:name="Wide"><w:sig w:usb0="00000203"/></w:font>',
    )
    look = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    body = "".join(
        p(r("A.", look.format(font))) for font in ("Known", "Wide", "Gill Sans MT")
    )
    content = docx(
        body, {"word/fontTable.xml": fonts}, [("fontTable", "fontTable.xml")]
    )

    russian = body_of(written(content, ["А.", "Б.", "В."], language="ru"))
    french = body_of(written(content, ["A.", "B.", "C."], language="fr"))

    assert re.findall('w:ascii="(.*?)"', russian) == ["Arial", "Wide", "Arial"]
    assert re.findall('w:ascii="(.*?)"', french) == ["Known", "Wide", "Gill Sans MT"]


def test_a_language_from_right_to_left_is_written_so():
    target = body_of(written(docx(p("A.")), ["ا."], language="ar"))

    assert "<w:pPr><w:bidi/></w:pPr>" in target
    assert "<w:rtl/>" in target


# contents, notes of the translator, imprint


def test_contents_and_references_are_worked_out_anew_and_nothing_else():
    body = p("A ", field("REF _a", "1"), " b ", field("DOCPROPERTY x", "2"), ".")
    settings = xml("settings", "<w:zoom/><w:compat/>")
    content = docx(body, {"word/settings.xml": settings})

    target = written(content, ["А ⟦1/⟧ б ⟦2/⟧."])

    assert '<w:zoom/><w:updateFields w:val="true"/><w:compat/>' in body_of(
        target, "word/settings.xml"
    )
    locked = re.findall(r'fldLock="true"/></w:r><w:r><w:instrText> (\w+)',
                        body_of(target))  # fmt: skip
    assert locked == ["DOCPROPERTY"]


def test_the_contents_repeat_the_headings_of_the_translation():
    tab = r(inner="<w:tab/>")
    heading = '<w:pStyle w:val="Heading1"/>'
    body = (
        p(mark("begin"), instructed("TOC"), mark("separate"), "I.", tab,
          '<w:hyperlink w:anchor="a">' + r("The ") + r("facts", BOLD)
          + "</w:hyperlink>", tab, field("PAGEREF a", "1"))
        + p("The law", tab, field("PAGEREF b", "2"))
        + p(mark("end"))
        + p("The facts", properties=heading) + p("The law", properties=heading)
    )  # fmt: skip

    target = body_of(written(docx(body), ["Факты", "Право"]))

    assert target.count("Факты") == target.count("Право") == 2
    assert "facts" not in target
    assert "<w:t>I.</w:t>" in target
    assert "<w:t>2</w:t>" in target


def test_notes_of_the_translator_are_footnotes_that_say_so():
    content = docx(p("One.") + p("Two."))
    keys = [each["key"] for each in records(content)]
    notes = [
        {"key": keys[0], "text": "Так в оригинале", "tag": "7"},
        {"key": keys[1], "text": "Колония"},
    ]

    target = written(
        content, ["Од⟦7/⟧ин.", "Два."], notes=notes, label="прим. пер.", clean="1"
    )

    assert texts(target) == [
        "Од⟦1/⟧ин.", "Два.⟦1/⟧", "Так в оригинале — прим. пер.",
        "Колония — прим. пер.",
    ]  # fmt: skip
    assert "footnotes.xml" in parts(target)["[Content_Types].xml"].decode()


def test_they_stand_beside_the_notes_of_the_author():
    added, relations = footnotes(p(r(inner="<w:footnoteRef/>"), " Ibid."))
    content = docx(p("One", note_mark(2), "."), added, relations)
    key = records(content)[0]["key"]

    target = written(
        content, ["Один⟦1/⟧.", "Там же."], notes=[{"key": key, "text": "Нет"}]
    )

    assert texts(target) == ["Один⟦1/⟧.⟦2/⟧", "Там же.", "Нет"]


def test_in_a_note_they_stand_in_brackets():
    added, relations = footnotes(p("Ibid."))
    content = docx(p("One", note_mark(2), "."), added, relations)
    key = records(content)[1]["key"]

    target = written(
        content, ["Один⟦1/⟧.", "Там же."], notes=[{"key": key, "text": "Нет"}],
        label="прим. пер.",
    )  # fmt: skip

    assert texts(target)[1] == "Там же. [прим. пер.: Нет]"


def test_the_imprint_stands_behind_all_else_and_before_the_section():
    target = written(docx(p("A.")), ["А."], imprint=["Неофициальный перевод", "2026"])

    assert texts(target) == ["А.", "Неофициальный перевод", "2026"]
    assert body_of(target).endswith("<w:sectPr/></w:body></w:document>")


def test_the_description_of_a_picture_is_translated():
    drawing = r(
        inner='<w:drawing><wp:inline><wp:docPr id="1" descr="The yard"/></wp:inline>'
        "</w:drawing>"
    )

    assert 'descr="Двор"' in body_of(written(docx(p(drawing)), ["Двор"]))
