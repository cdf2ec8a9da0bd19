"""What holds for every Word document: made by chance, read, and written again."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.translations.formats.word_files import (
    body_of,
    box,
    docx,
    field,
    footnotes,
    note_mark,
    p,
    parts,
    r,
    records,
    written,
)
from translations.formats.readers.tags import Tag, parts_of, text_of, words_of

WORDS = st.sampled_from(
    ["The ", "cell", " was", " dry.", "⟦", " ", "14‑16", "  ", "§ 3", "камера", "a b "]
)
LOOKS = st.sampled_from(
    ["", "", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", '<w:spacing w:val="2"/>',
     '<w:lang w:val="fr-FR"/>', '<w:rStyle w:val="Strong"/>', "<w:vanish/>",
     '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>', '<w:sz w:val="40"/>']
)  # fmt: skip
RUNS = st.builds(r, WORDS, LOOKS)
THINGS = st.sampled_from(
    [
        r(inner="<w:tab/>"), r(inner="<w:br/>"), r(inner='<w:br w:type="page"/>'),
        note_mark(2), field("PAGE", "3"), field('HYPERLINK "x"', "here"),
        field("XE x"), box(p("In a box.")), '<w:proofErr w:type="spellStart"/>',
        r(inner="<w:pict><v:shape/></w:pict>"), r("m", inner="<w:noBreakHyphen/>"),
        r(inner='<w:sym w:font="Wingdings" w:char="F0FE"/>'),
        '<w:bookmarkStart w:id="7" w:name="x"/>', '<w:bookmarkEnd w:id="7"/>',
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    ]
)  # fmt: skip


def wrapped(pieces):
    inner = st.lists(pieces, min_size=1, max_size=3).map("".join)
    return st.one_of(
        inner.map(lambda text: f'<w:hyperlink w:anchor="a">{text}</w:hyperlink>'),
        inner.map(lambda text: f'<w:smartTag w:element="place">{text}</w:smartTag>'),
        inner.map(
            lambda text: f"<w:sdt><w:sdtPr/><w:sdtContent>{text}</w:sdtContent></w:sdt>"
        ),
    )


PIECES = st.recursive(st.one_of(RUNS, RUNS, THINGS), wrapped, max_leaves=6)
PARAGRAPHS = st.lists(PIECES, max_size=8).map(lambda pieces: p(*pieces))
BODIES = st.lists(PARAGRAPHS, min_size=1, max_size=4).map("".join)


def document(body):
    added, relations = footnotes(p(r(inner="<w:footnoteRef/>"), " A note."))
    return docx(body, added, relations)


def things(content):
    """What must not be lost, by name and how often."""
    body = body_of(content)
    return {
        name: body.count(name)
        for name in ("<w:footnoteReference", "<w:pict", "PAGE", "XE x", "<w:drawing",
                     "<m:oMath>", "F0FE", "bookmarkStart", "bookmarkEnd")
    }  # fmt: skip


@given(BODIES)
@settings(max_examples=40, deadline=None)
def test_without_a_target_every_part_comes_back(body):
    content = document(body)

    assert parts(written(content, language="")) == parts(content)


@given(BODIES)
@settings(max_examples=60, deadline=None)
def test_its_own_words_written_into_it_say_the_same(body):
    content = document(body)
    source = records(content)

    target = written(content, {each["key"]: each["text"] for each in source})
    rows = records(target)
    again = written(target, {each["key"]: each["text"] for each in rows})

    assert [squeezed(words_of(each["text"])) for each in rows] == [
        squeezed(words_of(each["text"])) for each in source
    ]
    assert records(again) == rows
    assert things(again) == things(target) == things(content)
    assert [*parts(target)] == [*parts(content)]


@given(BODIES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_tags_in_any_order_lose_no_word_and_nothing_that_stands_in_it(body, chance):
    content = document(body)
    targets = {}
    for each in records(content):
        pieces = parts_of(each["text"])
        chance.shuffle(pieces)
        targets[each["key"]] = text_of(pieces)

    target = written(content, targets)

    etree.fromstring(parts(target)["word/document.xml"])
    assert things(target) == things(content)
    after = {each["key"]: each for each in records(target)}
    for key, text in targets.items():
        assert squeezed(words_of(text)) in squeezed(words_of(after[key]["text"]))


@given(BODIES, st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_whatever_somebody_types_opens_again(body, text):
    content = document(body)
    targets = {each["key"]: f"А{text}" for each in records(content)}

    target = written(content, targets, clean="1")

    etree.fromstring(parts(target)["word/document.xml"])
    assert len(records(target)) >= len(targets)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def test_the_shuffle_does_change_the_place_of_tags():
    pieces = parts_of("⟦1⟧а⟦/1⟧ б⟦2/⟧")

    assert [each for each in pieces if isinstance(each, Tag)] != []
