"""Markdown: what is said in it, and that marks stay marks and words words."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from translations.formats.readers.markdown_text import passages_of, read
from translations.formats.readers.markdown_writer import written

CASES = settings.BASE_DIR.parent / "shared" / "data" / "cases" / "translations"
TEXT = CASES / "text.md"
has_cases = pytest.mark.skipif(
    not TEXT.exists(), reason="the trial inputs are not here"
)


def texts(source):
    return [passage.text for passage in passages_of(source)]


def blocks_of(source):
    return [token.type for token in MarkdownIt().enable("table").parse(source)]


def put(source, *targets, **options):
    content = source.encode()
    keys = [record["key"] for record in read(content, {})]
    options["targets"] = dict(zip(keys, targets, strict=False))
    return written(content, options).decode()


@has_cases
def test_the_trial_text_is_read():
    assert texts(TEXT.read_text()) == [
        "Visiting hours",
        "The cells",
        "The cell is ⟦1⟧very small⟦/1⟧ and ⟦2⟧art. 6. § 1⟦/2⟧ applies. It goes on here."
        "⟦3/⟧A hard break before.⟦4/⟧Another one.",
        "1986. A year of change.",
        "one",
        "two continued",
        "Period",
        "Place",
        "May | June",
        "here",
        "A note⟦1/⟧, a ⟦2⟧link⟦/2⟧ and ⟦3/⟧.",
        "the yard",
        "Note text.",
        "A setext heading",
        "5 > 3, a * b, snake_case_name, ⟦1/⟧",
    ]


@has_cases
def test_the_trial_text_is_written():
    content = TEXT.read_bytes()
    records = list(read(content, {}))
    targets = {each["key"]: each["text"].replace("e", "э") for each in records}

    text = written(content, {"targets": targets}).decode()

    for kept in ("tags: [prison, visits]\n---\n", " {#cells}\n", "\n1986\\. A yэar",
                 "```bash\n# Not. A heading.\n- not a bullet\n```\n", "|:--|--:|\n",
                 "| May \\| Junэ |", "[^1]", "\n[^1]: Notэ", "(a.png)", "\n====",
                 '(https://example.org/a_b "Tip")', "5 > 3, a * b, snakэ_casэ_namэ, <h",
                 "**vэry small**", "hэrэ.  \n", "bэforэ.\\\n"):  # fmt: skip
        assert kept in text
    assert texts(text) == list(targets.values())


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ("# A *b*  #", ["A ⟦1⟧b⟦/1⟧"]),
        ("> Quote **one\n> two** three.", ["Quote ⟦1⟧one two⟦/1⟧ three."]),
        ("1. First\n   line.\n\n   Second.\n2. [ ] task",
         ["First line.", "Second.", "task"]),
        ("[^a]: One.\n[^b]: Two", ["One.", "Two"]),
        ("[^a]: One", ["One"]),
        ("<div>Hi <b>big</b> man</div>", ["Hi ⟦1⟧big⟦/1⟧ man"]),
        ("a <b>c</b> <br>d <!-- e --> f", ["a ⟦1⟧c⟦/1⟧ ⟦2/⟧d ⟦3/⟧f"]),
        ("***x*** y", ["⟦1⟧⟦2⟧x⟦/2⟧⟦/1⟧ y"]),
        ("``a`b`` c &copy; \\* \\a", ["⟦1⟧a`b⟦/1⟧ c © * \\a"]),
        ("a|b\n-|-\n*x*|y\\|z", ["a", "b", "x", "y | z".replace(" ", "")]),
        ("> | A | B |\n> |---|---|\n> | c |", ["A", "B", "c"]),
        ("a\n\n    code\n\n~~~\nb\n~~~\n\n---\n", ["a"]),
        ("see [GC] and [x]", ["see [GC] and [x]"]),
        ("a ![b](c) d", ["a ⟦1/⟧ d", "b"]),
        ("---\ntitle: \"A \\\"b\\\"\"\nlang: en\n...\nc", ['A "b"', "c"]),
        ("---\n\nno front matter", ["no front matter"]),
        ("a\r\nb\r\n\r\nc", ["a b", "c"]),
        ("⟦1⟧ of the text", ["⟦⟦1⟧ of the text"]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_said_is_offered_and_nothing_else(source, right):
    assert texts(source) == right


@pytest.mark.parametrize(
    "words",
    ["5. Mai", "5) x", "- x", "+ x", "* x", "# x", "###### x", "> x", "---", "***",
     "===", "~~~", "```", "*x*", "_x_", "__x__", "a*b*c", "`x`", "[a](b)",
     "[a]: b", "![a](b)",
     "<b>x</b>", "<script>alert(1)</script>", "&amp;", "&#35;", "a\\*", "a\\", "\\",
     "~~x~~", "| a | b |", "<https://a.b>", "[^1]", "[^1]: x", "[ ] x", "x #", "# x #",
     ":::",
     "1", "-", "a * b", "a_b_c", "5 > 3", "2 < 3", "a & b", "[GC]"]
)  # fmt: skip
@pytest.mark.parametrize(
    "source",
    ["a", "- a", "> a", "# a", "| a |\n|---|", "**a** b", "1. a", "a\n==="],
)
def test_words_of_a_target_are_words(words, source):
    text = put(source, words)

    assert blocks_of(text) == blocks_of(source)
    if any(letter.isalnum() for letter in words):
        assert texts(text) == [words]


@pytest.mark.parametrize(
    ("source", "targets", "right"),
    [
        ("a **b** c", ["x⟦1⟧ y ⟦/1⟧z"], "x **y** z"),
        ("***a*** b", ["⟦1⟧⟦2⟧x⟦/2⟧⟦/1⟧ y"], "***x*** y"),
        ("a `b` c", ["⟦1⟧x*y`⟦/1⟧ z"], "`x*y’` z"),
        ("[a] b\n\n[a]: c", ["⟦1⟧x⟦/1⟧ y"], "[x][a] y\n\n[a]: c"),
        ("[a][] b\n\n[a]: c", ["⟦1⟧x⟦/1⟧ y"], "[x][a] y\n\n[a]: c"),
        ("[a [b]](c) d", ["⟦1⟧x] (y⟦/1⟧ z"], "[x\\] (y](c) z"),
        ("---\ntitle: A\n---\nb", ["x: 'y'"], "---\ntitle: \"x: 'y'\"\n---\nb"),
        ("a\r\nb\r\n", ["x\r\ny"], "x y\r\n"),
        ("> a  \n> b", ["x⟦1/⟧- y"], "> x  \n> \\- y"),
        ("a", ["\x00\ud800x"], "\ufffd\ufffdx"),
        ("<div>a</div>", ["<b> *x*"], "<div>&lt;b&gt; *x*</div>"),
    ],
)  # fmt: skip
def test_tags_of_a_target_are_the_marks_of_the_source(source, targets, right):
    assert put(source, *targets) == right


MARKUP = st.lists(
    st.sampled_from(
        ["a", "b ", "*", "**", "_", "`", "``", "[", "]", "(c)", "[^1]", "[^1]: ", "\n",
         "\n\n", "- ", "1. ", "> ", "# ", "    ", "  \n", "\\", "|", "|---|---|\n",
         "<b>",
         "</b>", "<br>", "<div>", "</div>", "&amp;", "~~", "![", "```\n", "---\n",
         "\r\n", "\t", "title: x\n", "===\n", "<https://a.b>", "ж", "\u00a0",
         "[a]: b\n", "!"]
    )
).map("".join)  # fmt: skip


@given(MARKUP)
def test_a_text_without_targets_is_the_same(source):
    content = source.encode()
    records = list(read(content, {}))
    same = {record["key"]: record["text"] for record in records}

    assert written(content, {}) == content
    assert written(content, {"targets": same}) == content


@given(MARKUP)
def test_passages_do_not_overlap(source):
    place = 0
    outer = [passage for passage in passages_of(source) if not passage.is_inner]
    for passage in sorted(outer, key=lambda each: each.begin):
        assert place <= passage.begin < passage.end <= len(source)
        place = passage.end


@given(st.text("ab -+*_`[]()<>#&;!|\\~=1.\t:\"'", min_size=1, max_size=12))
def test_any_words_are_read_again(words):
    words = " ".join(words.split())
    if not any(letter.isalnum() for letter in words):
        return

    assert texts(put("> - c", words)) == [words]
