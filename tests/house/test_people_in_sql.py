"""What the apps to the left ask of people, and what they are told without staff."""

import pytest
from django.db import connection

from officials.schema.sql_files import path_of
from officials.security.refusals import ask
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


def test_who_works_here_is_active_and_no_external_translator():
    assert ask("app_works_here(%s)", UserFactory().pk)
    assert not ask("app_works_here(%s)", UserFactory(is_active=False).pk)
    assert not ask("app_works_here(%s)", UserFactory(is_external=True).pk)
    assert not ask("app_works_here(%s)", None)


def test_a_permission_is_held_by_a_role():
    question = "app_may(%s, 'officials', 'see_open_circles')"

    assert ask(question, UserFactory(role="Manager").pk)
    assert not ask(question, UserFactory(role="Officer").pk)


def test_a_name_is_known_however_it_is_written():
    person = UserFactory(full_name="Irina  Solntseva", username="irina")

    assert ask("app_is_called(%s, %s)", person.pk, " irina SOLNTSEVA ")
    assert ask("app_is_called(%s, %s)", person.pk, "IRINA")
    assert not ask("app_is_called(%s, %s)", person.pk, "")


def test_without_the_app_of_staff_the_answer_is_no(owner):
    """The stubs of officials, in a transaction of the owner that is rolled back."""
    with owner.cursor() as cursor:
        cursor.execute("DROP FUNCTION app_works_here, app_may, app_is_called CASCADE")
        cursor.execute(path_of("officials", "security/before.sql").read_text())
        cursor.execute(
            "SELECT app_works_here(id), app_may(id, 'officials', 'see_open_circles'),"
            " app_is_called(id, username) FROM (SELECT 1 AS id, 'anna' AS username) u"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT app_circles()")
        assert cursor.fetchone() == ([],)
    assert connection.is_usable()
