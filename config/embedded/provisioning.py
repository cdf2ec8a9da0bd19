"""What a fresh Postgres is given before the project may use it.

A server that the project does not own is prepared by its administrator; this one is
prepared here, by its superuser, and the project then works as two plain roles, because
a superuser would walk through every row-level security policy without noticing: one
owns the database, and the other serves (officials/security/privileges.py).
"""

from collections.abc import Callable

import psycopg
from psycopg import sql

from officials.security import privileges

SERVING = DATABASE = "rapport"  # as in the settings
OWNER = "rapport_owner"
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

PLAIN_ROLE = """
    DO $$ BEGIN
        IF to_regrole('{role}') IS NULL THEN CREATE ROLE {role}; END IF;
        ALTER ROLE {role} LOGIN {may_create} NOSUPERUSER NOBYPASSRLS NOCREATEROLE;
    END $$
"""
# Who could write a trigger of their own could forge history by it.
FUNCTIONS_OF_OWNER = f"""
    REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
    GRANT USAGE ON LANGUAGE plpgsql TO {OWNER}
"""
OWN_DATABASES = """
    SELECT datname FROM pg_database
    WHERE pg_get_userbyid(datdba) = %s AND datallowconn
"""

Connect = Callable[[str], psycopg.Connection]


def provision(connect: Connect) -> None:
    """Make what is missing of roles, extensions and database; twice is no harm.

    `connect` opens a database as the superuser, in autocommit. The extensions and the
    privileges go into `template1`, so that test databases have them too; the project's
    own database comes last, so that whoever finds it there finds all the rest.
    """
    with connect("template1") as connection:
        for role, may_create in ((OWNER, "CREATEDB"), (SERVING, "NOCREATEDB")):
            connection.execute(PLAIN_ROLE.format(role=role, may_create=may_create))
        equip(connection)
        served = connection.execute(OWN_DATABASES, [SERVING]).fetchall()
        is_there = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
    for (name,) in sorted(served, key=lambda row: row != (DATABASE,)):
        with connect(name) as connection:
            hand_over(connection)
    if is_there:
        with connect(DATABASE) as connection:
            equip(connection)
    else:
        create_database(connect)


def is_provisioned(connection: psycopg.Connection) -> bool:
    """Whether the database that is open belongs to the role that opened it."""
    return connection.execute(
        "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchone() == (True,)


def equip(connection: psycopg.Connection) -> None:
    """Install the extensions, mark the functions, set the privileges in a database."""
    for name in EXTENSIONS:
        connection.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))
        )
    for function in LEAKPROOF:
        connection.execute(f"ALTER FUNCTION {function} LEAKPROOF")
    connection.execute(FUNCTIONS_OF_OWNER)
    connection.execute(privileges.of_roles(OWNER, SERVING))


def hand_over(connection: psycopg.Connection) -> None:
    """Give the owner a database that is of the time when one role did everything.

    Postgres hands over all other databases with the first one, but not what is in them.
    """
    with connection.transaction():
        connection.execute(f"REASSIGN OWNED BY {SERVING} TO {OWNER}")
        equip(connection)


def create_database(connect: Connect) -> None:
    """Create the project's database from `template1`, which nobody may be using."""
    with connect("postgres") as connection:
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
