"""What a superuser must do once, a command does; no password shows."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from config.embedded.provisioning import SUPERUSER
from config.local_postgres import LocalPostgres
from staff.operations.provisions import Names
from tests.house.sources import ROOT

NEW = "new_office"
PASSWORDS = {"serves": "one-of-three", "owns": "two-of-three", "copies": "all-three"}
ABOUT_ROLES = """
    SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
           left(rolpassword, 13)
    FROM pg_authid WHERE rolname = ANY(%s) ORDER BY rolname
"""


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # so that `nobody`, who serves root, can reach it
        postgres = LocalPostgres(Path(name), Names("other", "a", "b", "c"))
        postgres.ensure()
        yield postgres
        postgres.release()


def ask(server, question, *values, database="postgres"):
    where = {**server.ensure(), "user": SUPERUSER}
    with psycopg.connect(**where, dbname=database, autocommit=True) as connection:
        return connection.execute(question, values or None).fetchall()


def provision(server, *left_out):
    """Its exit code and all that it wrote, without some variables."""
    where = f"/{NEW}?host={server.ensure()['host']}"
    environment = {
        name: value for name, value in os.environ.items() if "DATABASE" not in name
    }
    environment |= {
        "DEMO": "true",
        "SUPERUSER_DATABASE_URL": f"postgres://{SUPERUSER}@{where}",
    }
    variables = ("DATABASE_URL", "OWNER_DATABASE_URL", "BACKUP_DATABASE_URL")
    for variable, (role, password) in zip(variables, PASSWORDS.items(), strict=True):
        environment[variable] = f"postgres://{role}:{password}@{where}"
    for name in left_out:
        del environment[name]
    done = subprocess.run(
        [sys.executable, "manage.py", "provision"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_what_is_missing_of_the_environment_is_named(server):
    for variable in ("OWNER_DATABASE_URL", "SUPERUSER_DATABASE_URL"):
        code, text = provision(server, variable)

        assert code == 1
        assert variable in text
        assert "Traceback" not in text
    assert ask(server, "SELECT 1 FROM pg_roles WHERE rolname = 'serves'") == []


def test_a_server_is_provisioned_and_once_more_is_no_harm(server):
    for state in ("made", "there already"):
        code, text = provision(server)

        assert code == 0, text
        assert f"Database {NEW}: {state}." in text
        assert not any(password in text for password in PASSWORDS.values())

    verifier = "SCRAM-SHA-256"
    assert ask(server, ABOUT_ROLES, list(PASSWORDS)) == [
        ("copies", False, True, False, False, verifier),
        ("owns", False, False, False, False, verifier),
        ("serves", False, False, False, False, verifier),
    ]
    owner = "SELECT pg_get_userbyid(datdba), datctype FROM pg_database WHERE datname="
    assert ask(server, f"{owner}%s", NEW) == [("owns", "C.UTF-8")]


def test_no_password_reaches_the_server_even_where_it_logs_everything(server):
    where = {**server.ensure(), "user": SUPERUSER}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET log_statement = 'all'")
        connection.execute("SELECT pg_reload_conf()")
    began = server.places.log.stat().st_size
    provision(server)
    log = server.places.log.read_text()[began:]

    assert "ALTER ROLE" in log
    assert not any(password in log for password in PASSWORDS.values())
