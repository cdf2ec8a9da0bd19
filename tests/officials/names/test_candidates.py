"""People found in another spelling: suggestions, the search page, a new official."""

import pytest

from officials.names.candidates import candidates
from officials.people.models import Official
from officials.people.salutation import salutations
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import PostFactory
from tests.factories.people import (
    AppointmentFactory,
    OfficialFactory,
    OfficialNameFactory,
)
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def karelin():
    official = OfficialFactory(named="Александр Александрович Карелин")
    OfficialNameFactory(official=official, text="Aleksandr Karelin")
    return official


def named(text):
    return [each.official for each in candidates(text, Official.objects.all())]


@pytest.mark.parametrize(
    "text",
    [
        "Alexander Alexandrowitsch Karelin",
        "Aleksandrs Kareļins",
        "Karelin",
        "Карелин А. А.",
        "Aleksandr Karielin",
        "Karielin",
        "Kareljin, Aleksandar",
        "Олександр Карелін",
        "Aleksandr Karelen",
    ],
)
def test_a_person_is_found_in_another_spelling(karelin, text):
    OfficialFactory(named="Анна Волкова")
    OfficialFactory(named="Сергей Карпов")

    assert named(text) == [karelin]


def test_the_best_match_comes_first_with_its_reasons(karelin):
    other = OfficialFactory(named="Алексей Карелин")
    place = PostFactory()
    AppointmentFactory(official=karelin, post=place)

    matches = candidates(
        "Alexander Karelin", Official.objects.all(), place=place.institution
    )

    assert [each.official for each in matches] == [karelin]
    assert matches[0].same
    assert f"both at {place.institution}" in matches[0].reasons
    assert other in named("Карелин")


def test_suggestions_never_show_whom_one_may_not_see(karelin):
    hidden = OfficialFactory(named="Oleg Karelin", circle=CircleFactory())
    person = UserFactory()
    assert hidden in Official.objects.suggested("Karelins", 12)

    with acting_as(person):
        for text in ("karelin", "Karelins", "Oleg Kareljin", "ka"):
            officials = Official.objects.visible_to(person).suggested(text, 12)
            assert hidden not in officials
    assert hidden not in Official.objects.visible_to(person).suggested("karelin", 12)


@pytest.mark.parametrize(
    "text",
    ["к", "ka", "кар", "karel", "Карелин Ал", "aleksandr karelin", "щ", "%", "_"],
)
def test_what_is_typed_is_suggested_by_the_letter(as_role, karelin, text):
    client = as_role("Officer")

    suggestions = client.get("/suggest/official/", {"q": text}).json()["results"]

    assert [row["text"] for row in suggestions] == (
        ["Aleksandr Karelin"] if text not in "щ%_" else []
    )


def test_suggestions_cost_three_queries_at_most(karelin, django_assert_max_num_queries):
    for text in ("к", "karel", "Karielin", "Alexander Kareljin"):
        with django_assert_max_num_queries(3):
            assert Official.objects.suggested(text, 12) == [karelin]


def test_whose_surname_begins_so_comes_before_who_holds_it_elsewhere():
    inside = OfficialFactory(named="Ivan Zakarelin")
    begins = OfficialFactory(named="Zoya Karelina")

    assert Official.objects.suggested("karel", 12) == [begins, inside]


def test_the_search_page_shows_similar_names_with_reasons(as_role, karelin):
    client = as_role("Officer")

    page = client.get("/search/", {"q": "Alexander Kareljin"}).content.decode()
    exact = client.get("/search/", {"q": "Alexander Kareljin", "exact": "true"})

    assert "Officials with a similar name" in page
    assert "Aleksandr Karelin" in page
    assert "same surname in another spelling" in page
    assert "Aleksandr Karelin" not in exact.content.decode()


def test_exactly_as_typed_means_that_spelling_only(as_role, karelin):
    client = as_role("Officer")

    for text, is_found in (("карелин", True), ("Karelin", True), ("karełin", False)):
        for path in ("/search/", "/officials/"):
            answer = client.get(path, {"q": text, "exact": "true"}).content.decode()
            assert ("Aleksandr Karelin" in answer) is is_found
            assert "Aleksandr Karelin" in client.get(path, {"q": text}).content.decode()


