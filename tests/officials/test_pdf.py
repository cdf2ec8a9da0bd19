"""Paper: what people typed stays what it is, in every script we meet."""

import datetime

from officials.pdf import pdf
from tests.papers import pages_of, words_of

BRIEF = {
    "title": "Brief",
    "level": "to carry along",
    "mark": "Printed by Anna Lukina",
    "name": "Anna Volkova",
    "other_name": "",
    "headline": "",
    "facts": [],
    "parts": [],
}


def test_what_looks_like_markup_stays_text():
    tricky = '#import "x" $y$ *bold* _it_ @ref <label> `raw` \\ // [a] {b} = ~'

    paper = pdf("brief.typ", {**BRIEF, "name": tricky, "headline": '"); #panic("'})

    words = words_of(paper)
    assert tricky.replace("~", "") in words.replace("~", "")
    assert '"); #panic("' in words
    assert pages_of(paper) == 1


def test_the_scripts_of_the_people_we_meet_have_their_letters():
    names = ["Анна Волкова", "ანა", "Աննա", "Ελένη", "Žižek Łoś"]
    arabic = "سلام"

    paper = pdf("brief.typ", {**BRIEF, "facts": [[n, ""] for n in [*names, arabic]]})

    words = words_of(paper)
    assert all(name in words for name in names)
    assert set(arabic) <= set(words)
    assert b"NotoNaskhArabic" in paper


def test_each_page_says_who_printed_it_and_how_much_it_tells():
    line = {"when": datetime.date(2026, 5, 1), "text": "Talked " * 40, "more": ""}
    line["when"] = str(line["when"])
    part = {"heading": "Last contacts", "lines": [line] * 60}

    paper = pdf("brief.typ", {**BRIEF, "parts": [part]})

    assert pages_of(paper) > 1
    assert words_of(paper).count("Printed by Anna Lukina") == pages_of(paper)
    assert words_of(paper).count("to carry along") == pages_of(paper)
