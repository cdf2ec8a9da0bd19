"""What tests of the house stand on besides: the owner of the database."""

import pytest
from django.db import connection


@pytest.fixture
def owner():
    """A connection of the owner; what it does is rolled back."""
    ours = connection.copy()
    ours.is_owner = True
    ours.set_autocommit(False)
    with ours.cursor() as cursor:
        cursor.execute("SET lock_timeout = '10s'")
    yield ours
    ours.rollback()
    ours.close()