def test_words_that_only_resemble_offer_who_is_meant(as_role, karelin):
    answer = fill(
        as_role("Officer"),
        "/notes/new/",
        headline="Opened the hearings",
        officials_search="Aleksandrs Kareļins",
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "something like it is" in page
    assert f'<option value="{karelin.pk}"' in page


def test_a_new_person_of_a_like_name_is_asked_about_once(as_role, karelin):
    client = as_role("Officer")
    typed = {"written": "Alexander Karelin"}

    answer = fill(client, "/officials/new/", **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is it one of these?" in page
    assert f"/officials/{karelin.pk}/" in page
    assert "same given name in another language" in page
    assert Official.objects.count() == 1

    assert fill(client, "/officials/new/", **typed, is_new="on").status_code == 302
    assert Official.objects.count() == 2


def test_a_new_person_is_not_compared_with_whom_one_may_not_see(as_role):
    hidden = OfficialFactory(named="Anna Volkova", circle=CircleFactory())
    client = as_role("Officer")

    answer = fill(client, "/officials/new/", written="Anna Volkova")

    assert answer.status_code == 302
    assert Official.objects.exclude(pk=hidden.pk).get().name == "Anna Volkova"


def test_many_names_at_once_name_their_officials_and_a_moved_one_renames_both():
    one, other = (
        OfficialFactory(named="Anna Volkova"),
        OfficialFactory(named="Oleg Zuev"),
    )
    moved = OfficialNameFactory(official=one, text="Анна Волкова", is_display=True)

    moved.official = other
    moved.save()

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.name, one.native_name) == ("Anna Volkova", "")
    assert (other.name, other.native_name) == ("Oleg Zuev", "Анна Волкова")


def test_a_name_of_former_days_is_chosen_last():
    official = OfficialFactory(named="Olga Belova")
    OfficialNameFactory(official=official, text="Olga Sedova")
    official.names.update(is_display=False)

    official.names.filter(text="Olga Belova").update(valid_until=day("2001"))
    official.refresh_from_db()

    assert official.name == "Olga Sedova"


def test_a_name_cannot_end_before_it_began(as_role):
    name = OfficialFactory(named="Olga Sedova").names.get()

    answer = fill(
        as_role("Officer"),
        f"/names/{name.pk}/edit/",
        valid_from="2010",
        valid_until="2001",
    )

    assert answer.status_code == 422
    assert "It cannot end before it began." in answer.content.decode()


@pytest.mark.parametrize(
    ("names", "gender", "lines"),
    [
        (["Анна Сергеевна Волкова"], "", ["Уважаемая Анна Сергеевна!"]),
        (["Иван Петрович Седов"], "m", ["Уважаемый Иван Петрович!"]),
        (["Иван Иванов"], "m", ["Уважаемый господин Иванов!"]),
        (["Анна Иванова"], "f", ["Уважаемая госпожа Иванова!"]),
        (["Женя Ким"], "", ["Здравствуйте, Женя!"]),
        (["Гейдар Алирза оглы Алиев"], "", ["Уважаемый Гейдар Алирза оглы!"]),
        (["Anna Volkova"], "f", ["Dear Ms Volkova,"]),
        (["Anna Volkova"], "", ["Dear Anna Volkova,"]),
        (["Pelé"], "m", ["Dear Mr Pelé,"]),
        (
            ["Ivan Petrovich Sedov", "Иван Седов"],
            "",
            ["Уважаемый господин Седов!", "Dear Mr Sedov,"],
        ),
        (["محمد"], "m", []),
    ],
)
def test_a_letter_begins_as_is_proper(names, gender, lines):
    official = OfficialFactory(named=names[0], gender=gender)
    for text in names[1:]:
        OfficialNameFactory(official=official, text=text)

    openings = salutations(official, list(official.names.all()))

    assert [line for _language, line in openings] == lines


def test_who_wishes_to_be_addressed_otherwise_is(as_role):
    official = OfficialFactory(named="Anna Volkova", gender="f")
    client = as_role("Officer")
    name = official.names.get()
    fill(client, f"/names/{name.pk}/edit/", salutation="Dear Judge Volkova,")

    page = client.get(f"/officials/{official.pk}/?tab=names").content.decode()

    assert "Dear Judge Volkova," in page
    assert "Dear Ms Volkova" not in page
