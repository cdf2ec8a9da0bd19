"""A server of one's own: who serves there, who makes the tables, and what is said."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from config.embedded.provisioning import SUPERUSER
from config.local_postgres import LocalPostgres
from officials.security import privileges
from staff.operations.provisions import Names, hush

ROOT = Path(__file__).resolve().parents[2]
NAMES = Names("office", "office_serves", "office_owner")
DATABASE, SERVING, OWNER, _BACKUP = NAMES
WHOSE = """
    SELECT pg_get_userbyid(relowner), has_table_privilege(%s, oid, 'SELECT'),
           has_table_privilege(%s, oid, 'TRUNCATE')
    FROM pg_class WHERE relname = %s
"""


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # so that `nobody`, who serves root, can reach it
        postgres = LocalPostgres(Path(name), NAMES)
        yield postgres
        postgres.release()


def connect(server, role):
    where = {**server.ensure(), "user": role}
    return psycopg.connect(**where, dbname=DATABASE, autocommit=True)


def whose(server, table):
    """Its owner, and whether the serving role may read and empty it."""
    with connect(server, SUPERUSER) as connection:
        return connection.execute(WHOSE, [SERVING, SERVING, table]).fetchone()


def faults(server):
    """What is wrong with the serving role, as the database says."""
    with connect(server, SERVING) as connection:
        answers = connection.execute(privileges.FAULTY).fetchone()
    return [
        sentence
        for sentence, holds in zip(privileges.FAULTS, answers, strict=True)
        if holds
    ]


def manage(server, *arguments, serving=SERVING, owner=None):
    """Its exit code and all that it wrote."""
    where = f"@/{DATABASE}?host={server.ensure()['host']}"
    environment = {
        name: value for name, value in os.environ.items() if "DATABASE" not in name
    }
    environment |= {"DEMO": "true", "DATABASE_URL": f"postgres://{serving}{where}"}
    if owner:
        environment["OWNER_DATABASE_URL"] = f"postgres://{owner}{where}"
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_without_an_owner_no_table_is_made_and_the_sentence_says_what_to_do(server):
    for command in ("migrate", "createcachetable"):
        code, text = manage(server, command)

        assert code == 1
        assert "set OWNER_DATABASE_URL" in text
        assert "Traceback" not in text


def test_one_role_cannot_be_both(server):
    code, text = manage(server, "createcachetable", owner=SERVING)

    assert code == 1
    assert "have to name two roles" in text


def test_the_owner_makes_the_table_and_the_other_serves(server):
    code, text = manage(server, "createcachetable", owner=OWNER)

    assert (code, text) == (0, "")
    assert whose(server, "rapport_cache") == (OWNER, True, False)
    assert manage(server, "shell", "-c", "import config.wsgi")[0] == 0


def test_the_owner_is_not_let_serve(server):
    code, text = manage(server, "shell", "-c", "import config.wsgi", serving=OWNER)
    assert code == 1
    assert "ImproperlyConfigured: The database role owns" in text

    code, text = manage(server, "check", "--database", "default", serving=OWNER)
    assert code == 1
    assert "officials.E001" in text


@pytest.mark.parametrize(
    ("given", "taken", "words"),
    [
        ("ALTER ROLE {0} SUPERUSER", "ALTER ROLE {0} NOSUPERUSER", "a superuser"),
        ("ALTER ROLE {0} BYPASSRLS", "ALTER ROLE {0} NOBYPASSRLS", "has BYPASSRLS"),
        ("GRANT {1} TO {0}", "REVOKE {1} FROM {0}", "is a member of the role"),
    ],
)
def test_a_role_that_row_security_would_not_bind_is_named(server, given, taken, words):
    with connect(server, OWNER) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS of_owner ()")
    assert faults(server) == []

    with connect(server, SUPERUSER) as connection:
        connection.execute(given.format(SERVING, OWNER))
        sentences = faults(server)
        connection.execute(taken.format(SERVING, OWNER))

    assert any(words in sentence for sentence in sentences)


def test_the_worker_does_not_start_as_somebody_whom_no_wall_binds(server):
    with connect(server, SUPERUSER) as connection:
        connection.execute(f"ALTER ROLE {SERVING} SUPERUSER")
        code, text = manage(server, "procrastinate", "worker", "--one-shot")
        connection.execute(f"ALTER ROLE {SERVING} NOSUPERUSER")

    assert code == 1
    assert "The database role is a superuser" in text


def log_after(server, words):
    """What the server logged of a statement that failed with these `words` in it."""
    log = server.places.log
    began = log.stat().st_size
    with connect(server, SERVING) as connection, pytest.raises(psycopg.Error):
        psycopg.ClientCursor(connection).execute("SELECT 1 / 0, %s", [words])
    return log.read_text()[began:]


def test_the_log_of_a_server_that_is_provisioned_holds_no_words(server):
    loud = (
        "log_min_error_statement = 'error'",
        "log_error_verbosity = 'default'",
        "log_min_messages = 'warning'",
    )
    with connect(server, SUPERUSER) as connection:
        for setting in loud:
            connection.execute(f"ALTER DATABASE {DATABASE} SET {setting}")
        assert "words of a note" in log_after(server, "words of a note")
        code, text = manage(server, "check", "--deploy")
        assert "log_min_error_statement = error" in text
        assert "officials.E003" in text

        hush(connection, DATABASE)

    log = log_after(server, "words of another note")
    assert log == ""  # an error may quote what it refuses
    assert "officials.E003" not in manage(server, "check", "--deploy")[1]


def test_a_database_that_one_role_made_is_handed_over_to_the_owner(server):
    with connect(server, SUPERUSER) as connection:
        connection.execute(f"ALTER DATABASE {DATABASE} OWNER TO {SERVING}")
    with connect(server, SERVING) as connection:
        connection.execute("CREATE TABLE of_old ()")
    assert whose(server, "of_old") == (SERVING, True, True)

    server.release()

    assert whose(server, "of_old") == (OWNER, True, False)
