"""Files that leave the house: exactly what the table shows, harmless, and logged."""

import csv
import io

import pytest

from officials.safeguards.models import Switch
from officials.security.formulas import harmless
from staff.models import Export
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import NoteFactory, RecommendationFactory
from tests.factories.outcomes import OutcomeFactory, ReformFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.themes import ThemeFactory
from tests.factories.translations.catalogue import DocumentTitleFactory
from tests.factories.translations.jobs import TranslationFactory

pytestmark = pytest.mark.django_db

LISTS = (
    "/officials/",
    "/institutions/",
    "/notes/",
    "/actions/",
    "/outcomes/",
    "/relationships/",
    "/documents/",
    "/translations/",
    "/exchanges/",
    "/outcomes/results/",
    "/reforms/",
    "/recommendations/",
    "/participations/",
    "/reports/exports/",
)


def file_of(client, path, **query):
    """The rows of the CSV file of the list at `path`, its head first."""
    response = client.get(path, {**query, "format": "csv"})
    assert response.status_code == 200
    text = response.getvalue().decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def furnish():
    Switch.objects.turn(Switch.Name.RECOMMENDATIONS, on=True)
    for number in range(3):
        theme = ThemeFactory()
        official = OfficialFactory(named=f"Анна Волкова{number}", born=day("1970-05"))
        InstitutionFactory(native_name="Министерство", region="Karelia")
        official.themes.add(theme)
        RelationshipFactory(official=official)
        NoteFactory(about=[official], detail='First line\nsecond, with “quotes”; "too"')
        OutreachActionFactory(
            towards=[official], done=number > 0, result="Yes", responded=number > 1
        )
        OutcomeFactory(official=official, reform=ReformFactory())
        RecommendationFactory(response="noted")
        TranslationFactory(document=DocumentTitleFactory(text="Рекомендация").document)
        ParticipationFactory(
            exchange=ExchangeFactory(country="FI"), official=official, remark="Vegan"
        )


@pytest.mark.parametrize("path", LISTS)
def test_the_file_holds_the_rows_and_columns_of_the_table(as_role, path):
    client = as_role("Manager")
    furnish()
    file_of(client, "/notes/")
    columns = [c["name"] for c in client.get(path).context["column_choices"]]

    page = client.get(path, {"columns": columns})
    head, *rows = file_of(client, path, columns=columns)

    assert page.context["rows"]
    assert head == [header["label"] for header in page.context["headers"]]
    if path != "/reports/exports/":  # where taking this file adds a row
        assert len(rows) == len(page.context["rows"])
        for row, page_row in zip(rows, page.context["rows"], strict=True):
            for cell, column in zip(row, page_row["cells"], strict=True):
                assert bool(cell) == bool(column["text"])
                if not any(sign.isdigit() for sign in cell):  # dates are ISO in files
                    assert cell == column["text"]


def test_the_file_follows_the_filter_the_search_and_the_sort(as_role):
    client = as_role("Officer")
    for headline, grade in (("B hearing", "A"), ("A hearing", "B"), ("Hearing", "E")):
        NoteFactory(headline=headline, reliability=grade)

    _head, *rows = file_of(
        client, "/notes/", q="hearing", graded="C", sort="headline", columns="headline"
    )

    assert rows == [["A hearing"], ["B hearing"]]


def test_the_file_holds_what_the_person_may_see(as_role):
    client = as_role("Officer")
    officer, manager = client.person, UserFactory(role="Manager")
    NoteFactory(headline="Open")
    NoteFactory(headline="Hidden", circle=CircleFactory())
    client.force_login(manager)
    assert "Hidden" in str(file_of(client, "/notes/"))

    client.force_login(officer)
    text = str(file_of(client, "/notes/"))

    assert "Open" in text
    assert "Hidden" not in text


def test_the_file_opens_in_a_spreadsheet_as_utf8(as_role):
    InstitutionFactory(name="Министерство")

    response = as_role("Officer").get("/institutions/", {"format": "csv"})

    assert response.getvalue().startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        " =1+1",
        "\tx",
        "\nx",
        "\u00a0=1+1",
        "=cmd|'/c calc'!A1",
        "-2+3+cmd|' /C calc'!A0",
        "＝1+1",
        "\u200b=1+1",
    ],
)
def test_no_cell_is_taken_for_a_formula(as_role, text):
    client = as_role("Officer")
    note = NoteFactory(headline=f"x{text}")
    assert file_of(client, "/notes/", columns="headline")[1] == [f"x{text}"]
    type(note).objects.update(headline=text)

    (cell,) = file_of(client, "/notes/", columns="headline")[1]

    assert cell == f"'{text}"


def test_ordinary_words_stay_as_they_are(as_role):
    client = as_role("Officer")
    words = [
        "O’Brien, “Anna”",
        "a=b",
        "e-mail",
        "5 - 3",
        'say "no"',
        "back\\slash",
        "\\N",
    ]
    for word in words:
        NoteFactory(headline=word)

    headlines = {cell for (cell,) in file_of(client, "/notes/", columns="headline")[1:]}

    assert headlines == set(words)


def test_every_file_is_logged_with_who_and_how_many_rows(as_role):
    client = as_role("Officer")
    for grade in "AAE":
        NoteFactory(reliability=grade)

    file_of(client, "/notes/", graded="B", columns=["headline"])

    export = Export.objects.get()
    assert export.taken_by == client.person
    assert (export.page, export.rows) == ("note-list", 2)
    assert export.filters == {"graded": ["B"], "columns": ["headline"]}


def test_the_log_tells_that_something_was_searched_and_not_what(as_role):
    client = as_role("Officer")
    NoteFactory(headline="Secret")

    assert len(file_of(client, "/notes/", q="secret")) == 2

    assert Export.objects.get().filters == {"q": ["…"]}


def test_the_log_shows_to_managers_and_administrators_only(as_role):
    assert as_role("Officer").get("/reports/exports/").status_code == 403
    assert as_role("Viewer").get("/reports/exports/").status_code == 403
    assert as_role("Manager").get("/reports/exports/").status_code == 200
    assert as_role("Administrator").get("/reports/exports/").status_code == 200


def test_no_file_comes_of_a_filter_that_makes_no_sense(as_role):
    NoteFactory()

    response = as_role("Officer").get("/notes/", {"graded": "Z", "format": "csv"})

    assert response.status_code == 400
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("headline", "cell"),
    [
        ("x;=1+1", "x;'=1+1"),
        ("x; +1", "x;' +1"),
        ("x\t-1", "x\t'-1"),
        ("x\n@sum", "x\n'@sum"),
        ("x;\u200b=1;=2", "x;'\u200b=1;'=2"),
        ("\t=1", "'\t'=1"),
        ("\n=1", "'\n'=1"),
        ("x = y; z - 1", "x = y; z - 1"),
        ("Anna-Maria;Petra", "Anna-Maria;Petra"),
    ],
)
def test_a_cell_is_no_formula_where_a_spreadsheet_splits_at_semicolons_or_lines(
    as_role, headline, cell
):
    client = as_role("Officer")
    NoteFactory(headline=headline)

    _head, row = file_of(client, "/notes/", columns="headline")

    assert row == [cell]
    assert harmless(headline) == cell


def test_every_cell_is_quoted(as_role):
    client = as_role("Officer")
    NoteFactory(headline="One")

    response = client.get("/notes/", {"format": "csv", "columns": "headline"})

    text = response.getvalue().decode()
    assert text.splitlines() == ['\ufeff"What happened"', '"One"']
