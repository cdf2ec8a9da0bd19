"""Tracked changes taken as made are more than what was struck out."""

import pytest

from officials.imports.readers.unreadable import Unreadable
from tests.translations.formats.word_files import body_of, docx, p, r, texts, written

STRUCK = "<w:rPr><w:del w:id='1'/></w:rPr>"


def struck(text):
    return f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def added(text):
    return f'<w:ins w:id="2">{r(text)}</w:ins>'


CHANGES = {
    "a word in the place of another": (
        p("held for ", struck("five"), added("six"), " days."),
        ["held for six days."],
    ),
    "a struck end joins two paragraphs": (
        p("The first", properties=STRUCK) + p(" goes on."),
        ["The first goes on."],
    ),
    "three paragraphs become one": (
        p("a", properties=STRUCK) + p("b", properties=STRUCK) + p("c."),
        ["abc."],
    ),
    "a struck paragraph leaves nothing": (
        p("A.") + p(struck("B."), properties=STRUCK) + p("C."),
        ["A.", "C."],
    ),
    "an added end of a paragraph stays": (
        p("A.", properties="<w:rPr><w:ins w:id='1'/></w:rPr>") + p("B."),
        ["A.", "B."],
    ),
    "a moved text stands in one place": (
        p('<w:moveFromRangeStart w:id="1" w:name="m"/><w:moveFrom w:id="2">', r("B. "),
          '</w:moveFrom><w:moveFromRangeEnd w:id="1"/>', "A. ",
          f'<w:moveTo w:id="3">{r("B. ")}</w:moveTo>'),
        ["A. B."],
    ),
    "a moved paragraph leaves no empty one": (
        p(f'<w:moveFrom w:id="2">{r("B.")}</w:moveFrom>',
          properties='<w:rPr><w:moveFrom w:id="9"/></w:rPr>')
        + p("A.") + p(f'<w:moveTo w:id="3">{r("B.")}</w:moveTo>'),
        ["A.", "B."],
    ),
    "a struck row leaves the table": (
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>" + p("A") + "</w:tc></w:tr>"
        "<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>" + p(struck("B"))
        + "</w:tc></w:tr><w:tr><w:trPr><w:ins w:id='1'/></w:trPr><w:tc>" + p(added("C"))
        + "</w:tc></w:tr></w:tbl>" + p(),
        ["A", "C"],
    ),
    "a table of struck rows is gone": (
        "<w:tbl><w:tblPr/><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>"
        + p(struck("B")) + "</w:tc></w:tr></w:tbl>" + p("After."),
        ["After."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "final"), CHANGES.values(), ids=CHANGES)
def test_taken_as_final_a_text_is_what_was_meant(body, final):
    content = docx(body)

    assert texts(content, as_final="1") == final
    with pytest.raises(Unreadable, match="docx tracked"):
        texts(content)


@pytest.mark.parametrize(("body", "final"), CHANGES.values(), ids=CHANGES)
def test_no_trace_of_the_change_goes_out(body, final):
    target = written(docx(body), {}, as_final="1")

    assert texts(target) == final
    for trace in ("w:del", "w:ins ", "w:ins>", "move"):
        assert trace not in body_of(target)


def test_of_a_joined_paragraph_no_empty_one_is_left():
    target = body_of(written(docx(CHANGES["a struck paragraph leaves nothing"][0]), {},
                             as_final="1"))  # fmt: skip

    assert target.count("<w:p>") == 2


def test_a_change_of_form_alone_is_no_reason_to_refuse():
    change = '<w:b/><w:rPrChange w:id="1" w:author="x"><w:rPr/></w:rPrChange>'

    assert texts(docx(p("The ", r("old", change), " cell."))) == [
        "The ⟦1⟧old⟦/1⟧ cell."
    ]
