"""Every table has row security or a reason; those without hold nothing of a record."""

import zlib

import pytest
from django.core.signing import b64_decode
from django.db import connection

from tests.trials import world as the_world
from tests.trials.bare_tables import BARE
from tests.trials.oracle import may_see
from tests.trials.routes import routes
from tests.trials.walk import Findings, Walk, plain
from tests.trials.world import KEY, TOKEN

pytestmark = pytest.mark.django_db

# Names that everybody may know: of colleagues, and of circles.
NAMES = {"staff.User", "officials.Circle"}
UNCHANGED = {"auth_permission", "auth_group_permissions", "django_migrations"}
ROWS = "SELECT {name}, string_agg(t::text, ' ') FROM {table} t"


TABLES = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
           EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""


class Reader(Walk):
    """Walks, and reads each of those tables before an answer is rolled back."""

    def __init__(self, world, person):
        super().__init__(world, person, Findings())
        self.secrets, self.told = set(), 0

    def read(self, response):
        content = super().read(response)
        for table, text in bare_rows():
            self.told += len(text)
            for number in map(int, TOKEN.findall(text)):
                owner, name = self.world.owners.get(number, (None, ""))
                if owner and owner.kind not in NAMES:
                    self.secrets.add((table, owner.kind, name))
            for key in KEY.findall(text):
                if owner := self.world.keys.get(key):
                    self.secrets.add((table, owner.kind, "key"))
        return content


def bare_rows():
    """(table, all that its rows say); of sessions, what anybody can make of them."""
    statements = [
        ROWS.format(name=f"'{table}'", table=connection.ops.quote_name(table))
        for table in BARE
        if table not in UNCHANGED
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements))
        for table, text in cursor.fetchall():
            yield table, text or ""
        cursor.execute("SELECT session_data FROM django_session")
        for (data,) in cursor.fetchall():
            yield "django_session", unpacked(data)


def unpacked(data):
    """The content of a session whose signature nobody checks."""
    body = data.rpartition(":")[0].rpartition(":")[0]
    content = b64_decode(body.lstrip(".").encode())
    if body.startswith("."):
        content = zlib.decompress(content)
    return content.decode(errors="replace")


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    return the_world.build()


def test_every_table_has_row_security_or_a_reason():
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = cursor.fetchall()

    bare = {name for name, is_forced, _policies in tables if not is_forced}
    assert len(tables) > 100
    assert bare == set(BARE)
    assert all(has_policies for _name, is_forced, has_policies in tables if is_forced)
    assert all(len(reason) > 20 for reason in BARE.values())


def test_tables_without_row_security_tell_of_no_record(world):
    reader, opened = Reader(world, "insider"), 0

    for route in routes("insider"):
        mine = [
            arguments
            for arguments, owner in route.targets(world)
            if owner is None or may_see("insider", owner)
        ]
        page = route.address(mine[-1])  # of the sealed circle, where there is one
        answer = reader.ask(page)
        if answer.status == 200 and route.is_list:
            reader.ask(page, {"format": "csv"})
        if answer.status == 200 and "form" in answer.context:
            reader.ask(page, typed(answer.context), post=True)
        opened += answer.status == 200

    assert opened > 100
    assert reader.findings.seen  # there was something to tell
    assert reader.told > 100_000
    assert sorted(reader.secrets) == []


def typed(context):
    """What a browser sends of a form that nobody touched."""
    form = context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value}
    if "revision" in context:
        values["revision"] = context["revision"]
    return plain(values)


def test_the_trial_notices_a_name_in_a_session(world, settings):
    settings.SESSION_SERIALIZER = "django.core.signing.JSONSerializer"
    reader = Reader(world, "officer")
    (view,) = [
        pk
        for pk, owner in world.views.items()
        if (owner.person, owner.circle) == ("officer", "")
    ][:1]

    reader.ask(f"/views/{view}/remove/", post=True)

    assert {table for table, *_what in reader.secrets} == {"django_session"}
