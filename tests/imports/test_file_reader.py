"""Any file is read, or refused in one sentence that says what is wrong and where."""

import pytest

from officials.imports import file_reader
from officials.imports.forms import name_of_source
from officials.imports.unreadable_files import UnreadableFile
from tests.imports.files import read_holders

HEADER = "position,person,personID,start,end"
ROWS = """\
Президент,Володимир Зеленський,Q3874799,2019-05-20,
Міністр юстиції,Рашид Нургалиев,,2009,2009-05
"""
TEXT = f"{HEADER}\n{ROWS}"


def refusal(content):
    """The one sentence with which `content` is refused."""
    if isinstance(content, str):
        content = content.encode()
    with pytest.raises(UnreadableFile) as error:
        read_holders(content)
    (sentence,) = error.value.messages
    return sentence


def people(content):
    holders = read_holders(content)
    return [row.name.text for row in holders.rows], holders.manner


PEOPLE = ["Володимир Зеленський", "Рашид Нургалиев"]


@pytest.mark.parametrize(
    ("encoding", "manner"),
    [
        ("utf-8", "UTF-8, commas, line ends LF"),
        ("utf-8-sig", "UTF-8, commas, line ends LF"),
        ("utf-16", "UTF-16, commas, line ends LF"),
        ("utf-16-le", "UTF-16, commas, line ends LF"),
        ("utf-16-be", "UTF-16, commas, line ends LF"),
        ("cp1251", "Windows-1251, commas, line ends LF"),
        ("koi8_u", "KOI8, commas, line ends LF"),
        ("mac_cyrillic", "Mac Cyrillic, commas, line ends LF"),
    ],
)
def test_a_cyrillic_file_is_read_in_any_encoding_and_says_which(encoding, manner):
    assert people(TEXT.encode(encoding)) == (PEOPLE, manner)


@pytest.mark.parametrize(
    ("encoding", "manner"),
    [
        ("cp1252", "Windows-1252, commas, line ends LF"),
        ("mac_roman", "Mac Roman, commas, line ends LF"),
    ],
)
def test_a_latin_file_is_read_in_the_encodings_of_windows_and_mac(encoding, manner):
    name = "Gérald Moussa Jean Darmanin, dit « l’Élu »"
    content = f'{HEADER}\nMinistre de l’Intérieur,"{name}",,2020,\n'.encode(encoding)

    assert people(content) == ([name], manner)


@pytest.mark.parametrize("row", ROWS.splitlines())
def test_one_row_is_enough_to_tell_windows_1251(row):
    content = f"{HEADER}\n{row}\n".encode("cp1251")

    assert read_holders(content).manner == "Windows-1251, commas, line ends LF"


@pytest.mark.parametrize(
    ("delimiter", "manner"),
    [
        (";", "Windows-1251, semicolons, line ends LF"),
        ("\t", "Windows-1251, tabs, line ends LF"),
    ],
)
def test_semicolons_and_tabs_are_found_out(delimiter, manner):
    content = TEXT.replace(",", delimiter).encode("cp1251")

    assert people(content) == (PEOPLE, manner)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_every_kind_of_line_end_is_read(end):
    assert people(TEXT.replace("\n", end).encode())[0] == PEOPLE


def test_a_comma_and_a_line_break_may_stand_in_quotes():
    content = f'{HEADER}\n"Minister,\nfirst","Garin, Semyon ""Syoma""",,,\n'

    (row,) = read_holders(content.encode()).rows

    assert (row.post, row.name.text) == ("Minister, first", 'Garin, Semyon "Syoma"')


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers():
    rows = read_holders(f"{HEADER}\n\n,,,,\nMinister,Garin,,,\n".encode()).rows

    assert [row.number for row in rows] == [4]


