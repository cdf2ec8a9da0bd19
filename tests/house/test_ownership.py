"""One role owns the database; another serves, owns nothing and switches off nothing."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest
from django.core.checks import registry, run_checks
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections, transaction
from django.db.backends.signals import connection_created
from django.db.transaction import TransactionManagementError
from psycopg.errors import InsufficientPrivilege

from officials.people.models import Official
from officials.security.ownership import as_owner, role_faults
from officials.security.privileges import FAULTS
from tests.factories.people import OfficialFactory
from tests.house.sources import APPS, name_of, python_files

pytestmark = pytest.mark.django_db

MAY_SPEAK_AS_OWNER = {
    "officials/management/commands/createcachetable.py",
    "officials/management/commands/flush.py",
    "officials/management/commands/migrate.py",
    "officials/security/ownership.py",  # says what it is
    "officials/postgres/base.py",
    # They fill large tables without triggers, and make bare ones beside them.
    "benchmarks/data.py",
    "benchmarks/imports.py",
    "benchmarks/introductions.py",
    "benchmarks/notes_data.py",
    "benchmarks/office_data.py",
    "benchmarks/signals.py",
    "benchmarks/translations/memory.py",
    "tests/one_road.py",  # triggers that the test database has besides
    "tests/doors.py",  # and those that say what goes out
    "tests/house/conftest.py",
    "tests/house/test_migrations.py",
    "tests/officials/duplicates/test_merging_at_walls.py",
    "tests/house/test_ownership.py",
    "tests/trials/test_wrong_days.py",  # a database without some of its CHECKs
}
OWNED = {
    "pg_class": "relowner",
    "pg_proc": "proowner",
    "pg_type": "typowner",
    "pg_namespace": "nspowner",
    "pg_database": "datdba",
    "pg_ts_config": "cfgowner",
    "pg_extension": "extowner",
    "pg_largeobject_metadata": "lomowner",
}
TABLES = {
    "a record": "officials_official",
    "a part of a record": "officials_officialname",
    "history": "officials_officialevent",
    "the people": "staff_user",
    "their history": "staff_userevent",
    "what staff keep for themselves": "staff_draft",
    "a table of Django": "auth_group",
    "the migrations": "django_migrations",
    "the cache": "rapport_cache",
    "the jobs": "procrastinate_jobs",
}
TO_A_TABLE = (
    "ALTER TABLE {} ADD COLUMN another integer",
    "ALTER TABLE {} DISABLE TRIGGER USER",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE {} RENAME TO another",
    "CREATE POLICY open_to_all ON {} USING (true)",
    "CREATE TRIGGER another BEFORE UPDATE ON {} FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE another AS ON DELETE TO {} DO INSTEAD NOTHING",
    "CREATE INDEX another ON {} ((1))",
    "TRUNCATE {} CASCADE",
    "DROP TABLE {} CASCADE",
)
TO_THE_DATABASE = (
    "CREATE TABLE public.another ()",
    "CREATE TABLE public.another AS SELECT 1",
    "CREATE SCHEMA another",
    "CREATE FUNCTION public.another() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION app_circles() RETURNS bigint[] LANGUAGE sql STABLE"
    " SECURITY DEFINER AS 'SELECT ARRAY[1::bigint]'",
    "CREATE OR REPLACE FUNCTION app_system() RETURNS boolean LANGUAGE sql STABLE"
    " AS 'SELECT true'",
    "ALTER FUNCTION app_circles() RESET ALL",
    "DROP FUNCTION app_circles() CASCADE",
    "DROP POLICY officials_official_circle ON officials_official",
    "DROP POLICY officials_official_history_written ON officials_officialevent",
    "ALTER POLICY officials_official_circle ON officials_official USING (true)",
    "ALTER TABLE officials_official DROP CONSTRAINT officials_official_pkey CASCADE",
    "UPDATE officials_officialevent SET pgh_label = 'another'",
    "DELETE FROM officials_officialevent",
    "DELETE FROM staff_userevent",
    "DELETE FROM pghistory_context",
    "UPDATE django_migrations SET name = name",
    "SELECT setval('officials_circle_id_seq', 1)",
    "SET ROLE {owner}",
)
FORGED = """
    CREATE TEMPORARY TABLE forged (LIKE officials_official);
    CREATE TRIGGER forged AFTER INSERT ON forged {} EXECUTE FUNCTION {}()
