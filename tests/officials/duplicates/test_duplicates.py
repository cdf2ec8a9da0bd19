"""Two records of one person are found, looked at, told apart; the decision stays."""

import io

import pytest
from django.core.management import call_command

from officials.duplicates.duplicates import find_duplicates, judge
from officials.duplicates.models import Resemblance
from officials.names.candidates import candidates
from officials.people.models import Identifier, Official
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.duplicates import ResemblanceFactory
from tests.factories.institutions import PostFactory
from tests.factories.people import (
    AppointmentFactory,
    OfficialFactory,
    OfficialNameFactory,
)
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


def pairs():
    resemblances = Resemblance.objects.select_related("one", "other")
    return {frozenset((pair.one, pair.other)) for pair in resemblances}


def twice(first, second, **fields):
    return OfficialFactory(named=first, **fields), OfficialFactory(named=second)


@pytest.mark.parametrize(
    "spelling",
    [
        "Alexander Alexandrowitsch Karelin",
        "Карелин А. А.",
        "Karelin, Aleksandr",
        "Aleksandrs Kareļins",
        "Олександр Карелін",
        "Александр Карелин",
    ],
)
def test_a_second_record_is_found_in_another_spelling(spelling):
    both = twice("Александр Александрович Карелин", spelling)
    OfficialFactory(named="Игорь Карелин")
    OfficialFactory(named="Анна Волкова")

    assert find_duplicates() == 1

    assert pairs() == {frozenset(both)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Александр Иванович Карелин", "Александр Петрович Карелин"),
        ("Александр Карелин", "Александра Карелина"),
        ("Иван Петров", "Иван Петровский"),
        ("Сидоров", "Анна Сидорова"),
        ("Сидоров", "Сидоров"),
    ],
)
def test_different_people_are_no_suspects(one, other):
    twice(one, other)

    assert find_duplicates() == 0


def test_other_names_that_contradict_count():
    one, other = twice("Иван Сергеевич Седов", "Иван Олегович Седов")
    for official in (one, other):
        OfficialNameFactory(official=official, text="Ivan Sedov")

    assert find_duplicates() == 0


@pytest.mark.parametrize(
    ("born", "is_suspected"),
    [("1960-05-12", True), ("1960", True), (None, True), ("1971-01-02", False)],
)
def test_a_date_of_birth_speaks_for_it_or_against(born, is_suspected):
    one, other = twice("Иван Седов", "Ivan Sedov", born=day("1960-05-12"))
    Official.objects.filter(pk=other.pk).update(born=born and day(born))

    assert find_duplicates() == is_suspected
    reasons = [code for pair in Resemblance.objects.all() for code in pair.reasons]
    assert ("born" in reasons) is (born == "1960-05-12")


def test_one_number_in_another_register_is_enough_and_two_are_too_many():
    circle = CircleFactory()
    one = OfficialFactory(named="Ivan Sedov")
    married = OfficialFactory(named="Olga Belova", circle=circle)
    before = OfficialFactory(named="Olga Sedova")
    for official, value in ((one, "Q1"), (married, "Q2"), (before, "Q2")):
        Identifier.objects.create(official=official, value=value)
    other = OfficialFactory(named="Иван Седов")
    Identifier.objects.create(official=other, value="Q3")

    find_duplicates()

    assert pairs() == {frozenset((married, before))} or pairs() == set()
    assert judge(["Ivan Sedov"], ["Иван Седов"], numbers=False)[0] < 0.85
    assert judge(["Ivan Sedov"], ["Ivan Sedow"], numbers=True)[0] == 1


def test_who_works_at_one_place_is_told_so(as_role):
    one, other = twice("Анна Волкова", "Anna Volkova")
    place = PostFactory().institution
    for official in (one, other):
        AppointmentFactory(official=official, post=PostFactory(institution=place))
    find_duplicates()

    page = as_role("Officer").get("/duplicates/").content.decode()

    assert f"both at {place}" in page
    assert "same surname in another spelling" in page


