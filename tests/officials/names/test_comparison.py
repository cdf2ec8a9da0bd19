"""Whether two written names are one person's."""

import csv
import itertools
import json
import random
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from officials.names.comparison import SAME, compare
from tests.officials.names.spellings import groups, one_person, two_people

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
NAMES = DATA / "names"
needs_data = pytest.mark.skipif(not NAMES.exists(), reason="no shared data here")


def test_spellings_of_one_name_are_found_to_be_one():
    pairs = one_person()
    missed = [pair for pair in pairs if not compare(*pair).same]

    assert len(pairs) > 1_000
    assert len(missed) <= 0.01 * len(pairs), missed


def test_names_of_different_people_stay_apart():
    pairs = list(two_people())
    mistaken = [pair for pair in pairs if compare(*pair).same]

    assert len(pairs) > 200
    assert len(mistaken) <= 0.01 * len(pairs), mistaken


def test_nobody_is_taken_for_somebody_else_of_the_list():
    well_known = [names for names in groups() if len(names) > 4]
    first = [
        (number, name) for number, names in enumerate(well_known) for name in names
    ]
    mistaken = [
        (one, other)
        for (person, one), (person2, other) in itertools.combinations(first[::7], 2)
        if person != person2 and compare(one, other).same
    ]

    assert mistaken == []


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ("Анна Волкова", "Анна Волкова", ["the same name"]),
        (
            "Щербаков С.",
            "Sergei Shcherbakov",
            ["same surname in another spelling", "same initials"],
        ),
        (
            "Владимир Зеленский",
            "Володимир Зеленський",
            ["same surname in another spelling", "same given name in another language"],
        ),
        (
            "Анна Сергеевна Волкова",
            "Волкова, Анна",
            ["same surname", "same given name", "one has no patronymic"],
        ),
        (
            "Сергей Иванович Волков",
            "Сергей Петрович Волков",
            ["same surname", "same given name", "different patronymics"],
        ),
        ("Саргсян", "Sargsyan", ["same surname in another spelling"]),
    ],
)
def test_a_likeness_says_why(one, other, reasons):
    assert compare(one, other).sentences() == reasons


def test_who_comes_first_does_not_matter():
    for one, other in [*one_person()[::5], *two_people()]:
        assert compare(one, other).score == compare(other, one).score


def test_the_better_match_has_the_higher_score():
    name = "Анна Сергеевна Волкова"
    others = ["Anna Sergeevna Volkova", "Anna Volkova", "A. Volkova", "Volkova"]
    unlike = ["Anna Volkov", "Olga Volkova", "Igor Sedov"]

    scores = [compare(name, other).score for other in [*others, *unlike]]

    assert scores == sorted(scores, reverse=True)
    assert min(scores[:4]) >= SAME > max(scores[4:])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Прокофьев", "Prokof’ev"),
        ("Прокофьев", "Prokofʼev"),
        ("Прокофьев", "Prokof'ev"),
        ("Йосиф", "И\u0306осиф"),
        ("Șandru Ion", "S\u0326andru Ion"),
        ("ＡＮＮＡ Ｖｏｌｋｏｖａ", "Anna Volkova"),
        ("习近平", "Xi Jinping"),
        ("김정은", "김정은"),
        ("Ⅸ Пий", "IX Пий"),
        ("Volkova 2", "Volkova 2"),
    ],
)
def test_marks_and_apostrophes_do_not_matter(one, other):
    assert compare(one, other).same


@pytest.mark.parametrize(
    "name", ["", " ", ".", "--", "’", "12", "😀", "\u0301", "\x00", "A", "ﷺ", "ß" * 300]
)
def test_what_is_hardly_a_name_is_like_nobody(name):
    assert not compare(name, "Анна Волкова").same
    assert compare(name, name).score == compare(name, name + " ").score


def test_long_names_are_compared_quickly():
    letters = "абвгдежзиклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyzščž ქართვ محم'-"
    chance = random.Random(1)  # noqa: S311 - no secret
    names = ["".join(chance.choices(letters, k=300)) for _number in range(40)]

    began = time.process_time()
    for one, other in zip(names[::2], names[1::2], strict=True):
        compare(one, other)

    assert time.process_time() - began < 20  # a second each would be a fault


@pytest.mark.skipif(not DATA.exists(), reason="no shared data here")
def test_naughty_strings_are_compared():
    for text in json.loads((DATA / "blns.json").read_text()):
        for other in ("Анна Волкова", f"Anna {text}"):
            assert 0 <= compare(text, other).score <= 1


@needs_data
@pytest.mark.parametrize("file", ["pairs.csv", "duma-names-gold-sample.csv"])
def test_the_answer_sheets_are_matched(file, capsys):
    call_command("match_names", str(NAMES / file))

    printed = capsys.readouterr().out.splitlines()
    assert "recall 1.000" in printed
    precision = float(printed[-1].removeprefix("precision "))
    assert precision == 1 if file == "pairs.csv" else precision > 0.94
    mistaken = [line for line in printed if line.startswith("  ")]
    assert all("Savel" in line for line in mistaken)


@needs_data
def test_two_sources_of_one_chamber_name_the_same_people():
    people = {}
    for file in ("russia-duma8-scraped.csv", "russia-duma8-wikidata.csv"):
        with (DATA / "officials" / file).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                people.setdefault(row["item"], set()).add(row["itemLabel"])
    several = [names for names in people.values() if len(names) > 1]
    assert len(several) > 100

    for names in several:
        for one, other in itertools.combinations(names, 2):
            assert compare(one, other).same


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name,id\nАнна,\n", "Row 2 lacks a name or an id"),
        ("one,other,same_person\nA,B,perhaps\n", "Row 2: same_person is yes or no"),
        ("name,number\nAnna,1\n", "must name the columns name and id"),
        ("", "The file is empty"),
        ("%PDF-1.4", "This is a PDF"),
    ],
)
def test_a_bad_answer_sheet_is_refused_in_a_sentence(tmp_path, content, sentence):
    file = tmp_path / "names.csv"
    file.write_text(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("match_names", str(file))


def test_a_missing_answer_sheet_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("match_names", str(tmp_path / "nothing.csv"))
    with pytest.raises(CommandError, match="not the name of a file"):
        call_command("match_names", "\x00")


@pytest.mark.parametrize(
    ("encoding", "separator"), [("cp1251", ";"), ("utf-16", "\t"), ("utf-8-sig", ",")]
)
def test_an_answer_sheet_may_be_written_in_other_manners(
    tmp_path, capsys, encoding, separator
):
    rows = [("one", "other", "same_person"), ("Путин", "Пугин", "NO")]
    rows += [("Анна Волкова", "Anna Volkova", "Yes"), ("Иванов", "Volkova", "yes")]
    file = tmp_path / "names.csv"
    text = "\r\n".join(separator.join(row) for row in rows)
    file.write_bytes(text.encode(encoding))

    call_command("match_names", str(file))

    printed = capsys.readouterr().out
    assert printed.endswith("recall 0.500\nprecision 1.000\n")
    assert "Иванов | Volkova" in printed
