"""Coverage: which leading posts we have noted nothing about."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.assessment import coverage
from officials.dates import PartialDate
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


def ago(days):
    """The day so many days before today, as a note has it."""
    then = timezone.localdate() - datetime.timedelta(days=days)
    return PartialDate(then, then)


def held(**fields):
    """A leading post with one holder: (post, holder)."""
    post = PostFactory(is_leading=True, **fields)
    holder = OfficialFactory()
    AppointmentFactory(official=holder, post=post, started=day("2020"))
    return post, holder


def gaps(user, days=90):
    with acting_as(user):
        return set(coverage.without_note(coverage.leading_posts(user), days))


def test_a_leading_post_without_a_note_in_the_period_is_a_gap():
    user = UserFactory()
    post, holder = held()
    NoteFactory(about=[holder], happened_on=ago(100))

    assert gaps(user, 90) == {post}
    assert gaps(user, 180) == set()


def test_a_note_about_the_institution_covers_only_the_posts_that_nobody_holds():
    user = UserFactory()
    post, _holder = held()
    vacant = PostFactory(is_leading=True, institution=post.institution)
    assert gaps(user) == {post, vacant}

    NoteFactory(institution=post.institution, happened_on=ago(3))

    assert gaps(user) == {post}


def test_posts_abroad_and_those_that_do_not_lead_are_no_gaps():
    held(institution=InstitutionFactory(side="foreign"))
    PostFactory(is_leading=False)
    PostFactory(is_leading=True, abolished_on=timezone.localdate())
    vacant = PostFactory(is_leading=True)

    assert gaps(UserFactory()) == {vacant}


def test_a_note_in_a_narrower_circle_covers_a_post_for_its_people_only():
    member, other = UserFactory(), UserFactory()
    post, holder = held()
    circle = CircleFactory(people=[member])
    NoteFactory(about=[holder], circle=circle, happened_on=ago(3))

    assert gaps(member) == set()
    assert gaps(other) == {post}


def test_the_day_of_the_last_note_is_never_one_to_come():
    user, today = UserFactory(), timezone.localdate()
    _post, holder = held()
    NoteFactory(about=[holder], happened_on=PartialDate.of(today.year))

    with acting_as(user):
        (post,) = coverage.leading_posts(user)

    assert post.last_note_on == min(today, datetime.date(today.year, 12, 31))


def test_the_list_says_who_holds_it_and_who_leads_and_is_its_own_file(as_role):
    client = as_role("Officer")
    post, holder = held(title="Head of the City Police")
    RelationshipFactory(official=holder, lead=UserFactory(full_name="Irina Leads"))
    covered, other = held(title="Head of the Court")
    NoteFactory(about=[other], happened_on=ago(3))

    page = client.get("/coverage/").content.decode()
    file = client.get("/coverage/?format=csv").getvalue().decode()

    for text in (page, file):
        assert "Head of the City Police" in text
        assert str(holder) in text
        assert "Irina Leads" in text
        assert "Head of the Court" not in text
    every = client.get("/coverage/?days=all").content.decode()
    assert "Head of the Court" in every
    assert client.get("/coverage/?days=7").status_code == 200


def test_the_picture_counts_by_institution_in_one_query(as_role):
    client = as_role("Officer")
    for _round in range(3):
        post, holder = held()
        PostFactory(institution=post.institution, is_leading=True)
        NoteFactory(about=[holder], happened_on=ago(3))
    client.get("/coverage/picture/")

    with acting_as(client.person), CaptureQueriesContext(connection) as queries:
        rows = list(coverage.by_institution(client.person, 90))
    statements = [query["sql"] for query in queries]
    page = client.get("/coverage/picture/").content.decode()

    assert [(row["posts"], row["covered"]) for row in rows] == [(2, 1)] * 3
    assert len([sql for sql in statements if "officials_post" in sql]) == 1
    assert "3 of 6" in page
    assert "50" in page
