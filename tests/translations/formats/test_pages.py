"""Pages of HTML: what is said in them, and that all else stays as it is."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from translations.formats.readers.html_text import passages_of, read
from translations.formats.readers.html_tokens import tokens_of
from translations.formats.readers.html_writer import written

CASES = settings.BASE_DIR.parent / "shared" / "data" / "cases" / "translations"
PAGE = CASES / "page.html"
has_cases = pytest.mark.skipif(
    not PAGE.exists(), reason="the trial inputs are not here"
)


def texts(page):
    return [passage.text for passage in passages_of(page)]


def put(page, *targets, **options):
    """`page` with `targets` in place of its passages, one after the other."""
    content = page if isinstance(page, bytes) else page.encode()
    keys = [record["key"] for record in read(content, {})]
    options["targets"] = dict(zip(keys, targets, strict=False))
    return written(content, options).decode("utf-8", "surrogateescape")


@has_cases
def test_the_trial_page_is_read():
    assert texts(PAGE.read_text()) == [
        "Visiting hours",
        "When one may visit",
        "The cell is ⟦1⟧very⟦/1⟧ small.",
        "First line⟦1/⟧second line.",
        "Loose text",
        "A paragraph in a div.",
        "tail of the div.",
        "One",
        "Inner",
        "after",
        "  keep\n    this   shape",
        "Write to ⟦1⟧us⟦/1⟧\u00a0— 5\u202fdays < 6 & A.",
        "Use ⟦1⟧art. 5.⟦/1⟧ Then ⟦2⟧Enter⟦/2⟧.",
        "The word ⟦1⟧колония⟦/1⟧ means colony.",
        "The yard at noon",
        "A",
        "B",
        "under⟦1⟧line⟦/1⟧d and H⟦2⟧2⟦/2⟧O",
        "softhyphen and zerowidth",
    ]


@has_cases
def test_the_trial_page_is_written():
    content = PAGE.read_bytes()
    records = list(read(content, {}))
    targets = {record["key"]: record["text"] + "&<" for record in records}

    page = written(content, {"targets": targets, "language": "ru"}).decode()

    assert '<html lang="ru">' in page
    assert '<span lang="ru">колония</span>' in page
    assert page.count("lang=") == 2
    assert 'alt="The yard at noon&amp;&lt;"' in page
    assert 'href="mailto:a@example.org?subject=Visit&amp;x=1"' in page
    assert 'content="width=device-width"' in page
    for kept in ("<style>p{color:#900}</style>", 'var s="<p>not a text</p>";',
                 "<!-- a note of the author -->", ">CODE-17<", "<p><b></b></p>",
                 "<p>&nbsp;</p>"):  # fmt: skip
        assert kept in page
    assert texts(page) == list(targets.values())


@pytest.mark.parametrize(
    ("page", "right"),
    [
        ("<p>One<p>Two<li>Three", ["One", "Two", "Three"]),
        ("<p><b>All of it</b></p>", ["All of it"]),
        ("<a href=x>Home</a>", ["Home"]),
        ("<p>a<!-- c -->b <script>x('<p>')</script> d", ["a⟦1/⟧b ⟦2/⟧d"]),
        ("<P>A <B>b<I>c</B>d</I> e", ["A ⟦1⟧b⟦2/⟧c⟦/1⟧d⟦3/⟧ e"]),
        ("<p>A <b>bold <p>next</p> tail</b>", ["A ⟦1/⟧bold", "next", "tail"]),
        ("<p>It was.<sup><a href='#n1'>1</a></sup> So.", ["It was.⟦1/⟧ So."]),
        ("<p>It was.<a href='#n1'>[1]</a>", ["It was.⟦1/⟧"]),
        ("<p>12 m<sup>2</sup>", ["12 m⟦1⟧2⟦/1⟧"]),
        ("<p>x<a name=y></a>z", ["x⟦1/⟧z"]),
        ("<p>See <img src=a alt='The yard'> here", ["See ⟦1/⟧ here", "The yard"]),
        ("<svg><text>no</text></svg><p>yes <svg><text>no</text></svg> yes",
         ["yes ⟦1/⟧ yes"]),
        ("<p>a <span translate=no>X-1</span> b", ["a ⟦1/⟧ b"]),
        ("<p translate=no>X-1<p>yes", ["yes"]),
        ("<ul><li translate=no>a<ul><li>b</ul><li>c</ul>", ["c"]),
        ("<div translate=no><div>a</div>b</div>c", ["c"]),
        ("<template><p>no</p></template><noscript>yes</noscript>", ["yes"]),
        ("<textarea>\n a <b>\n c</textarea>", [" a <b>\n c"]),
        ("<button title='Say'>Go</button><input placeholder=Name>",
         ["Go", "Say", "Name"]),
        ("<title>A &amp; B</title><meta name=keywords content='C'>", ["A & B", "C"]),
        ("1 < 2 & 3 <3 </> <p", ["1 < 2 & 3 <3"]),
        ("<![CDATA[no]]><?php no ?><!DOCTYPE no>yes", ["yes"]),
        ("<p>a\u2066b\u2069 \u202ec", ["a\u2066b\u2069 \u202ec"]),
        ("<select><option>One<option>Two</select>", ["One", "Two"]),
        ("<p>***</p><p>—</p>", []),
        ("<p>⟦1⟧ of the text", ["⟦⟦1⟧ of the text"]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_said_is_offered_and_nothing_else(page, right):
    assert texts(page) == right


@pytest.mark.parametrize(
    ("page", "targets", "right"),
    [
        ("<p>a</p>", ["<script>x</script>"], "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("<img alt=a>", ["\"x' > y"], '<img alt="&quot;x&#39; &gt; y">'),
        ("<img alt='a'>", ["x' onload='y"], "<img alt='x&#39; onload=&#39;y'>"),
        ("<p>a <b>b</b></p>", ["⟦1⟧б⟦/1⟧ а"], "<p><b>б</b> а</p>"),
        ("<p>a <b>b</b></p>", ["⟦1⟧б"], "<p><b>б</b></p>"),
        ("<p>a <b>b</b> <i>c</i></p>", ["⟦1⟧x⟦2⟧y⟦/1⟧z⟦/2⟧"],
         "<p><b>x<i>y</i></b><i>z</i></p>"),
        ("<p>a <b>b</b></p>", ["x⟦/1⟧ ⟦9⟧y⟦/9⟧⟦8/⟧"], "<p>x y</p>"),
        ("<p>a <b>b</b></p>", ["⟦1⟧x.⟦/1⟧ ⟦1⟧y⟦/1⟧"], "<p><b>x.</b> <b>y</b></p>"),
        ("<p>a</p>", [" "], "<p>a</p>"),
        ("<p>a</p>", ["x\x00\ud800\x0b"], "<p>x\ufffd\ufffd\ufffd</p>"),
        ("<p>See <img alt=a> b</p>", ["x ⟦1/⟧", "y z"], '<p>x <img alt="y z"></p>'),
        ("<pre>\n  a\n</pre>", ["b\nc"], "<pre>\n  b\nc\n</pre>"),
    ],
)  # fmt: skip
def test_words_of_a_target_are_words(page, targets, right):
    assert put(page, *targets) == right


@pytest.mark.parametrize(
    ("page", "language", "right"),
    [
        ("<html><p>a", "ru", '<html lang="ru"><p>b'),
        ("<html lang=en><p>a", "ru", '<html lang="ru"><p>b'),
        ("<html xml:lang='en'><p lang=en>a", "ar",
         "<html lang=\"ar\" dir=\"rtl\" xml:lang='ar'><p lang=en>b"),
        ("<html lang=en><p>a", '"><script>', "<html lang=en><p>b"),
        ("<p>a", "ru", "<p>b"),
    ],
)  # fmt: skip
def test_the_page_says_its_new_language(page, language, right):
    assert put(page, "b", language=language) == right


def test_letters_that_an_old_encoding_does_not_have_are_written_by_number():
    page = "<meta charset=windows-1251><p>Привет".encode("cp1251")

    assert [record["text"] for record in read(page, {})] == ["Привет"]
    out = written(page, {"targets": {"1": "Ж“é"}})

    assert out == "<meta charset=windows-1251><p>Ж“&#233;".encode("cp1251")


def test_the_imprint_and_notes_of_the_translator_are_words_of_the_page():
    page = put(
        "<body><p>a</p></body>",
        "b",
        imprint=["Unofficial <translation>"],
        notes=[{"key": "1", "text": "so <it> is"}],
        label="N.",
    )

    assert page == (
        "<body><p>b [N.: so &lt;it&gt; is]</p><hr>\n"
        "<p>Unofficial &lt;translation&gt;</p>\n</body>"
    )


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "a ", "b", "<br>", "<!--", "-->",
         "<script>", "</script>", "<li>", "<td", ">", "<", "&amp;", "&", '"', "'", "=",
         "<img alt='x'>", " alt=y", "\n", "</", "<div translate=no>", "</div>", "<pre>",
         "</pre>", "<![CDATA[", "]]>", "<title>", "</title>", "⟦1⟧", "\u00a0",
         "<a href=#x>",
         "1", "</a>", "<sup>", "</sup>", "<wbr>", "<svg>", "</svg>"]
    )
).map("".join)  # fmt: skip


@given(MARKUP)
def test_tokens_are_all_of_the_page(page):
    place = 0
    for token in tokens_of(page):
        assert token.begin == place
        assert token.end > place
        place = token.end
    assert place == len(page)


@given(MARKUP)
def test_a_page_without_targets_is_the_same(page):
    content = page.encode()
    records = list(read(content, {}))
    same = {record["key"]: record["text"] for record in records}

    assert written(content, {}) == content
    assert written(content, {"targets": same}) == content


@given(MARKUP)
def test_what_was_written_is_read_again(page):
    content = page.encode()
    records = list(read(content, {}))
    targets = {each["key"]: f"б{each['text'].strip()}б<" for each in records}

    again = read(written(content, {"targets": targets}), {})

    assert [" ".join(each["text"].split()) for each in again] == [
        " ".join(target.split()) for target in targets.values()
    ]


@pytest.mark.parametrize(
    "page", ["<" * 50_000, "<a " * 30_000, "<b>" * 30_000, "<!--" * 30_000,
             "<a b='" * 20_000,
             "<div>" * 30_000 + "</p>" * 30_000, "<p translate=no>" * 9_000]
)  # fmt: skip
def test_a_page_of_one_mark_comes_to_an_end(page):
    assert texts(page + "<p>") == [] or "'" in page