def test_both_layouts_are_read_and_what_is_not_taken_in_is_named():
    content = (
        f"{HEADER},gender,DOB,DOD,image,enwiki\n"
        "President,Leonid Kuchma,Q629702,1994-07,2005,male,1938-08-09,,a.jpg,LK\n"
    )

    holders = read_holders(content.encode())

    (row,) = holders.rows
    assert row.identifiers == ("wikidata:Q629702",)
    assert row.gender == "m"
    assert row.ended.isoformat() == "2005"
    assert row.born.isoformat() == "1938-08-09"
    assert row.problems == ()
    assert holders.unread == ["image", "enwiki"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf\r\n \n", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is a picture."),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "This is a picture."),
        (b"%PDF-1.7\n", "This is a PDF."),
        (f"{HEADER}\n", "The file names its columns and holds no row."),
        (
            "id,party\n1,none\n",
            "No column says who a row is about; the file has: id, par",
        ),
        ("<!doctype html>\n<html></html>\n", "No column says who a row is about"),
        (
            f"{TEXT}Minister,Gar",
            "Row 4 does not fit the first row: cells 2, columns 5.",
        ),
        (
            f"{TEXT}Minister,Garin,,,,,,x\n",
            "Row 4 does not fit the first row: cells 8, columns 5.",
        ),
        (f'{TEXT}Minister,"Garin,,,\n', "Row 4 opens a quotation mark that is never"),
        (
            f'{TEXT}Minister,"Se"myon Garin,,,\n',
            "In row 4 a quotation mark stands inside",
        ),
        (f"{TEXT}Minister,Ga\x00rin,,,\n", "Row 4 holds NUL characters"),
        (TEXT.encode()[:-40] + b"\xd0,,,\n", "is damaged: it does not go on in UTF-8."),
        (TEXT.encode("utf-16")[:-1], "is damaged: it does not go on in UTF-16."),
    ],
)
def test_a_wrong_file_gets_one_sentence(content, sentence):
    assert sentence in refusal(content)


def test_a_damaged_utf8_file_is_not_taken_for_windows_1251():
    half_a_letter = "Ж".encode()[:1]
    content = f"{TEXT}Minister,".encode() + half_a_letter + b",,,\n"

    assert refusal(content) == "Row 4 is damaged: it does not go on in UTF-8."


def test_a_file_of_more_rows_than_fit_is_refused(monkeypatch):
    row = "Minister,Garin,,,\n"
    monkeypatch.setattr(file_reader, "MOST_ROWS", 200)
    assert read_holders((HEADER + "\n" + row * 200).encode()).rows

    sentence = refusal(HEADER + "\n" + row * 201)

    assert sentence == "The file has more than 200 rows. Cut it in parts."


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("Minister,,,,", "Column “person”: empty"),
        (",Garin,,,", "Column “position”: empty"),
        ("Minister,?!,,,", "Column “person”: “?!” holds no letter."),
        (f"Minister,{'a' * 301},,,", "301 characters are too many; 300 fit."),
        ("Minister,Garin,7747,,", "Column “personID”: “7747” is no Wikidata item."),
        ("Minister,Garin,,2009-02-30,", "Column “start”: There is no day “2009-02-30”"),
        ("Minister,Garin,,1999-13,", "Column “start”: There is no day “1999-13”"),
        ("Minister,Garin,,,soon", "Column “end”: “soon” is not a date."),
        ("Minister,Garin,,до 1991,", "Column “start”: “до 1991” is not a date."),
    ],
)
def test_a_wrong_cell_says_which_it_is_and_what_to_do(cells, problem):
    (row,) = read_holders(f"{HEADER}\n{cells}\n".encode()).rows

    assert len(row.problems) == 1
    assert problem in row.problems[0]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2009", "2009"),
        ("2009-05", "2009-05"),
        ("2009-05-13", "2009-05-13"),
        ("31.12.1999", "1999-12-31"),
        ("13 мая 2009", "2009-05-13"),
    ],
)
def test_dates_may_know_only_the_year_or_the_month(text, date):
    (row,) = read_holders(f"{HEADER}\nMinister,Garin,,{text},\n".encode()).rows

    assert row.started.isoformat() == date


def test_an_appointment_within_one_year_or_one_day_is_no_contradiction():
    content = (
        f"{HEADER}\na,b,,2012,2012\na,b,,2012-05-07,2012-05-07\na,b,,2012-05,2012\n"
    )

    assert [row.problems for row in read_holders(content.encode()).rows] == [(), (), ()]


def test_a_second_download_has_the_same_source():
    assert name_of_source("russia-cabinet (1).csv") == "russia-cabinet"
    assert name_of_source("russia-cabinet.csv") == "russia-cabinet"