def test_a_suspicion_that_is_no_longer_found_goes_and_a_decision_stays():
    one, other = twice("Анна Волкова", "Anna Volkova")
    other_pair = twice("Oleg Zuev", "Олег Зуев")
    decided = ResemblanceFactory(
        of=other_pair,
        state="different",
        decided_by=UserFactory(),
        decided_at="2026-01-01T00Z",
    )
    find_duplicates()
    assert Resemblance.objects.count() == 2

    name = other.names.get()
    name.text = "Olga Belova"
    name.save()
    find_duplicates()

    resemblance = Resemblance.objects.get()
    assert resemblance == decided
    assert resemblance.state == "different"


def test_looking_again_changes_nothing():
    twice("Анна Волкова", "Anna Volkova")

    find_duplicates()
    before = list(Resemblance.objects.values())
    find_duplicates()

    assert list(Resemblance.objects.values()) == before


def test_a_pair_shows_to_the_narrower_circle_and_two_circles_make_none(as_role):
    circle = CircleFactory()
    twice("Анна Волкова", "Oleg Zuev")
    hidden = OfficialFactory(named="Anna Volkova", circle=circle)
    other = OfficialFactory(named="A. Volkova", circle=CircleFactory())
    find_duplicates()
    officer = as_role("Officer")

    page = officer.get("/duplicates/").content.decode()

    pair = Resemblance.objects.get(circle=circle)
    assert hidden in (pair.one, pair.other)
    assert Resemblance.objects.get(circle=other.circle)
    assert frozenset((hidden, other)) not in pairs()
    assert "Волкова" not in page
    assert "Volkova" not in page
    assert officer.post(f"/resemblances/{pair.pk}/apart/").status_code == 404


def test_a_person_tells_them_apart_and_takes_it_back(as_role):
    client = as_role("Officer")
    twice("Анна Волкова", "Anna Volkova")
    find_duplicates()
    pair = Resemblance.objects.get()
    back = {"next": "/duplicates/"}

    answer = client.post(f"/resemblances/{pair.pk}/apart/", back)
    pair.refresh_from_db()
    assert answer.url == "/duplicates/"
    assert (pair.state, pair.decided_by) == ("different", client.person)
    assert "Anna Volkova" not in client.get("/duplicates/").content.decode()
    page = client.get("/duplicates/?state=different").content.decode()
    assert "Anna Volkova" in page
    assert f"told apart by {client.person}" in page
    find_duplicates()
    assert Resemblance.objects.get().state == "different"

    client.post(f"/resemblances/{pair.pk}/suspect/", back)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("suspected", None)
    assert "Anna Volkova" in client.get("/duplicates/").content.decode()


def test_the_page_leads_to_the_merge_for_those_who_may(as_role):
    one, other = twice("Анна Волкова", "Anna Volkova")
    find_duplicates()
    pair = Resemblance.objects.get()
    way = f"/officials/{pair.one_id}/merge/?with={pair.other_id}"

    assert way in as_role("Officer").get("/duplicates/").content.decode()
    viewer = as_role("Viewer").get("/duplicates/").content.decode()
    assert "Anna Volkova" in viewer
    assert way not in viewer
    assert "Not the same" not in viewer
    assert {pair.one, pair.other} == {one, other}


def test_a_new_person_who_is_said_to_be_another_is_not_suspected(as_role):
    OfficialFactory(named="Анна Волкова")
    client = as_role("Officer")

    fill(client, "/officials/new/", written="Anna Volkova", is_new="on")

    pair = Resemblance.objects.get()
    assert (pair.state, pair.decided_by) == ("different", client.person)
    find_duplicates()
    assert Resemblance.objects.get().state == "different"


def test_the_command_says_how_many():
    twice("Анна Волкова", "Anna Volkova")
    output = io.StringIO()

    call_command("find_duplicates", stdout=output)

    assert output.getvalue() == "1 pairs may be one person.\n"


def test_nobody_is_judged_by_whom_one_may_not_see():
    hidden = OfficialFactory(named="Anna Volkova", circle=CircleFactory())
    person = UserFactory()

    with acting_as(person):
        officials = Official.objects.visible_to(person)
        assert candidates("Анна Волкова", officials) == []
    assert candidates("Анна Волкова", Official.objects.all())[0].official == hidden
