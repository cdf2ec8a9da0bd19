"""Translation memories that come in: their pairs, and what was left out of them."""

import pytest
from django.conf import settings

from officials.imports.unreadable_files import RefusedFile
from translations.formats.memory_files import read_memory

SHARED = settings.BASE_DIR.parent / "shared" / "data"
CASES = SHARED / "cases" / "translations"
has_cases = pytest.mark.skipif(
    not CASES.exists(), reason="the trial inputs are not beside this checkout"
)


def memory(*units, head=""):
    body = "".join(f"<tu>{unit}</tu>" for unit in units)
    return f'{head}<tmx version="1.4"><body>{body}</body></tmx>'.encode()


def unit(source, target):
    return (
        f'<tuv xml:lang="en"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="ru"><seg>{target}</seg></tuv>'
    )


def pairs(content, source="en", target="ru"):
    return [
        (pair.source, pair.target)
        for pair in read_memory(content, source, target).pairs
    ]


def refusal(content):
    with pytest.raises(RefusedFile) as error:
        read_memory(content, "en", "ru")
    return error.value.reason


@has_cases
def test_the_trial_memories_are_read():
    def case(name):
        return pairs((CASES / name).read_bytes())

    assert case("doctype.tmx") == [("The door is shut.", "Дверь закрыта.")]
    assert len(case("utf16le.tmx")) == 2
    assert case("inline.tmx") == [
        ("The ⟦1⟧door⟦/1⟧ is shut.", "⟦1⟧Дверь⟦/1⟧ закрыта."),
        ("A note⟦1/⟧ stands.", "Сноска⟦1/⟧ стоит."),
        ("See ⟦1⟧here⟦/1⟧.", "См. ⟦1⟧здесь⟦/1⟧."),
        ("Open⟦1/⟧ end.", "Открытый⟦1/⟧ конец."),
        ("Img ⟦1/⟧.", "Рис. ⟦1/⟧."),
        ("This <f0>is</f0> flat.", "Это <f0>плоско</f0>."),
        ("The sign ⟦⟦ is text.", "Знак ⟦⟦ — это текст."),
    ]
    assert [source for source, _target in case("languages.tmx")] == [
        "One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven.", "Seven.", "Nine.",
    ]  # fmt: skip


@has_cases
def test_what_was_left_out_is_counted_by_its_reason():
    languages = (CASES / "languages.tmx").read_bytes()
    no_words = (SHARED / "interchange" / "invalid.tmx").read_bytes()
    nothing = (SHARED / "interchange" / "empty.tmx").read_bytes()

    assert read_memory(languages, "en", "ru").left_out == {"language": 2}
    assert read_memory(no_words, "en", "be") == ([], {"empty": 1})
    assert read_memory(nothing, "en", "ru") == ([], {})


@has_cases
def test_a_damaged_memory_is_refused_whole_and_its_line_is_said():
    with pytest.raises(RefusedFile, match="damaged in line 3"):
        read_memory((CASES / "bad-character.tmx").read_bytes(), "en", "ru")


def test_the_very_code_of_a_language_comes_before_its_relatives():
    content = (
        b'<tmx><body><tu><tuv xml:lang="en-GB"><seg>colour</seg></tuv>'
        b'<tuv xml:lang="en-US"><seg>color</seg></tuv>'
        b'<tuv xml:lang="fr"><seg>couleur</seg></tuv></tu></body></tmx>'
    )

    assert pairs(content, "en-US", "fr") == [("color", "couleur")]
    assert pairs(content, "en", "fr-CA") == [("colour", "couleur")]


@pytest.mark.parametrize(
    ("segment", "right"),
    [
        ('a <bpt i="1"/>b', "a ⟦1/⟧b"),
        ('a <bpt i="1"/>b<bpt i="2"/>c<ept i="1"/>d<ept i="2"/>',
         "a ⟦1/⟧b⟦2⟧c⟦3/⟧d⟦/2⟧"),
        ('a <bpt i="1"/><bpt i="2"/>b<ept i="2"/><ept i="1"/>',
         "a ⟦1⟧⟦2⟧b⟦/2⟧⟦/1⟧"),
        ("a\n      b\n", "a b"),
        ("a <hi>b <hi>c</hi></hi>", "a ⟦1⟧b ⟦2⟧c⟦/2⟧⟦/1⟧"),
    ],
)  # fmt: skip
def test_codes_of_other_tools_are_tags(segment, right):
    assert pairs(memory(unit(segment, "б"))) == [(right, "б")]


def test_a_memory_that_fetches_or_swells_is_refused():
    fetches = '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    parameter = '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://example.org/x"> %x;]>'

    for head in (fetches, laughs, parameter):
        assert refusal(memory(unit("a &x;", "б"), head=head)) == "tmx entities"
    wide = memory(unit("a", "б"), head=laughs).decode().encode("utf-16")
    assert refusal(wide) == "tmx entities"
    assert pairs(
        memory(unit("a", "б"), head='<!DOCTYPE tmx SYSTEM "http://example.org/x.dtd">')
    ) == [("a", "б")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "tmx damaged"),
        (b"no memory", "tmx damaged"),
        (b"<html/>", "tmx other"),
        (b"<tmx><body><tu>", "tmx damaged"),
        (b"<tmx>\x00</tmx>", "tmx damaged"),
        (b"<tmx>\xed\xa0\x80</tmx>", "tmx damaged"),
        (b"<tmx>" + b"<a>" * 100_000, "tmx damaged"),
    ],
)  # fmt: skip
def test_what_is_no_memory_is_refused(content, reason):
    assert refusal(content) == reason
