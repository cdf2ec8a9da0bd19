"""Lists sorted by several columns, each either way."""

import csv
import io

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


@pytest.fixture
def officials():
    """Anna and Boris at the Court, Clara and Dmitri at the army, Egor nowhere."""
    court, army = InstitutionFactory(name="Court"), InstitutionFactory(name="army")
    for name, place, post, lead in (
        ("Anna Aa", court, "Judge", "Zoe"),
        ("Boris Bb", court, "Clerk", "Yan"),
        ("Clara Cc", army, "General", "Zoe"),
        ("Dmitri Dd", army, "Adviser", "Yan"),
    ):
        official = OfficialFactory(named=name)
        official_post = PostFactory(institution=place, title=post)
        AppointmentFactory(official=official, post=official_post)
        RelationshipFactory(official=official, lead=UserFactory(full_name=lead))
    OfficialFactory(named="Egor Ee")


def first_names(page):
    return "".join(row["cells"][0]["text"][0] for row in page.context["rows"])


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("institution_name,name", "CDABE"),
        ("institution_name,-name", "DCBAE"),
        ("-institution_name,-name", "BADCE"),
        ("lead_name,institution_name", "DBCAE"),
        ("post_title", "DBCAE"),
        ("-post_title", "ACBDE"),
        ("name,name,-name", "ABCDE"),
        ("no_such_column,-name", "EDCBA"),
        ("", "ABCDE"),
        (",,-", "ABCDE"),
        ("gender,lead_name,institution_name,-name", "DBCAE"),  # the fourth is too much
    ],
)
def test_a_list_is_sorted_by_several_columns(officer, officials, sort, order):
    assert first_names(officer.get("/officials/", {"sort": sort})) == order


def test_the_sort_menu_sends_each_column_by_itself(officer, officials):
    page = officer.get("/officials/", {"sort": ["institution_name", "-name", ""]})

    assert first_names(page) == "DCBAE"
    sort_options = [
        [option["value"] for option in field["options"] if option["chosen"]]
        for field in page.context["sort_menu"]
    ]
    assert sort_options == [["institution_name"], ["-name"], []]


def test_the_head_says_which_column_sorts_first_and_which_way(officer, officials):
    page = officer.get("/officials/", {"sort": "institution_name,-name"})

    heads = {head["label"]: head for head in page.context["headers"]}
    assert (heads["Institution"]["place"], heads["Name"]["place"]) == (1, 2)
    assert heads["Name"]["sorted"] == "desc"
    assert page.text.count("aria-sort=") == 1
    assert 'aria-sort="ascending"' in page.text
    alone = officer.get("/officials/", {"sort": "name"}).context["headers"]
    assert [head["place"] for head in alone] == [None] * len(alone)


def test_a_click_sorts_by_one_column_and_shift_adds_another(officer, officials):
    page = officer.get("/officials/", {"sort": "lead_name"})
    heads = {head["label"]: head for head in page.context["headers"]}

    assert first_names(officer.get(heads["Name"]["sort_url"])) == "ABCDE"
    both = officer.get(heads["Institution"]["along_url"])
    assert first_names(both) == "DBCAE"
    again = next(h for h in both.context["headers"] if h["label"] == "Institution")
    assert first_names(officer.get(again["along_url"])) == "BDACE"  # it turns round


def test_the_file_and_the_next_page_follow_the_sort(officer, officials):
    query = {"sort": "institution_name,-name", "columns": "name"}
    page = officer.get("/officials/", query)

    text = officer.get(page.context["csv_url"]).getvalue().decode("utf-8-sig")

    rows = [row[0][0] for row in csv.reader(io.StringIO(text))][1:]
    assert "".join(rows) == first_names(page) == "DCBAE"
    for number in range(60):
        NoteFactory(headline=f"Note {number:02}", reliability="AB"[number % 2])
    first = officer.get("/notes/", {"sort": "graded,-headline"})
    second = officer.get(first.context["page"]["next_url"])
    headlines = [
        row["cells"][1]["text"]
        for page in (first, second)
        for row in page.context["rows"]
    ]
    evens = [f"Note {number:02}" for number in range(58, -1, -2)]
    odds = [f"Note {number:02}" for number in range(59, 0, -2)]
    assert headlines == evens + odds


def test_the_same_address_sorts_in_either_language(officer, officials):
    query = {"sort": "institution_name,-name", "columns": ["name", "lead_name"]}
    english = officer.get("/officials/", query)

    officer.cookies["django_language"] = "ru"
    russian = officer.get("/officials/", query)

    assert first_names(russian) == first_names(english) == "DCBAE"
    assert [head["sorted"] for head in russian.context["headers"]] == ["desc", ""]
