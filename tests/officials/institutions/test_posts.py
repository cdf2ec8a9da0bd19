"""Who held a post when, and what the database makes of dates known in part."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from officials.dates import PartialDate
from officials.institutions.models import Appointment, Post
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db

REFUSED = "appointment_one_holder"


@pytest.fixture
def post():
    """A post of one seat."""
    return PostFactory(seats=1)


def held(post, started, ended=None, **fields):
    return AppointmentFactory(
        post=post,
        started=started and day(started),
        ended=ended and day(ended),
        **fields,
    )


def refused(post, started, ended=None, **fields):
    """Whether the database refuses this appointment beside those there are."""
    try:
        with transaction.atomic():
            held(post, started, ended, **fields)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name == REFUSED
    return False


@pytest.mark.parametrize(
    ("mine", "theirs", "clash"),
    [
        (("2012", "2015"), ("2014", "2016"), True),  # on 31 December 2014
        (("2012", "2014"), ("2014", "2016"), False),
        (("2012", "2015"), ("2013", "2016"), True),
        (("2012", "2012"), ("2012", "2012"), False),  # no day of it is certain
        (("2012", "2012"), ("2010", "2020"), False),
        (("2012-03-01", "2014-05-13"), ("2014-05-13", None), False),  # half-open
        (("2012-03-01", "2014-05-13"), ("2014-05-12", None), True),
        (("2012-03", "2014-05"), ("2014-05", None), False),
        (("2012-03", "2014-06"), ("2014-04", None), True),
        (("2019", None), ("2021", None), True),  # an open end lasts
        (("2019", None), ("2010", "2019"), False),
        ((None, None), ("2010", None), False),  # an unknown start is never certain
        ((None, "2015"), ("2010", "2012"), False),
    ],
)
def test_one_seat_has_one_holder_on_the_days_that_are_certain(
    post, mine, theirs, clash
):
    held(post, *mine)

    assert refused(post, *theirs) is clash


def test_about_a_date_leaves_a_year_more_in_doubt(post):
    held(post, "2012", "2015")

    assert refused(post, "2014-06", "2018")
    assert not refused(post, "2014-06", "2018", started_circa=True)
    assert not refused(post, "2010-01-01", "2013", ended_circa=True)


def test_a_disputed_or_acting_holder_and_the_same_person_twice_are_let_in(post):
    first = held(post, "2012", "2015")

    assert refused(post, "2013", "2014-06")
    assert not refused(post, "2013", "2014-06", disputed=True)
    assert not refused(post, "2013", "2014-06", acting=True)
    assert not refused(post, "2013", "2014-06", official=first.official)


def test_another_circle_has_a_holder_of_its_own(post):
    narrow = CircleFactory()
    held(post, "2012", "2015")

    assert not refused(post, "2013", "2014", official=OfficialFactory(circle=narrow))
    assert refused(post, "2013", "2014-06", official=OfficialFactory(circle=narrow))


def test_several_seats_or_none_known_take_several_holders():
    for seats in (None, 2):
        post = PostFactory(seats=seats)
        held(post, "2012", "2015")
        assert not refused(post, "2012", "2015")


def test_whether_a_post_has_one_seat_reaches_its_appointments_whoever_writes(post):
    one = held(post, "2012", "2015")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE officials_appointment SET single_seat = false WHERE id = %s",
            [one.pk],
        )
    one.refresh_from_db()
    assert one.single_seat is True

    Post.objects.filter(pk=post.pk).update(seats=3)
    one.refresh_from_db()
    assert one.single_seat is False
    two = Appointment(official=OfficialFactory(), post=post, started=day("2012"))
    Appointment.objects.bulk_create([two])
    two.refresh_from_db()
    assert two.single_seat is False

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(seats=1)


def test_many_at_once_are_refused_as_one_is(post):
    rows = [
        Appointment(official=OfficialFactory(), post=post, started=day("2012"))
        for _number in range(2)
    ]

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        Appointment.objects.bulk_create(rows)
    for row in rows:
        row.disputed = True
    Appointment.objects.bulk_create(rows)


def test_an_end_before_the_start_is_refused_unless_in_dispute(post):
    with pytest.raises(IntegrityError, match="ends_after_start"), transaction.atomic():
        held(post, "2015", "2012")

    assert held(post, "2015", "2012", disputed=True)


# On a day, in a year


def test_who_held_it_in_a_year_is_certain_or_only_possible():
    post = PostFactory()
    certain = held(post, "2010", "2014")
    perhaps = held(post, "2005", "2012")
    unknown = held(post, None, None)
    held(post, "1999", "2004")
    held(post, "2014-02", None)

    appointments = Appointment.objects.held_in(PartialDate.parse("2012"))

    assert {each.pk: each.certain for each in appointments} == {
        certain.pk: True,
        perhaps.pk: False,
        unknown.pk: False,
    }


def test_the_day_on_which_somebody_left_is_their_successors(post):
    predecessor = held(post, "2010-01-01", "2014-05-13")
    successor = held(post, "2014-05-13")

    on = Appointment.objects.held_in(PartialDate.parse("2014-05-13"))
    before = Appointment.objects.held_in(PartialDate.parse("2014-05-12"))

    assert [each.pk for each in on] == [successor.pk]
    assert [each.pk for each in before] == [predecessor.pk]


# Vacancies


def test_a_post_is_vacant_while_nobody_that_the_reader_sees_holds_it():
    reader = UserFactory()
    never, vacancy, filled = (PostFactory() for _number in range(3))
    held(vacancy, "2012", "2015")
    held(filled, "2019")
    hidden = PostFactory()
    held(hidden, "2019", official=OfficialFactory(circle=CircleFactory()))
    assert Appointment.objects.current().filter(post=hidden).exists()

    assert set(Post.objects.vacant(reader)) == {never, vacancy, hidden}


def test_what_no_longer_exists_is_not_vacant():
    reader, today = UserFactory(), timezone.localdate()
    PostFactory(abolished_on=today)
    PostFactory(institution=InstitutionFactory(dissolved_on=day("2018")))
    coming = PostFactory(abolished_on=today + datetime.timedelta(days=30))

    assert list(Post.objects.vacant(reader)) == [coming]


def test_a_post_may_have_been_vacant_on_another_day():
    reader, post = UserFactory(), PostFactory()
    held(post, "2012-01-01", "2015-01-01")
    held(post, "2016-01-01")

    assert not Post.objects.vacant(reader).exists()
    assert Post.objects.vacant(reader, datetime.date(2015, 6, 1)).exists()
    assert not Post.objects.vacant(reader, datetime.date(2014, 6, 1)).exists()


def test_the_titles_of_one_office_are_found_from_each_of_them():
    first = PostFactory()
    second = PostFactory(renamed_from=first)
    third = PostFactory(renamed_from=second)
    PostFactory()

    for post in (first, second, third):
        titles = set(Post.objects.renamed_along(post))
        assert titles == {first, second, third}
