"""Over whom we could come to know an official."""

import datetime

import pytest
from django.utils import timezone

from engagements.relationships.models import Relationship
from officials.people.introductions import paths
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory, TieFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def town():
    """People by their names, made as they are asked for."""
    people = {}

    def person(name, **fields):
        if name not in people:
            people[name] = OfficialFactory(named=name, **fields)
        return people[name]

    return person


@pytest.fixture
def tie(town):
    """`tie("Anna", "Boris")` binds two people of the town."""

    def bind(one, other, **fields):
        return TieFactory(official=town(one), other=town(other), **fields)

    return bind


@pytest.fixture
def path_names(officer, town):
    """The paths to somebody, as lists of names, as an officer sees them."""

    def names(target, user=None):
        with acting_as(user or officer):
            acquaintances = Relationship.objects.visible_to(
                user or officer
            ).in_dialogue()
            return [
                [str(person) for person in path.people]
                for path in paths(
                    town(target),
                    user or officer,
                    known=acquaintances.values("official"),
                )
            ]

    return names


@pytest.fixture
def in_dialogue(town):
    def begin(name, stage=Relationship.Stage.DIALOGUE, **fields):
        return RelationshipFactory(official=town(name), stage=stage, **fields)

    return begin


def test_somebody_we_talk_to_can_introduce_us_to_who_they_know(
    tie, path_names, in_dialogue
):
    tie("Target", "Anna", kind="reports_to")
    assert path_names("Target") == []

    in_dialogue("Anna")

    assert path_names("Target") == [["Anna", "Target"]]


@pytest.mark.parametrize("stage", ["monitored", "identified", "approached", "closed"])
def test_who_is_only_watched_introduces_nobody(tie, path_names, in_dialogue, stage):
    tie("Anna", "Target")
    in_dialogue("Anna", stage)

    assert path_names("Target") == []


def test_a_path_may_have_four_steps_and_no_fifth(tie, path_names, in_dialogue):
    for one, other in zip("ABCDE", "BCDEF", strict=True):
        tie(one, other)
    in_dialogue("A")

    assert path_names("E") == [["A", "B", "C", "D", "E"]]
    assert path_names("F") == []


def test_fewer_steps_come_first_then_stronger_ties_and_three_are_enough(
    tie, path_names, in_dialogue
):
    tie("Far", "Middle", strength=3)
    tie("Middle", "Target", strength=3)
    tie("Weak", "Target", strength=1)
    tie("Target", "Close", strength=3)
    for name in ("Far", "Weak", "Close"):
        in_dialogue(name)

    assert path_names("Target") == [
        ["Close", "Target"],
        ["Weak", "Target"],
        ["Far", "Middle", "Target"],
    ]

    tie("Known", "Target", strength=2)
    in_dialogue("Known")

    assert [path[0] for path in path_names("Target")] == ["Close", "Known", "Weak"]


def test_a_tie_that_is_over_counts_less(tie, path_names, in_dialogue):
    tie("Past", "Target", strength=3, until=day("2012"))
    tie("Present", "Target", strength=2)
    in_dialogue("Past")
    in_dialogue("Present")

    assert path_names("Target") == [["Present", "Target"], ["Past", "Target"]]


def test_two_ties_between_two_people_are_one_way(tie, path_names, in_dialogue):
    tie("Anna", "Target", kind="worked_with", strength=1)
    closer = tie("Target", "Anna", kind="studied_with", strength=3)
    tie("Anna", "Target", kind="wrote_with", strength=2)
    in_dialogue("Anna")

    assert path_names("Target") == [["Anna", "Target"]]
    with acting_as(closer_officer := UserFactory()):
        acquaintances = Relationship.objects.values("official")
        (path,) = paths(closer.official, closer_officer, known=acquaintances)
    assert path.ties == [closer]
    assert [words for _one, words, _other in path.steps()] == ["studied with"]


def test_a_tie_is_worded_from_the_side_of_who_introduces(
    tie, town, officer, in_dialogue
):
    tie("Boris", "Anna", kind="reports_to")
    in_dialogue("Anna")

    with acting_as(officer):
        acquaintances = Relationship.objects.values("official")
        (path,) = paths(town("Boris"), officer, known=acquaintances)

    assert path.steps() == [(town("Anna"), "is the superior of", town("Boris"))]


def test_nobody_stands_twice_on_a_path(tie, path_names, in_dialogue):
    tie("Anna", "Boris")
    tie("Boris", "Vera")
    tie("Vera", "Anna")
    tie("Boris", "Target")
    in_dialogue("Anna")

    two_paths = path_names("Target")

    assert two_paths == [
        ["Anna", "Boris", "Target"],
        ["Anna", "Vera", "Boris", "Target"],
    ]


def test_who_is_known_to_us_stands_only_at_the_beginning(tie, path_names, in_dialogue):
    tie("Anna", "Boris")
    tie("Boris", "Target")
    in_dialogue("Anna")
    assert path_names("Target") == [["Anna", "Boris", "Target"]]

    in_dialogue("Boris")

    assert path_names("Target") == [["Boris", "Target"]]


def test_rivals_introduce_nobody(tie, path_names, in_dialogue):
    tie("Anna", "Target", kind="rival_of")
    in_dialogue("Anna")

    assert path_names("Target") == []


def test_the_dead_introduce_nobody(tie, town, path_names, in_dialogue):
    tie("Anna", "Boris")
    tie("Boris", "Target")
    in_dialogue("Anna")
    assert path_names("Target") == [["Anna", "Boris", "Target"]]

    boris = town("Boris")
    boris.died = day("2019")
    boris.save()

    assert path_names("Target") == []


def test_a_hidden_tie_is_on_nobody_elses_path(tie, path_names, in_dialogue):
    member = UserFactory()
    circle = CircleFactory(people=[member])
    tie("Anna", "Target", circle=circle)
    in_dialogue("Anna")

    assert path_names("Target", member) == [["Anna", "Target"]]
    assert path_names("Target") == []


def test_a_hidden_person_is_on_nobody_elses_path(tie, town, path_names, in_dialogue):
    member = UserFactory()
    circle = CircleFactory(people=[member])
    town("Hidden", circle=circle)
    tie("Anna", "Hidden", circle=circle)
    tie("Hidden", "Target", circle=circle)
    in_dialogue("Anna")

    assert path_names("Target", member) == [["Anna", "Hidden", "Target"]]
    assert path_names("Target") == []


def test_a_hidden_dialogue_begins_nobody_elses_path(tie, path_names, in_dialogue):
    member = UserFactory()
    circle = CircleFactory(people=[member])
    tie("Anna", "Target")
    in_dialogue("Anna", circle=circle)

    assert path_names("Target", member) == [["Anna", "Target"]]
    assert path_names("Target") == []


def test_a_tie_that_ends_today_is_not_over():
    today = timezone.localdate()
    yesterday = today - datetime.timedelta(days=1)

    assert not TieFactory(until=day(today.isoformat())).is_over
    assert TieFactory(until=day(yesterday.isoformat())).is_over
