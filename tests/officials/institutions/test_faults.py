"""What contradicts itself, who is shown it, and how it is settled."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from officials.institutions import faults
from officials.institutions.models import Appointment
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture
def post():
    return PostFactory(seats=1)


def held(post, started, ended=None, **fields):
    return AppointmentFactory(
        post=post,
        started=started and day(started),
        ended=ended and day(ended),
        **fields,
    )


def keys(query):
    return {each.pk for each in query}


def pairs(reader):
    return [{each.pk, each.rival} for each in faults.pairs(reader)]


def test_two_holders_of_one_seat_are_listed_once(reader, post):
    one = held(post, "2012", "2016")
    other = held(post, "2014", None, disputed=True)
    held(post, "2010", "2011", disputed=True)
    held(post, "2014", None, acting=True)
    held(post, "2013", "2014", official=one.official)

    assert pairs(reader) == [{one.pk, other.pk}]


def test_three_holders_are_three_pairs(reader, post):
    for _number in range(3):
        held(post, "2012", "2016", disputed=True)

    assert len(pairs(reader)) == 3


def test_a_contradiction_shows_to_those_who_see_both(reader, post):
    insider = UserFactory()
    narrow = CircleFactory(people=[insider])
    held(post, "2012", "2016")
    held(post, "2013", None, official=OfficialFactory(circle=narrow))

    assert len(pairs(insider)) == 1
    assert pairs(reader) == []


def test_more_holders_than_seats_are_counted_on_one_day(reader):
    post = PostFactory(seats=2)
    for started, ended in (("2010", "2013"), ("2011", "2016"), ("2014", "2018")):
        held(post, started, ended)
    assert not faults.overcrowded(reader).exists()

    third = held(post, "2014-06", "2015-06")

    (crowded_post,) = faults.overcrowded(reader)
    assert (crowded_post, crowded_post.at_once) == (post, 3)
    Appointment.objects.filter(pk=third.pk).update(acting=True)
    assert not faults.overcrowded(reader).exists()


def test_a_person_counts_once_and_who_leaves_makes_room_on_that_day(reader):
    post = PostFactory(seats=2)
    anna = OfficialFactory()
    held(post, "2010-01-01", None, official=anna)
    held(post, "2012-01-01", None, official=anna)
    held(post, "2010-01-01", "2014-05-13")
    held(post, "2014-05-13", None)
    assert not faults.overcrowded(reader).exists()

    held(post, "2014-05-12", None)

    assert faults.overcrowded(reader).get().at_once == 3


def test_holders_that_the_reader_does_not_see_do_not_count(reader):
    post = PostFactory(seats=2)
    narrow = CircleFactory()
    for circle in (None, None, narrow):
        more = {"official": OfficialFactory(circle=circle)} if circle else {}
        held(post, "2012", "2016", **more)
    manager = UserFactory(role="Manager")
    assert faults.overcrowded(manager).exists()

    assert not faults.overcrowded(reader).exists()


def test_an_end_before_the_start_and_a_missing_start_are_listed(reader, post):
    backwards = held(post, "2015", "2012", disputed=True)
    unknown = held(post, None, "2016")
    held(post, "2012", "2012")

    assert keys(faults.ends_before_start(reader)) == {backwards.pk}
    assert keys(faults.without_start(reader)) == {unknown.pk}


def test_a_post_that_outlives_its_holder_is_listed(reader):
    dead = OfficialFactory(died=day("2018"))
    still = AppointmentFactory(official=dead)
    later = AppointmentFactory(official=dead, ended=day("2019-03"))
    AppointmentFactory(official=dead, started=day("2001"), ended=day("2018"))
    AppointmentFactory()

    assert keys(faults.held_by_the_dead(reader)) == {still.pk, later.pk}


def test_a_holder_who_outlives_the_post_or_its_institution_is_listed(reader):
    today = timezone.localdate()
    abolished = PostFactory(abolished_on=datetime.date(2018, 5, 1))
    dissolved = PostFactory(institution=InstitutionFactory(dissolved_on=day("2018")))
    coming = PostFactory(abolished_on=today + datetime.timedelta(days=9))
    wrong = [held(abolished, "2012"), held(dissolved, "2012", "2019-02")]
    for post in (abolished, dissolved):
        held(post, "2012", "2018-05")
    held(coming, "2012")

    assert keys(faults.held_of_nothing(reader)) == {each.pk for each in wrong}


def test_what_is_disputed_and_contradicted_by_nothing_is_listed(reader, post):
    alone = held(post, "2001", "2003", disputed=True)
    held(post, "2015", "2012", disputed=True)
    for _number in range(2):
        held(post, "2016", "2019", disputed=True)

    assert keys(faults.disputed_alone(reader)) == {alone.pk}


# Settling


def test_what_still_contradicts_stays_disputed_in_words(reader, post):
    held(post, "2012", "2016")
    other = held(post, "2014", None, disputed=True)

    with pytest.raises(ValidationError, match="Somebody else holds this post"):
        faults.settle(other, by=reader)

    other.refresh_from_db()
    assert other.disputed


def test_ending_one_settles_both(reader, post):
    one = held(post, "2012", None, disputed=True)
    other = held(post, "2014-05-13", None, disputed=True)

    faults.end(one, by=reader, ended=day("2014-05-13"))

    assert pairs(reader) == []
    assert not Appointment.objects.filter(disputed=True).exists()
    assert Appointment.objects.get(pk=other.pk).ended is None


def test_several_seats_settle_all_but_what_contradicts_itself(reader, post):
    for _number in range(2):
        held(post, "2012", "2016", disputed=True)
    backwards = held(post, "2015", "2012", disputed=True)

    faults.give_seats(post, by=reader, seats=2)

    assert pairs(reader) == []
    assert list(Appointment.objects.filter(disputed=True)) == [backwards]
    with pytest.raises(ValidationError):
        faults.give_seats(post, by=reader, seats=1)


def test_an_appointment_becomes_disputed_and_settled_again(reader, post):
    one = held(post, "2012")

    faults.dispute(one, by=reader)
    assert keys(faults.disputed_alone(reader)) == {one.pk}
    faults.settle(one, by=reader)
    assert not faults.disputed_alone(reader).exists()
