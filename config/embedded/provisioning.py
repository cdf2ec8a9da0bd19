"""What a fresh Postgres is given before the project may use it.

A server that the project does not own is prepared by its administrator; this one is
prepared here, by its superuser, and the project then works as two plain roles, because
a superuser would walk through every row-level security policy without noticing: one
owns the database, and the other serves (officials/security/privileges.py). How they
are called the settings say.
"""

from collections.abc import Callable
from typing import NamedTuple

import psycopg
from psycopg import sql

from officials.security import privileges

SUPERUSER = "postgres"

EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent")

# Under row-level security Postgres uses an index only for operators that it trusts
# not to give a hidden row away by an error message. These do not, but are not marked
# so: matching (LIKE, ILIKE, full text), the case folding that Django's `icontains`
# wraps around it, similarity,
# lists that overlap (names that sound alike), and the order of ranges (dates of which
# only the month is known, by which long lists page).
LEAKPROOF = (
    "ts_match_vq(tsvector, tsquery)",
    "ts_match_qv(tsquery, tsvector)",
    "arrayoverlap(anyarray, anyarray)",
    "range_lt(anyrange, anyrange)",
    "range_le(anyrange, anyrange)",
    "range_gt(anyrange, anyrange)",
    "range_ge(anyrange, anyrange)",
    "textlike(text, text)",
    "textnlike(text, text)",
    "texticlike(text, text)",
    "texticnlike(text, text)",
    "upper(text)",
    "lower(text)",
    "similarity_op(text, text)",
    "word_similarity_op(text, text)",
    "word_similarity_commutator_op(text, text)",
    "strict_word_similarity_op(text, text)",
    "strict_word_similarity_commutator_op(text, text)",
)

IS_ROLE = "SELECT 1 FROM pg_roles WHERE rolname = %s"
PLAIN_ROLE = "ALTER ROLE {} LOGIN {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE"
# Who could write a trigger of their own could forge history by it.
FUNCTIONS_OF_OWNER = """
    REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
    GRANT USAGE ON LANGUAGE plpgsql TO {}
"""
OWN_DATABASES = """
    SELECT datname FROM pg_database
    WHERE pg_get_userbyid(datdba) = %s AND datallowconn
"""

Connect = Callable[[str], psycopg.Connection]


class Names(NamedTuple):
    """What the settings call the database, who serves it, and who owns it."""

    database: str
    serving: str
    owner: str


def statement(text: str, *names: str) -> sql.Composed:
    """`text` with these names in its gaps, quoted as Postgres wants them."""
    return sql.SQL(text).format(*(sql.Identifier(name) for name in names))


def provision(connect: Connect, names: Names) -> None:
    """Make what is missing of roles, extensions and database; twice is no harm.

    `connect` opens a database as the superuser, in autocommit. The extensions and the
    privileges go into `template1`, so that test databases have them too; the project's
    own database comes last, so that whoever finds it there finds all the rest.
    """
    with connect("template1") as connection:
        make_role(connection, names.owner, may_create="CREATEDB")
        make_role(connection, names.serving, may_create="NOCREATEDB")
        equip(connection, names)
        served = connection.execute(OWN_DATABASES, [names.serving]).fetchall()
        is_there = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [names.database]
        ).fetchone()
    for (name,) in sorted(served, key=lambda row: row != (names.database,)):
        with connect(name) as connection:
            hand_over(connection, names)
    if is_there:
        with connect(names.database) as connection:
            equip(connection, names)
    else:
        create_database(connect, names)


def make_role(connection: psycopg.Connection, name: str, *, may_create: str) -> None:
    """Make the role `name` where it is missing, and let it do no more than it must."""
    if connection.execute(IS_ROLE, [name]).fetchone() is None:
        connection.execute(statement("CREATE ROLE {}", name))
    connection.execute(
        sql.SQL(PLAIN_ROLE).format(sql.Identifier(name), sql.SQL(may_create))
    )


def is_provisioned(connection: psycopg.Connection) -> bool:
    """Whether the database that is open belongs to the role that opened it."""
    return connection.execute(
        "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchone() == (True,)


def equip(connection: psycopg.Connection, names: Names) -> None:
    """Install the extensions, mark the functions, set the privileges in a database."""
    for name in EXTENSIONS:
        connection.execute(statement("CREATE EXTENSION IF NOT EXISTS {}", name))
    for function in LEAKPROOF:
        connection.execute(f"ALTER FUNCTION {function} LEAKPROOF")
    connection.execute(statement(FUNCTIONS_OF_OWNER, names.owner))
    connection.execute(privileges.of_roles(names.owner, names.serving))


def hand_over(connection: psycopg.Connection, names: Names) -> None:
    """Give the owner a database that is of the time when one role did everything.

    Postgres hands over all other databases with the first one, but not what is in them.
    """
    with connection.transaction():
        both = names.serving, names.owner
        connection.execute(statement("REASSIGN OWNED BY {} TO {}", *both))
        equip(connection, names)


def create_database(connect: Connect, names: Names) -> None:
    """Create the project's database from `template1`, which nobody may be using."""
    with connect("postgres") as connection:
        made = names.database, names.owner
        connection.execute(statement("CREATE DATABASE {} OWNER {}", *made))
