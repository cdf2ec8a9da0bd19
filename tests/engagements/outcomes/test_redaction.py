"""No name of somebody who did not agree stands in what is told outside."""

import pytest

from engagements.outcomes.redaction import Redaction
from tests.factories.people import OfficialFactory, OfficialNameFactory

pytestmark = pytest.mark.django_db
POST = "[an official]"


def named(*names):
    """The redaction of one person who is called each of `names`."""
    official = OfficialFactory(named=names[0])
    for name in names[1:]:
        OfficialNameFactory(official=official, text=name, kind="native")
    return Redaction([type(official).objects.with_post().get()], "posts")


@pytest.fixture
def petrov():
    return named("Ivan Petrov", "Петров Иван Ильич")


@pytest.mark.parametrize(
    ("sentence", "print_text"),
    [
        ("Иван Ильич согласился.", f"{POST} согласился."),
        ("Мы были у Ивана Ильича.", f"Мы были у {POST}."),
        ("Ивану Ильичу Петрову вручили.", f"{POST} вручили."),
        ("Говорили с Петровым Иваном Ильичом.", f"Говорили с {POST}."),
        ("И. И. Петров подписал.", f"{POST} подписал."),
        ("Петрову И.И. вручили.", f"{POST} вручили."),
        ("Письмо Петрову И. И. Оно ушло.", f"Письмо {POST}. Оно ушло."),
        ("We met Petrov. I agreed.", f"We met {POST}. I agreed."),
        ("Спросили Ильича.", f"Спросили {POST}."),
        ("Ivan Petrov’s order", f"{POST}’s order"),
        ("Mr Petrov and Ivan Ilyich agreed", f"Mr {POST} and {POST} agreed"),
        ("ПЕТРОВ ИВАН ИЛЬИЧ", POST),
        ("Іван Ілліч Петров", POST),
    ],
)
def test_a_name_is_withheld_in_every_form_in_which_people_write_it(
    petrov, sentence, print_text
):
    assert petrov.text(sentence) == print_text


@pytest.mark.parametrize(
    "sentence",
    [
        "Сергей Ильич согласился.",
        "Иван пришёл.",
        "Ivan Schmidt translated it.",
        "Приказ об открытых слушаниях вышел 3 мая.",
        "И. о. начальника издал приказ.",
    ],
)
def test_what_is_not_their_name_stays(petrov, sentence):
    assert petrov.text("Петров") == POST
    assert petrov.text(sentence) == sentence


def test_every_name_on_record_is_withheld_former_ones_and_other_scripts_too():
    person = named("Anna Volkova", "Волкова Анна Сергеевна", "Анна Юрьевна Цой",
                   "ანა ვოლკოვა", "安娜")  # fmt: skip

    for name_form in (
        "Волковой",
        "Анной Сергеевной",
        "Анне Юрьевне",
        "Цой",
        "Volkova",
        "ანა ვოლკოვა",
        "安娜",
        "Ганна Волкова",
        "Волковой-Цой",
    ):
        assert person.text(f"«{name_form}» сказала") == f"«{POST}» сказала"


def test_an_ordinary_word_is_no_name_until_it_is_written_as_one():
    wolf = named("Ivan Volk", "Волк Иван Ильич")

    assert wolf.text("Волку вручили грамоту.") == f"{POST} вручили грамоту."
    assert wolf.text("Боялись волка и молчали.") == "Боялись волка и молчали."


def test_the_names_of_all_are_asked_for_at_once(django_assert_num_queries):
    people = [OfficialFactory() for _n in range(5)]
    people = list(type(people[0]).objects.with_post())
    redaction = Redaction(people, "posts")

    with django_assert_num_queries(1):
        redaction.text("Иван Ильич")
        redaction.text("Anna")


def test_a_long_story_is_read_to_its_end(petrov):
    assert "Петров" not in petrov.text("Слово. " * 10_000 + "Петров подписал.")
