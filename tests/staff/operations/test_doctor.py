"""The doctor is content with a server made by the book, and sees what is undone."""

import contextlib
import datetime
import json
import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings as all_settings
from django.core.checks import registry
from django.core.management import call_command
from django.db import connection

from config.embedded.provisioning import SUPERUSER
from config.local_postgres import server as server_at
from officials import checks as of_database
from officials.imports.readers.limits import LIMITS
from officials.institutions.models import Institution
from officials.security.context import acting_as, as_system
from staff.accounts.doors import CODES_SHOWN
from staff.keepers import workflow
from staff.models import Keeper, User
from staff.operations import questions, status
from staff.operations.provisions import Names, prepare
from tests.factories.accounts import UserFactory, keeper
from tests.house.sources import APPS

NAMES = Names("office", "office_serves", "office_owner", "office_copies")
ASCII = NAMES._replace(database="ascii")
TITLES = [question.title for question in questions.QUESTIONS]
REAL = {
    "DEMO": False,
    "SECRET_KEY": "z8#" + "kq7vXw2m" * 8,
    "ALLOWED_HOSTS": ["rapport.example.org"],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 63_072_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
}


@pytest.fixture(scope="module")
def office(django_db_blocker):
    """A server of its own, provisioned and migrated: two administrators, three keepers.

    `office.say(sql)` speaks as its superuser; our connection is to it meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder, django_db_blocker.unblock():
        Path(folder).chmod(0o755)  # so that `nobody`, who serves root, can reach it
        server = server_at(folder, Names("other", *NAMES[1:]))

        def connect(database):
            where = {**server.ensure(), "user": SUPERUSER}
            return psycopg.connect(**where, dbname=database, autocommit=True)

        def say(sql, database=NAMES.database):
            with connect(database) as superuser:
                superuser.execute(sql)

        connect("postgres").close()
        prepare(connect, NAMES, {})
        with speaking_to(folder):
            call_command("migrate", verbosity=0)
            with as_system():
                for _ in range(2):
                    UserFactory(role="Administrator")
                for _ in range(3):
                    look_at_codes(keeper().person)
            yield SimpleNamespace(say=say, folder=folder, connect=connect)
        server.release()


@contextlib.contextmanager
def speaking_to(folder, names=NAMES):
    """Our connection is to the server in `folder`, as those who are named there."""
    before = connection.settings_dict
    connection.close()
    connection.settings_dict = {
        **before,
        "NAME": names.database,
        "USER": names.serving,
        "OWNER": {"USER": names.owner},
        "BACKUP": {"USER": names.backup},
        "EMBEDDED_ROOT": folder,
        "EMBEDDED_NAME": "other",
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = before


@pytest.fixture
def server(office, settings, tmp_path):
    """That office as it should be, with the settings of a real server."""
    for name, value in REAL.items():
        setattr(settings, name, value)
    settings.MEDIA_ROOT = settings.BACKUP_FOLDER = str(tmp_path)
    settings.BACKUP_STATUS = str(tmp_path / "status.json")
    status.record("backup", "a.age")
    status.record("drill", "a.age")
    connection.close()
    yield SimpleNamespace(**vars(office), settings=settings, tmp_path=tmp_path)
    connection.close()


def look_at_codes(person):
    """Whoever has a second factor has looked at their recovery codes."""
    Authenticator.objects.create(
        user=person, type="recovery_codes", data={CODES_SHOWN: "2026-01-01"}
    )


def wrong():
    """The titles of the questions that are answered badly."""
    with as_system():
        return [title for title, messages in questions.examine() if messages]


# What is undone: by title, a context in which it is.

UNDOINGS = {}


def undoes(title):
    def note(undo):
        UNDOINGS[title] = contextlib.contextmanager(undo)
        return undo

    return note


def by_settings(title, **values):
    def undo(server, monkeypatch):
        for name, value in values.items():
            setattr(server.settings, name, value)
        yield

    undoes(title)(undo)


def by_sql(title, statement, back):
    """Undone by a superuser, and mended again."""

    def undo(server, monkeypatch):
        server.say(statement)
        connection.close()
        yield
        server.say(back)

    undoes(title)(undo)


by_settings("A real server, no demo", DEMO=True)
by_settings("Settings of Django", SESSION_COOKIE_SECURE=False)
by_settings("Proxy", ALLAUTH_TRUSTED_PROXY_COUNT=0)
by_settings("Mail", EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
by_settings("Feeds", FEEDS_MAY_READ_LOOPBACK=True)
by_sql(
    "Role that serves",
    "ALTER ROLE office_serves BYPASSRLS",
    "ALTER ROLE office_serves NOBYPASSRLS",
)
by_sql(
    "What that role may do",
    "GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC",
    "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC",
)
by_sql(
    "Role that copies",
    "GRANT UPDATE ON officials_official TO office_copies",
    "REVOKE UPDATE ON officials_official FROM office_copies",
)
by_sql(
    "Row security and triggers",
    "CREATE POLICY another ON officials_official USING (true)",
    "DROP POLICY another ON officials_official",
)
by_sql(
    "Log of the database",
    "ALTER DATABASE office SET log_min_error_statement = 'error'",
    "ALTER DATABASE office SET log_min_error_statement = 'panic'",
)
by_sql(
    "Extensions",
    "UPDATE pg_extension SET extname = 'gone' WHERE extname = 'unaccent'",
    "UPDATE pg_extension SET extname = 'unaccent' WHERE extname = 'gone'",
)
by_sql(
    "LEAKPROOF marks",
    "ALTER FUNCTION textlike(text, text) NOT LEAKPROOF",
    "ALTER FUNCTION textlike(text, text) LEAKPROOF",
)
by_sql(
    "Tables of this release",
    "UPDATE django_migrations SET app = 'gone' WHERE app = 'staff'",
    "UPDATE django_migrations SET app = 'staff' WHERE app = 'gone'",
)
by_sql(
    "Two administrators",
    "UPDATE staff_user SET is_active = false"
    " WHERE id = (SELECT min(id) FROM staff_user)",
    "UPDATE staff_user SET is_active = true",
)


@undoes("Letters (LC_CTYPE)")
def letters_of_ascii(server, monkeypatch):
    with contextlib.closing(server.connect("postgres")) as superuser:
        superuser.execute(
            "CREATE DATABASE ascii TEMPLATE template0 ENCODING 'UTF8'"
            " LOCALE_PROVIDER libc LC_CTYPE 'C' LC_COLLATE 'C'"
        )
    server.say("CREATE EXTENSION pg_trgm", "ascii")
    with speaking_to(server.folder, ASCII):
        yield


@undoes("Folded texts")
def folds_of_before(server, monkeypatch):
    field = Institution._meta.get_field("folded")
    monkeypatch.setattr(field, "sources", (*field.sources, "kind"))
    yield


@undoes("Addresses of visitors")
def all_from_one_machine(server, monkeypatch):
    with as_system():
        people = [UserFactory() for _ in range(3)]
        for person in people:
            person.usersession_set.create(
                ip="10.0.0.1", session_key=f"key of {person.pk}", user_agent="any"
            )
    yield
    with as_system():
        for person in people:
            person.usersession_set.all().delete()


@undoes("Readers of files")
def readers_without_room(server, monkeypatch):
    monkeypatch.setitem(LIMITS, "probe", LIMITS["probe"]._replace(answer=1))
    yield


@undoes("Disk")
def a_full_disk(server, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=1))
    yield


@undoes("Clock")
def a_clock_ahead(server, monkeypatch):
    ahead = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=1)
    with time_machine.travel(ahead):
        yield


def an_old(kind):
    def undo(server, monkeypatch):
        old = datetime.datetime.now(datetime.UTC) - 1.1 * status.OLDEST[kind]
        path = Path(server.settings.BACKUP_STATUS)
        feats = json.loads(path.read_text())
        path.write_text(json.dumps({**feats, kind: [old.isoformat(), "a.age"]}))
        yield

    undoes(f"Last {kind}")(undo)


an_old("backup")
an_old("drill")


@undoes("Recovery codes")
def codes_that_nobody_looked_at(server, monkeypatch):
    with as_system():
        person = User.objects.first()
        factors = [
            Authenticator.objects.create(user=person, type=kind, data={})
            for kind in ("totp", "recovery_codes")
        ]
    yield
    with as_system():
        factors[1].data = {CODES_SHOWN: "2026-01-01"}
        factors[1].save()
    assert "Recovery codes" not in wrong()
    with as_system():
        for factor in factors:
            factor.delete()


@undoes("Three keepers")
def a_keeper_lays_it_down(server, monkeypatch):
    with as_system():
        last = Keeper.objects.in_office().last()
    with acting_as(last.person):
        workflow.lay_down(last, by=last.person)
    yield
    with as_system():
        keeper(last.person)
    assert "Three keepers" not in wrong()


def test_a_server_as_it_should_be_is_well(server):
    assert wrong() == []


@pytest.mark.parametrize("title", TITLES)
def test_what_is_undone_is_told_with_what_mends_it(server, monkeypatch, title):
    (question,) = (each for each in questions.QUESTIONS if each.title == title)
    with UNDOINGS[title](server, monkeypatch):
        messages = list(question.ask(None, databases=["default"]))

    assert messages, "nothing was noticed"
    assert title == "Settings of Django" or all(each.hint for each in messages)


def test_what_is_wrong_stands_in_the_log_as_server_and_worker_start(server, caplog):
    of_database.log_what_is_wrong()
    assert caplog.text == ""

    with UNDOINGS["Last backup"](server, None):
        of_database.log_what_is_wrong()

    assert "staff.E013" in caplog.text
    assert "Mend it: systemctl start rapport-backup" in caplog.text


def test_each_check_of_ours_is_a_question():
    """A new check stands in the list, and so has a way to undo it."""
    checks = {
        check
        for check in registry.registry.get_checks(include_deployment_checks=True)
        if check.__module__.partition(".")[0] in APPS
    }
    gathers = {of_database.check_database, of_database.check_what_serves}
    all_asked = {question.ask for question in questions.QUESTIONS}
    assert of_database.check_readers in checks

    assert checks - gathers <= all_asked
    assert set(of_database.OF_DATABASE) <= all_asked
    assert set(TITLES) == UNDOINGS.keys()


def test_a_status_that_nobody_can_read_is_none(tmp_path, settings):
    path = tmp_path / "status.json"
    settings.BACKUP_STATUS = str(path)
    for text in ("", "[]", '{"backup": 1}', '{"backup": ["yesterday", "a"]}', "{"):
        path.write_text(text)
        assert status.last("backup") is None
        assert status.is_late("backup")
    assert str(path) == all_settings.BACKUP_STATUS
