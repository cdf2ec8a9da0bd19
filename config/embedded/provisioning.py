"""What a fresh Postgres is given before the project may use it.

A server that the project does not own is prepared by its administrator; this one is
prepared here, by its superuser, and the project then works as a plain role, because a
superuser would walk through every row-level security policy without noticing.
"""

from collections.abc import Callable

import psycopg
from psycopg import sql

ROLE = DATABASE = "rapport"
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
        ALTER ROLE {role} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE;
    END $$
"""

Connect = Callable[[str], psycopg.Connection]


def provision(connect: Connect) -> None:
    """Make what is missing of role, extensions and database; twice is no harm.

    `connect` opens a database as the superuser, in autocommit. The extensions go into
    `template1`, so that test databases have them too; the project's own database
    comes last, so that whoever finds it there finds all the rest.
    """
    with connect("template1") as connection:
        connection.execute(PLAIN_ROLE.format(role=ROLE))
        equip(connection)
        own_database = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
    if own_database:
        with connect(DATABASE) as connection:
            equip(connection)
    else:
        create_database(connect)


def equip(connection: psycopg.Connection) -> None:
    """Install the extensions and mark the functions in one database."""
    for name in EXTENSIONS:
        connection.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))
        )
    for function in LEAKPROOF:
        connection.execute(f"ALTER FUNCTION {function} LEAKPROOF")


def create_database(connect: Connect) -> None:
    """Create the project's database from `template1`, which nobody may be using."""
    with connect("postgres") as connection:
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
