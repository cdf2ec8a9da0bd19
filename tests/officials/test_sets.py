"""What stands beside a record is the same, asked row by row and joined as a set."""

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.functions import Lower

from engagements.monitoring.models import Note
from officials.people.models import Official
from officials.security.context import acting_as
from officials.sets import plain_sql, set_sql
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import (
    AppointmentFactory,
    IdentifierFactory,
    OfficialFactory,
)
from tests.factories.security import CircleFactory
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db


def rows_of(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def people_in_office():
    for number in range(4):
        official = OfficialFactory(named=f"Анна Волкова{number}")
        for theme in (ThemeFactory(), ThemeFactory())[: number % 3]:
            official.themes.add(theme)
        for leading in (True, False)[:number]:
            post = PostFactory(title=f"Post {number}{leading}", is_leading=leading)
            AppointmentFactory(official=official, post=post, started=day("2020"))
        IdentifierFactory(official=official)
        NoteFactory(about=[official, OfficialFactory()])


def test_a_set_that_is_joined_says_what_a_row_by_row_subquery_says():
    people_in_office()
    officials = Official.objects.with_post().with_themes().with_identifier("wikidata")
    cells = ("name", "post_title", "institution_name", "theme_names", "wikidata")
    by_post = officials.order_by(Lower("post_title").desc(nulls_last=True), "pk")
    notes = Note.objects.with_official_names().order_by("pk")

    for rows in (
        officials.order_by("pk").values_list(*cells),
        by_post.filter(post_title__startswith="Post").values_list("post_title"),
        by_post.annotate(told=F("institution_name")).values_list("pk", "told"),
        notes.values_list("headline", "official_names"),
    ):
        one_by_one = rows_of(*plain_sql(rows))
        assert any(all(row) for row in one_by_one)
        assert rows_of(*set_sql(rows)) == one_by_one


def test_sets_of_one_name_are_joined_once_and_others_not_at_all():
    officials = Official.objects.with_post().with_themes().order_by("pk")

    sql, _params = set_sql(officials.values_list("post_title", "institution_name"))

    assert sql.count("LEFT JOIN (") == 1
    assert "set_themes" not in sql


def test_nothing_found_is_a_file_without_rows():
    assert rows_of(*set_sql(Official.objects.none().with_post())) == []


def test_a_set_holds_what_the_reader_may_see():
    reader = UserFactory()
    NoteFactory(headline="Open", about=[OfficialFactory()])
    hidden = OfficialFactory(circle=CircleFactory())
    NoteFactory(headline="Hidden", about=[hidden], circle=hidden.circle)
    notes = Note.objects.with_official_names().order_by("pk")

    with acting_as(reader):
        rows = rows_of(*set_sql(notes.values_list("headline", "official_names")))

    assert [headline for headline, _names in rows] == ["Open"]
