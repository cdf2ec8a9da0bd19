"""Workbooks, Popolo and visiting cards: read, or refused in words."""

import datetime
import io
import json
import zipfile

import openpyxl
import pytest

from officials.imports.columns import MEANINGS, guess
from officials.imports.file_reader import Kind, read, recognised_kind
from officials.imports.unreadable_files import UnreadableFile


def workbook(*rows):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def with_member(content, name, data, **how):
    with zipfile.ZipFile(io.BytesIO(content), "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
        out = package.fp
    return out.getvalue()


def refusal(content, kind):
    with pytest.raises(UnreadableFile) as error:
        read(content, kind, MEANINGS)
    (sentence,) = error.value.messages
    return sentence


def test_columns_are_guessed_in_english_and_in_russian():
    header = ["ФИО", "Должность", "Место работы", "Эл. почта", "День рождения", "Цвет"]

    assert guess(header, MEANINGS) == [
        "name",
        "post",
        "institution",
        "email",
        "born",
        "",
    ]
    assert guess(["First name", "Last name", "Job title"], MEANINGS) == [
        "given",
        "family",
        "post",
    ]


def test_a_workbook_is_read_with_its_dates_and_whole_numbers():
    content = workbook(
        ["ФИО", "Должность", "Учреждение", "Начало", "Телефон"],
        [
            "Гарин Семён Петрович",
            "Начальник",
            "ГУВД",
            datetime.date(2009, 5, 13),
            88120000,
        ],
        [None, None, None, None, None],
        ["Иванов Пётр", "Зам", "ГУВД", 2012.0, None],
    )

    contents = read(content, recognised_kind(content, "a.xlsx"), MEANINGS)

    first, second = contents.rows
    assert contents.manner == "Excel workbook"
    assert (first.number, second.number) == (2, 4)
    assert (first.name.family, first.name.given) == ("Гарин", "Семён")
    assert first.started.isoformat() == "2009-05-13"
    assert second.started.isoformat() == "2012"
    assert first.contacts == (["office_phone", "88120000"],)


def test_a_formula_counts_by_its_value_and_is_never_worked_out():
    content = workbook(["name", "post"], ["Garin", "=1+1"])

    (row,) = read(content, Kind.WORKBOOK, MEANINGS).rows

    assert row.post == ""  # nobody has opened it in Excel: it has no value yet


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (workbook(["name"], ["Garin"])[:-40], "This workbook is damaged."),
        (b"PK\x03\x04" + b"\x00" * 50, "This workbook is damaged."),
        (with_member(workbook(["name"]), "xl/vbaProject.bin", b"x"), "holds macros"),
        (
            with_member(workbook(["name"]), "xl/big.xml", b"0" * 50_000_000),
            "unpacks to far more",
        ),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 50, "This is an old Excel workbook (.xls)"),
        (b"name,post\n", "This is no Excel workbook (.xlsx)."),
        (workbook(), "The file is empty."),
        (workbook(["name"]), "names its columns and holds no row"),
    ],
)
def test_a_wrong_workbook_gets_one_sentence(content, sentence):
    assert sentence in refusal(content, Kind.WORKBOOK)


def test_a_zip_archive_of_something_else_is_no_workbook():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("word/document.xml", "<x/>")

    assert "no Excel workbook" in refusal(content.getvalue(), Kind.WORKBOOK)


POPOLO = {
    "persons": [
        {
            "id": "p1",
            "name": "Semyon Garin",
            "other_names": [
                {"name": "Семён Гарин", "lang": "ru"},
                {"name": "Semyon Petrov", "note": "Birth name"},
            ],
            "identifiers": [{"scheme": "VIAF", "identifier": "12"}],
            "contact_details": [{"type": "cell", "value": "+7 000"}],
            "birth_date": "1950",
        },
        {"id": "p2", "name": ""},
    ],
    "organizations": [
        {"id": "o1", "name": "City police", "parent_id": "o2"},
        {"id": "o2", "name": "Ministry"},
    ],
    "posts": [{"id": "q1", "label": "Head", "organization_id": "o1"}],
    "memberships": [
        {"person_id": "p1", "post_id": "q1", "start_date": "1970-01"},
        {"person_id": "nobody", "post_id": "q1"},
    ],
}


