"""The Postgres that comes with the tools starts, survives and leaves by itself."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from config.local_postgres import LocalPostgres
from officials.security.equipment import EXTENSIONS
from staff.operations.provisions import Names

ROOT = Path(__file__).resolve().parents[2]
NAMES = Names("office", "who-serves", "owner of it")  # not those of the settings

USES_THE_SERVER = """
import os, sys, time
from pathlib import Path
from config.local_postgres import LocalPostgres
from staff.operations.provisions import Names
server = LocalPostgres(Path(sys.argv[1]), Names(*sys.argv[2:]))
server.ensure()
print("ready", flush=True)
"""


@pytest.fixture(scope="module")
def folder():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # so that `nobody`, who serves root, can reach it
        yield Path(name)


@pytest.fixture
def postgres(folder):
    server = LocalPostgres(folder, NAMES)
    yield server
    server.release()


def ask(postgres, question, database=NAMES.database, user=NAMES.serving):
    where = {**postgres.ensure(), "user": user}
    with psycopg.connect(**where, dbname=database) as connection:
        return connection.execute(question).fetchall()


@contextlib.contextmanager
def another_process(folder, then=""):
    """A process that uses the server; at the end of the block it has ended too."""
    command = [sys.executable, "-c", USES_THE_SERVER + then, str(folder), *NAMES]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"ready\n"
        yield process
        process.stdout.read()  # until those it has forked are gone as well


def postmaster(folder):
    data = LocalPostgres(folder, NAMES).places.data
    return int((data / "postmaster.pid").read_text().split()[0])


@pytest.mark.parametrize(
    ("role", "makes"), [(NAMES.serving, False), (NAMES.owner, True)]
)
def test_the_project_works_as_two_plain_roles(postgres, role, makes):
    role_rows = ask(
        postgres,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolname = "
        " pg_get_userbyid(datdba) FROM pg_roles, pg_database"
        " WHERE rolname = current_user AND datname = current_database()",
        user=role,
    )

    assert role_rows == [(role, False, False, makes, makes)]


def test_a_new_database_has_the_extensions_and_trusts_the_search(postgres):
    owner = {**postgres.ensure(), "user": NAMES.owner}
    with psycopg.connect(**owner, dbname=NAMES.database, autocommit=True) as connection:
        connection.execute("CREATE DATABASE another")

    extensions = ask(postgres, "SELECT extname FROM pg_extension", "another")
    leaky = ask(
        postgres,
        "SELECT proname FROM pg_proc WHERE NOT proleakproof AND proname IN "
        "('ts_match_vq', 'textlike', 'texticlike', 'similarity_op')",
        "another",
    )

    assert {(name,) for name in EXTENSIONS} <= set(extensions)
    assert leaky == []


def test_trigrams_know_cyrillic(postgres):
    assert ask(postgres, "SELECT show_trgm('Щ') <> '{}'") == [(True,)]


def test_the_last_to_leave_stops_the_server(folder, postgres):
    postgres.ensure()
    with another_process(folder):
        pass
    assert postgres.is_running()

    postgres.release()

    assert not postgres.is_running()


def test_a_forked_worker_keeps_the_server(folder):
    outlive_the_master = (
        "if os.fork(): os._exit(0)\n"
        "time.sleep(2)\n"
        "server.is_running() and (server.root / 'worker-was-served').touch()"
    )
    with another_process(folder, outlive_the_master) as master:
        master.wait()
        with another_process(folder):
            pass

    assert (folder / "worker-was-served").exists()
    assert not LocalPostgres(folder, NAMES).is_running()


def test_everything_is_well_again_after_a_kill(folder, postgres):
    with another_process(folder, "time.sleep(60)") as process:
        process.kill()
    os.kill(postmaster(folder), signal.SIGKILL)

    assert ask(postgres, "SELECT 1") == [(1,)]


def test_a_process_id_given_to_a_stranger_does_not_stop_the_start(folder, postgres):
    postgres.ensure()
    data = postgres.places.data
    pid_file = (data / "postmaster.pid").read_text()
    postgres.release()
    _, _, rest = pid_file.partition("\n")
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{rest}")

    assert ask(postgres, "SELECT 1") == [(1,)]