"""
KEEPS_HISTORY = """
    SELECT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgrelid = 'officials_official'::regclass
      AND p.prosrc LIKE '%INSERT INTO "officials_officialevent"%' LIMIT 1
"""


def names_of_roles():
    settings = connection.settings_dict
    return {"serving": settings["USER"], "owner": settings["OWNER"]["USER"]}


def answer(sql, *values, to=connection):
    with to.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


def allowed(statement, to=connection):
    """Whether Postgres lets the role do it; what it did is undone."""
    try:
        with to.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            cursor.execute(statement)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        return False
    finally:
        with to.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT before")
    return True


def test_everything_in_tests_is_done_as_the_serving_role():
    assert answer("SELECT current_user") == [(names_of_roles()["serving"],)]


def test_the_serving_role_owns_nothing_and_the_owner_everything():
    roles = names_of_roles()
    owned = "SELECT count(*) FROM {} WHERE pg_get_userbyid({}) = %s"
    counts = {
        name: sum(answer(owned.format(*each), role)[0][0] for each in OWNED.items())
        for name, role in roles.items()
    }
    here = answer(
        "SELECT pg_get_userbyid(datdba) FROM pg_database"
        " WHERE datname = current_database()"
    )

    assert counts["serving"] == 0
    assert counts["owner"] > 1000
    assert here == [(roles["owner"],)]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_serving_role_changes_no_table(table, owner):
    for statement in TO_A_TABLE:
        assert allowed(statement.format(table), to=owner), statement

    assert [each for each in TO_A_TABLE if allowed(each.format(table))] == []


@pytest.mark.parametrize("statement", TO_THE_DATABASE)
def test_the_serving_role_changes_no_rule(statement, owner):
    statement = statement.format(**names_of_roles())
    assert allowed(statement, to=owner)

    assert not allowed(statement)


def test_the_serving_role_writes_rows_and_makes_temporary_tables():
    assert allowed("UPDATE officials_official SET id = id")
    assert allowed("DELETE FROM staff_draft")
    assert allowed("CREATE TEMPORARY TABLE another (n int)")


def test_history_is_written_by_triggers_alone():
    official = OfficialFactory()
    assert official.events.exists()
    columns = ", ".join(
        f'"{field.column}"'
        for field in Official.pgh_event_model._meta.concrete_fields
        if not field.primary_key
    )
    copied = "INSERT INTO officials_officialevent ({0}) SELECT {0} FROM {1}"

    assert not allowed(copied.format(columns, "officials_officialevent"))


def test_nobody_forges_history_with_a_trigger_of_their_own(owner):
    ((keeper,),) = answer(KEEPS_HISTORY)
    each = "" if "statement" in keeper else "FOR EACH ROW"
    borrowed = FORGED.format(each, keeper)
    written = (
        "CREATE FUNCTION pg_temp.forged() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NULL; END'"
    )
    assert allowed(borrowed, to=owner)
    assert allowed(written, to=owner)

    assert not allowed(borrowed)
    assert not allowed(written)


def test_nobody_calls_what_only_triggers_call():
    may_call = dict(
        answer(
            "SELECT p.prorettype = 'trigger'::regtype,"
            " array_agg(DISTINCT has_function_privilege(p.oid, 'EXECUTE'))"
            " FROM pg_proc p WHERE pg_get_userbyid(p.proowner) = %s GROUP BY 1",
            names_of_roles()["owner"],
        )
    )

    assert may_call == {True: [False], False: [True]}


def test_what_runs_as_the_owner_finds_tables_where_the_owner_put_them():
    settings = dict(
        answer(
            "SELECT proname, proconfig FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
    )

    assert {"app_circles", "app_may"} <= set(settings)
    assert {tuple(config or ()) for config in settings.values()} == {
        ("search_path=public, pg_temp",)
    }


def test_few_places_may_speak_as_the_owner():
    places = {
        name_of(path)
        for path in python_files(*APPS, "benchmarks", "tests")
        if re.search(r"as_owner|is_owner", path.read_text())
    }

    assert places == MAY_SPEAK_AS_OWNER


def test_a_transaction_keeps_its_role():
    with pytest.raises(TransactionManagementError), as_owner():
        pass

    assert answer("SELECT current_user") == [(names_of_roles()["serving"],)]


@pytest.mark.django_db(transaction=True)
def test_who_speaks_as_the_owner_speaks_for_their_own_thread_only():
    def who():
        try:
            return answer("SELECT current_user")[0][0]
        finally:
            connections.close_all()

    roles = names_of_roles()
    with as_owner():
        owner = answer("SELECT current_user")[0][0]
        with as_owner():
            pass
        still_owner = answer("SELECT current_user")[0][0]
        with ThreadPoolExecutor(1) as pool:
            beside = pool.submit(who).result()

    assert owner == still_owner == roles["owner"]
    assert beside == answer("SELECT current_user")[0][0] == roles["serving"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("right", "words"),
    [
        ("TRUNCATE ON officials_official", "may empty tables"),
        ("TRIGGER ON staff_draft", "hang triggers"),
        ("UPDATE ON officials_officialevent", "rewrite history"),
        ("CREATE ON SCHEMA public", "make tables"),
    ],
)
def test_a_right_too_many_is_named(right, words):
    serving = names_of_roles()["serving"]
    assert role_faults() == []

    with as_owner():
        answer(f"GRANT {right} TO {serving}")
    try:
        faults = role_faults()
    finally:
        with as_owner():
            answer(f"REVOKE {right} FROM {serving}")

    assert len(faults) == 1
    assert words in faults[0]


def test_the_built_in_server_leaves_nothing_to_be_said():
    warnings = run_checks(databases=["default"])
    assert "officials.checks" in {
        check.__module__ for check in registry.registry.get_checks(True)
    }

    assert [each for each in warnings if each.id.startswith("officials.")] == []


@pytest.mark.django_db(transaction=True)
def test_who_may_not_gather_statistics_is_told_so():
    """ANALYZE, after an import: it wants MAINTAIN, of Postgres 17."""

    def told():
        messages = run_checks(databases=["default"])
        return [each.msg for each in messages if each.id == "officials.W003"]

    if connection.pg_version < 170000:
        assert len(told()) == 1
        return
    assert told() == []
    with as_owner():
        answer(f"REVOKE MAINTAIN ON officials_post FROM {names_of_roles()['serving']}")

    assert len(told()) == 1

    call_command("migrate", interactive=False, verbosity=0)
    assert told() == []


@pytest.mark.django_db(transaction=True)
def test_a_live_server_serves_as_the_serving_role(live_server):
    users = {}

    def note(connection, **_signal):
        users[threading.get_ident()] = connection.connection.info.user

    connection_created.connect(note)
    try:
        with urlopen(f"{live_server.url}/healthz") as page:  # noqa: S310 - our own
            assert page.status == 200
    finally:
        connection_created.disconnect(note)

    users.pop(threading.get_ident(), None)
    assert list(users.values()) == [names_of_roles()["serving"]]


@pytest.mark.django_db(transaction=True)
def test_the_owner_must_not_serve():
    with as_owner():
        faults = role_faults()

    assert len(faults) == 1
    assert "owns what it should only use" in faults[0]
    assert set(faults) < set(FAULTS)


@pytest.mark.django_db(transaction=True)
def test_each_right_is_given_anew_when_tables_are_made():
    """As after a dump was restored without its privileges."""
    roles = names_of_roles()
    with as_owner():
        answer(f"REVOKE ALL ON officials_official FROM {roles['serving']}")
        answer(f"GRANT TRUNCATE ON staff_draft TO {roles['serving']}")
    assert role_faults() != []
    with transaction.atomic():
        assert not allowed("SELECT 1 FROM officials_official")

    call_command("migrate", interactive=False, verbosity=0)

    assert role_faults() == []
    with transaction.atomic():
        assert allowed("SELECT 1 FROM officials_official")
