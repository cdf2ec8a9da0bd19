"""Every table has row security, or stands on a short list of reasons."""

import pytest
from django.db import connection

from tests.house.bare_tables import BARE

pytestmark = pytest.mark.django_db

TABLES = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
           EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""


def test_every_table_has_row_security_or_a_reason():
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = cursor.fetchall()

    bare = {name for name, is_forced, _policies in tables if not is_forced}
    assert len(tables) > 100
    assert bare == set(BARE)
    assert all(has_policies for _name, is_forced, has_policies in tables if is_forced)
    assert all(len(reason) > 20 for reason in BARE.values())
