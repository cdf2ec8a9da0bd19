"""A merge takes away what would stand twice, and nothing that a rule refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from officials.duplicates.merger import merge
from officials.people.models import ContactPoint, Tie
from officials.security.context import acting_as, as_system
from officials.security.ownership import as_owner
from tests.factories.accounts import UserFactory
from tests.factories.people import ContactPointFactory, OfficialFactory, TieFactory

WALL = "ALTER TABLE officials_contactpoint ADD CONSTRAINT wall CHECK ({}) NOT VALID"


def as_the_owner(statement):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_what_another_rule_refuses_is_told_and_stays():
    with as_system():
        officer = UserFactory(role="Officer")
        stays, goes = OfficialFactory(), OfficialFactory()
        contact = ContactPointFactory(official=goes)
    as_the_owner(WALL.format(f"official_id <> '{stays.pk}'"))

    try:
        with (
            pytest.raises(ValidationError, match="cannot be merged"),
            acting_as(officer),
        ):
            merge(stays, goes, by=officer)
    finally:
        as_the_owner("ALTER TABLE officials_contactpoint DROP CONSTRAINT wall")

    with as_system():
        assert ContactPoint.objects.get().official == goes
        assert contact.pk


@pytest.mark.django_db
def test_a_tie_between_the_two_is_none_afterwards():
    officer = UserFactory(role="Officer")
    stays, goes, third = OfficialFactory(), OfficialFactory(), OfficialFactory()
    TieFactory(official=stays, other=goes)
    TieFactory(official=goes, other=third)

    with acting_as(officer):
        merge(stays, goes, by=officer)

    (tie,) = Tie.objects.all()
    assert (tie.official, tie.other) == (stays, third)
