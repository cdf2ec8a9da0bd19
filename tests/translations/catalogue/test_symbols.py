"""Symbols of documents: one form for a document, however somebody wrote it."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from translations.catalogue.symbols import parse, symbols_in

SHARED = settings.BASE_DIR.parent / "shared" / "data"
DOCUMENTS = SHARED / "documents"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder shared/ is not beside this checkout"
)
# Of the lists of votes: what they number so are votes on a part, not resolutions.
EARLY = range(1, 18)
NO_RESOLUTION = {
    "R/29/3397A": "a misprint: the session came to 3361",
    "ESS/2/77B": "a vote on a part of A/RES/1004 (ES-II)",
    "ESS/2/78A": "a vote on a part of A/RES/1004 (ES-II)",
    "R/10 65": "a vote on the agenda",
}


def normal(text):
    symbol = parse(text)
    return symbol and symbol.normal


def normals(text):
    return [symbol.normal for _span, symbol in symbols_in(text)]


@pytest.mark.parametrize(
    ("form", "ways"),
    [
        (
            "A/RES/217 (III)",
            [
                "A/RES/217 (III)",
                "A/RES/217(III)",
                "resolution 217 A (III)",
                "217 A (III)",
                "A/RES/217(III)[A]",
                "A/RES/217 A (III)",
                "A/RES/217A(III)",
                "A/RES/217\xa0(III) A",
                "General Assembly resolution 217 A (III) of 10 December 1948",
                "резолюция 217 А (III) Генеральной Ассамблеи",
                "резолюцией 217 A (ІІІ)",
                "résolution 217 A (III) de l'Assemblée générale",
                "GA Res. 217A (III)",
                "рез. ГА ООН 217 А (III)",
                "A/RES/3/217 A",
            ],
        ),
        (
            "A/RES/186 (S-II)",
            [
                "A/RES/186 (S-2)",
                "resolution 186 (S-2)",
                "General Assembly resolution 186 (S-II)",
                "A/RES/186",
            ],
        ),
        ("A/RES/106 (S-I)", ["A/RES/106(S-1)", "резолюция 106 (S-I)"]),
        ("A/RES/2253 (ES-V)", ["2253 (ES-V)", "resolution 2253 (ES-5)"]),
        ("HR/PUB/17/4", ["HR/PUB/17/4", "hr/pub/17/4."]),
        ("HR/P/PT/8/Rev.2", ["HR/P/PT/8/Rev.2", "(HR/P/PT/8/Rev. 2)"]),
        (
            "A/RES/70/175",
            [
                "A/RES/70/175.",
                "a/res/70/175",
                "(A/RES/70/175, annex)",
                "https://undocs.org/en/A/RES/70/175",
                "https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F70%2F175",
                "A/\u200bRES/\u200b70/\u200b175",
                "General Assembly resolution 70/175",
                "Resolution 70/175 of the General Assembly",
                "UNGA Res. 70/175",
            ],
        ),
        ("A/RES/51/106", ["A/RES/51/106", "R/51/106"]),
        ("A/RES/S-13/2", ["A/RES/S-13/2", "resolution S-13/2"]),
        ("A/RES/3201 (S-VI)", ["A/RES/3201 (S-VI)", "resolution 3201 (S-VI)"]),
        ("A/RES/2252 (ES-V)", ["A/RES/2252 (ES-V)", "A/RES/2252(ES-V)"]),
        ("A/RES/1514 (XV)", ["A/RES/1514 (XV)", "A/RES/1514", "1514 (XV)"]),
        ("S/RES/1325 (2000)", ["S/RES/1325(2000)", "resolution 1325 (2000)"]),
        ("S/RES/2803 (2025)", ["resolution 2803 (2025)", "S/RES/2803(2025)"]),
        (
            "A/HRC/RES/16/18",
            ["A/HRC/RES/16/18", "Human Rights Council resolution 16/18"],
        ),
        ("A/HRC/27/48/Add.1", ["A/HRC/27/48/Add. 1", "A/HRC/27/48/ADD.1"]),
        ("E/RES/663 (XXIV)", ["E/RES/663(XXIV)C", "resolution 663 C (XXIV)"]),
        ("HRI/GEN/1/Rev.9", ["HRI/GEN/1/Rev. 9", "HRI/GEN/1/Rev.9 (Vol. I)"]),
        (
            "R (87) 3",
            [
                "Recommendation No. R(87)3",
                "R (1987) 3",
                "Recommandation n° R (87) 3",
                "Рекомендация № R (87) 3",
                "Recommendation (87) 3",
                "Rec(87)3",
            ],
        ),
        ("CM/Rec(2010)4", ["CM/Rec (2010) 4", "CM Rec(2010)4", "Rec(2010)4"]),
        ("Rec(2006)2-rev", ["Rec(2006)2-rev", "Rec (2006) 2 - rev"]),
        ("CPT/Inf (92) 3", ["CPT/Inf (92) 3", "CPT/Inf(1992)3", "CPT-Inf (92) 3"]),
        ("Res (73) 5", ["Resolution (73) 5", "Резолюция (73) 5", "Res(73)5"]),
        ("CDL-AD(2016)007", ["CDL-AD(2016)7", "CDL-AD(2016)007-e"]),
        (
            "ETS 005",
            [
                "ETS No. 5",
                "ETS 005",
                "STE n° 5",
                "СЕД № 5",
                "European Treaty Series No. 5",
            ],
        ),
        ("CETS 213", ["CETS No. 213", "STCE n° 213", "ETS No. 213"]),
        (
            "PACE Resolution 1438 (2005)",
            ["PACE Resolution 1438 (2005)", "Резолюция 1438 (2005) ПАСЕ"],
        ),
        ("PACE Opinion 193 (1996)", ["PACE Opinion No. 193 (1996)"]),
        ("CCPR/CO/79/RUS", ["CCPR/CO/79/RUS", "ССРR/CO/79/RUS"]),
        (
            "C029",
            [
                "C029",
                "ILO Convention 29",
                "C-29",
                "Convention No. 29",
                "Конвенция МОТ № 29",
            ],
        ),
        ("MC.DEC/7/05", ["MC.DEC/7/05", "MC.DEC/07/2005"]),
        (
            "applications 7/04; 4411/13",
            [
                "nos. 7/04, 4411/13 and 12 others",
                "applications nos. 7/04 and 4411/13",
                "requêtes nos 7/04 et 4411/13",
                "жалобы № 7/04 и № 4411/13",
            ],
        ),
    ],
)
def test_all_ways_of_writing_a_symbol_give_one_form(form, ways):
    assert {way: normal(way) for way in ways} == dict.fromkeys(ways, form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A/HRC/16/18", "A/HRC/RES/16/18"),
        ("A/HRC/27/48", "A/HRC/27/48/Corr.1"),
        ("CCPR/C/GC/32", "CCPR/C/GC/23"),
        ("CCPR/C/21/Rev.1/Add.13", "CCPR/C/21/Rev.1/Add.12"),
        ("CPT/Inf (2002) 1", "CPT/Inf/E (2002) 1"),
        ("Rec(2006)2", "Rec(2006)2-rev"),
        ("ETS 048", "ETS 048A"),
        ("S/RES/1325 (2000)", "A/RES/1325 (XIII)"),
        ("CM/Del/Dec(2019)1348/H46-12", "CM/Del/Dec(2019)1348/H46-13"),
        ("A/RES/ES-10/15", "A/RES/S-10/15"),
    ],
)
def test_two_documents_never_share_a_form(one, other):
    assert normal(one)
    assert normal(other)
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "and/or, N/A, A/B",
        "12/04/2006",
        "Т/С",
        "А/Я 1234",
        "р/с 40702810",
        "с/х",
        "A/4",
        "A/B/C/123",
        "CAT/123",
        "S/N 123456",
        "km/h",
        "he/she",
        "Order no. 12/04",
        "Government resolution 70/175",
        "Resolution 2 (1975)",
        "постановление Пленума 5/12",
        "ECLI:CE:ECHR:2019:0231JUD000441113",
        "R(10) 5",
        "volume 3 (III)",
        "p. 217 (III)",
        "№ 12/04",
        "А/123-45",
        "E/CN.4",
        "A/CONF.157",
        "CAT/C",
        "EU ETS 2",
        "UNCTAD resolution 45 (III)",
        "Convention for the Protection in 29 States",
        "+7-001-123456",
        "",
    ],
)
def test_what_is_no_symbol_gives_none(text):
    assert parse(text) is None
    assert symbols_in(text) == []


@pytest.mark.parametrize(
    ("text", "form", "sentence"),
    [
        ("Rec(2010)4", "CM/Rec(2010)4", "prefix follows the year"),
        ("CM/Rec(2006)2", "Rec(2006)2", "prefix follows the year"),
        ("А/RES/70/175", "A/RES/70/175", "Cyrillic"),
        ("СM/Rec(2010)4", "CM/Rec(2010)4", "Cyrillic"),
        ("R/51/106", "A/RES/51/106", "lists of votes"),
        ("CETS No. 5", "ETS 005", "series"),
    ],
)
def test_what_was_mended_is_said(text, form, sentence):
    symbol = parse(text)
    assert symbol.normal == form
    assert sentence in " ".join(symbol.mended())


def test_nothing_is_said_of_what_was_right():
    for text in ("CM/Rec(2010)4", "Rec (2001) 10", "R (87) 3", "жалоба № 7/04"):
        assert parse(text).mended() == []


def test_the_letter_and_the_volume_are_kept_apart():
    assert parse("217 A (III)").letter == "A"
    assert parse("A/RES/217 (III)").letter == ""
    assert parse("HRI/GEN/1/Rev.9 (Vol. I)").part == "Vol. I"
    assert str(parse("217 A (III)")) == "A/RES/217 (III) A"


def test_an_ecli_tells_the_day_and_the_application():
    symbol = parse("ecli:ce:echr:2019:0214jud000441113")
    assert str(symbol.day) == "2019-02-14"
    assert symbol.applications == ("4411/13",)
    assert symbol.issuer_name == "European Court of Human Rights"


@pytest.mark.parametrize(
    ("text", "issuer", "body"),
    [
        ("CCPR/C/GC/32", "United Nations", "Human Rights Committee"),
        ("E/C.12/GC/20", "United Nations", "Committee on Economic, Social and "),
        ("CPT/Inf (2002) 1", "Council of Europe", "European Committee for the Pre"),
        ("PC.DEC/1049", "OSCE", "Permanent Council"),
        ("ECLI:EU:C:2014:325", "European Union", "Court of Justice"),
        ("C029", "International Labour Organization", ""),
    ],
)
def test_a_symbol_says_who_issued_it(text, issuer, body):
    symbol = parse(text)
    assert symbol.issuer_name == issuer
    assert symbol.body_name.startswith(body)


def test_symbols_are_found_in_sentences_where_they_stand():
    text = (
        "See A/HRC/27/48/Add. 1, para. 3; резолюцию 1325 (2000) Совета Безопасности "
        "и Rec(2010)4. Voir la résolution 70/175 de l'Assemblée générale (STE n° 5)."
    )
    assert [text[start:end] for (start, end), _symbol in symbols_in(text)] == [
        "A/HRC/27/48/Add. 1",
        "1325 (2000)",
        "Rec(2010)4",
        "70/175",
        "STE n° 5",
    ]


def test_every_resolution_of_a_list_is_found():
    assert normals("General Assembly resolutions 55/2, 60/1 and 70/1 were cited.") == [
        "A/RES/55/2",
        "A/RES/60/1",
        "A/RES/70/1",
    ]


def test_a_document_of_two_bodies_has_two_symbols_and_is_filed_under_the_first():
    text = "E/2005/23-E/CN.4/2005/135"
    assert normals(text) == ["E/2005/23", "E/CN.4/2005/135"]
    assert normal(text) == "E/2005/23"


def test_a_text_that_names_two_documents_is_no_symbol():
    assert parse("A/RES/70/175 and A/RES/70/174") is None


@needs_shared
def test_every_line_of_the_answer_sheet_is_right():
    sheet = SHARED / "cases" / "translations" / "symbols.tsv"
    for line in sheet.read_text(encoding="utf-8").splitlines()[1:]:
        text, answer = line.split("\t")[:2]
        answer = text if answer.startswith("the same") else answer
        answer = re.split(r", letter| \((?:the|a doc|zero|HUDOC|pref|mend)", answer)[0]
        assert (normal(text) or "no symbol") == answer, text
        assert bool(parse(text) and parse(text).mends) == any(
            word in line for word in ("mended", "Cyrillic", "R/51/106")
        ), text


@needs_shared
def test_every_vote_of_the_assembly_has_its_resolution_or_a_reason():
    with (DOCUMENTS / "unga-human-rights-rollcalls.csv").open(
        encoding="utf-8", errors="replace"
    ) as file:
        rows = [row for row in csv.DictReader(file) if row["unres"]]
    assert len(rows) > 900
    for row in rows:
        text = row["unres"]
        early = re.match(r"R/(\d+)/", text)
        if parse(text) is None:
            assert text in NO_RESOLUTION or int(early[1]) in EARLY, text
        elif not early or int(early[1]) > 30:
            wanted = re.sub(r"^R/|[A-Z]$", "", text.removeprefix("A/RES/"))
            assert normal(text) == f"A/RES/{wanted}"


@needs_shared
def test_instruments_that_name_their_number_have_a_symbol():
    with (DOCUMENTS / "06-international-instruments.csv").open(
        encoding="utf-8"
    ) as file:
        titles = [row["english"] for row in csv.DictReader(file)]
    of_ilo = [title for title in titles if title.startswith("ILO")]
    assert len(of_ilo) > 15
    for title in of_ilo:
        number = int(re.search(r"No\. (\d+)", title)[1])
        assert normals(title) == [f"C{number:03}"]
    # Protocols to the Convention are numbered by it, and that is no symbol.
    assert {
        one for title in titles if title not in of_ilo for one in normals(title)
    } == (set())


@needs_shared
def test_an_ordinary_text_raises_no_false_alarm():
    for language, names in {
        "eng": [],
        "fra": [],
        "rus": ["A/RES/217 (III)"],  # it names the resolution that adopted it
    }.items():
        text = (SHARED / "udhr" / f"udhr_{language}.xml").read_text(encoding="utf-8")
        assert normals(text) == names
    text = (DOCUMENTS / "upr-recommendations-to-russia.csv").read_text(
        encoding="utf-8", errors="replace"
    )
    assert {*normals(text)} == {"PACE Resolution 1648 (2009)", "C169", "A/RES/53/144"}


@pytest.mark.parametrize(
    "piece",
    ["A/", "(((", "A/1", "Add. 1/", "R (87", "resolution ", "1/", "nos. 7/04, ", "%2F"],
)
def test_a_text_that_repeats_itself_is_read_to_its_end(piece):
    text = piece * (100_000 // len(piece)) + " CCPR/C/GC/32"
    assert normals(text)[-1] == "CCPR/C/GC/32"


@given(st.text(alphabet="ARESCM/()-.0123456789 IVXРА\u200b%2Fno", max_size=60))
def test_a_normal_form_is_read_as_itself_and_stands_where_it_is_said(text):
    for (start, end), symbol in symbols_in(text):
        assert 0 <= start < end <= len(text)
        again = parse(symbol.normal)
        assert again
        assert again.normal == symbol.normal


def test_the_command_prints_what_stands_there_and_the_normal_form(tmp_path):
    file = tmp_path / "text.txt"
    file.write_text("See Rec(2010)4 and A/RES/217\n(III).", encoding="utf-8")
    answer, remarks = StringIO(), StringIO()
    call_command("symbols", str(file), stdout=answer, stderr=remarks)
    assert answer.getvalue().splitlines() == [
        "Rec(2010)4\tCM/Rec(2010)4",
        "A/RES/217 (III)\tA/RES/217 (III)",
    ]
    assert "Rec(2010)4: The prefix follows the year" in remarks.getvalue()


def test_the_command_says_when_there_is_no_such_file():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("symbols", str(Path("nowhere") / "text.txt"))