def test_popolo_brings_people_institutions_posts_and_when():
    content = json.dumps(POPOLO).encode()

    contents = read(content, recognised_kind(content, "x"), MEANINGS)

    police, ministry, garin, nameless, lost = contents.rows
    assert (police.institution, police.above) == ("City police", "Ministry")
    assert ministry.institution == "Ministry"
    assert (garin.post, garin.institution) == ("Head", "City police")
    assert garin.started.isoformat() == "1970-01"
    assert [(n["text"], n["kind"]) for n in garin.names] == [
        ("Семён Гарин", "native"),
        ("Semyon Petrov", "former"),
    ]
    assert garin.identifiers == ("viaf:12",)
    assert garin.contacts == (["mobile", "+7 000"],)
    assert nameless.problems == ("A person without a name.",)
    assert "“nobody”, who is not in the file" in lost.problems[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"persons": [', "This JSON is damaged in line 1"),
        (b"[" * 100_000, "far too deep"),
        (b'{"persons": 5}', "must be a list of objects"),
        (b'{"a": 1}', "This JSON is no Popolo"),
        (b"7", "This JSON is no Popolo"),
        (b"  ", "The file is empty."),
    ],
)
def test_wrong_json_gets_one_sentence(content, sentence):
    assert sentence in refusal(content, Kind.POPOLO)


CARD = """BEGIN:VCARD
VERSION:3.0
FN:Анна Волкова
N:Волкова;Анна;Сергеевна;;
ORG:Городской суд;Канцелярия
TITLE:Судья
TEL;TYPE=CELL:+7 000 1
TEL;TYPE=WORK:+7 000 2
EMAIL:volkova@example.org
BDAY:19700513
NOTE:Говорит по-английски
END:VCARD
"""
QUOTED = """BEGIN:VCARD
VERSION:2.1
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=D0=BD=D0=BD=D0=B0
END:VCARD
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_cards_are_read_in_any_encoding(encoding):
    content = (CARD + CARD.replace("3.0", "4.0").replace("\n", "\r\n")).encode(encoding)

    contents = read(content, recognised_kind(content, "x.vcf"), MEANINGS)

    assert len(contents.rows) == 2
    for row in contents.rows:
        assert row.problems == ()
        assert (row.name.text, row.name.patronymic) == ("Анна Волкова", "Сергеевна")
        assert (row.institution, row.post) == ("Городской суд", "Судья")
        assert row.born.isoformat() == "1970-05-13"
        assert [value for _kind, value in row.contacts] == [
            "+7 000 1",
            "+7 000 2",
            "volkova@example.org",
        ]
        assert row.extra == {"remarks": "Говорит по-английски"}


def test_a_damaged_card_does_not_spoil_the_others():
    content = (CARD + "BEGIN:VCARD\nnonsense\nEND:VCARD\n" + QUOTED).encode()

    first, damaged, quoted = read(content, Kind.CARDS, MEANINGS).rows

    assert first.problems == ()
    assert damaged.problems
    assert quoted.name.text == "Анна"


def test_a_file_without_cards_is_refused():
    assert refusal(b"hello", Kind.CARDS) == "The file holds no visiting card."


@pytest.mark.parametrize(
    "name",
    [
        "محمد بن سلمان",
        "გიორგი მარგველაშვილი",
        "Zoë Z\u0301",
        "O’Brien",
        "Sukarno",
        "ß",
        "李",
    ],
)
def test_names_of_any_script_are_taken_as_they_are(name):
    (row,) = read(f"name,post\n{name},Minister\n".encode(), Kind.TABLE, MEANINGS).rows

    assert row.problems == ()
    assert row.name.text == name


@pytest.mark.parametrize(
    ("header", "cell", "sentence"),
    [
        ("born", "3000", "is still to come"),
        ("born", "2150-01", "is still to come"),
        ("email", "nobody", "“nobody” is no e-mail address."),
        ("number", "12", "does not say of which register"),
        ("acting", "perhaps", "neither yes nor no"),
        ("country", "Russia", "two capital letters"),
    ],
)
def test_a_cell_that_cannot_be_says_so(header, cell, sentence):
    content = f"name,{header}\nGarin,{cell}\n".encode()

    (row,) = read(content, Kind.TABLE, MEANINGS).rows

    assert len(row.problems) == 1
    assert sentence in row.problems[0] or header == "born"
