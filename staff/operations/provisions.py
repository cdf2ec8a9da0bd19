"""What a superuser gives a server before the project may use it.

Three plain roles, because a superuser would walk through every row-level security
policy without noticing: one owns the database, one serves, one reads for backups
(officials/security/privileges.py). Each function here may be called twice.
"""

from collections.abc import Callable
from typing import NamedTuple

import psycopg
from psycopg import sql

from officials.security import privileges
from officials.security.equipment import EXTENSIONS, LEAKPROOF
from officials.security.server_log import QUIETEST

IS_ROLE = "SELECT 1 FROM pg_roles WHERE rolname = %s"
IS_DATABASE = "SELECT 1 FROM pg_database WHERE datname = %s"
PLAIN_ROLE = "ALTER ROLE {} LOGIN {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE"
# Row security would show it nothing, and it writes nothing.
BACKUP_ROLE = """
    ALTER ROLE {0} LOGIN NOCREATEDB NOSUPERUSER BYPASSRLS NOCREATEROLE;
    ALTER ROLE {0} SET default_transaction_read_only = on;
    GRANT pg_read_all_data TO {0}
"""
# Who could write a trigger of their own could forge history by it.
FUNCTIONS_OF_OWNER = """
    REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
    GRANT USAGE ON LANGUAGE plpgsql TO {}
"""
# With LC_CTYPE C, pg_trgm drops every letter that is not ASCII.
DATABASE = """
    CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'
        LOCALE_PROVIDER libc LC_CTYPE 'C.UTF-8' LC_COLLATE 'C'
"""
OF_SERVING = """
    SELECT 1 FROM pg_database
    WHERE datname = %s AND pg_get_userbyid(datdba) = %s
"""

Connect = Callable[[str], psycopg.Connection]


class Names(NamedTuple):
    """What the settings call the database, who serves it, owns it, and copies it."""

    database: str
    serving: str
    owner: str
    backup: str = "rapport_backup"


def statement(text: str, *names: str) -> sql.Composed:
    """`text` with these names in its gaps, quoted as Postgres wants them."""
    return sql.SQL(text).format(*(sql.Identifier(name) for name in names))


def prepare(connect: Connect, names: Names, passwords: dict[str, str]) -> list[str]:
    """Make what is missing of roles and database, and of what is in it.

    `connect` opens a database as a superuser, in autocommit; `passwords` are by the
    name of the role, and one that is not there stays as it is. What was done, in lines.
    """
    with connect("postgres") as connection:
        make_roles(connection, names, may_create="NOCREATEDB")
        for role, password in passwords.items():
            set_password(connection, role, password)
    is_new = make_database(connect, names)
    return [
        f"Roles: {names.owner} owns, {names.serving} serves, {names.backup} copies.",
        f"Database {names.database}: {'made' if is_new else 'there already'}.",
        f"Extensions: {', '.join(EXTENSIONS)}.",
        f"Marked LEAKPROOF: {len(LEAKPROOF)} functions.",
        f"Keeps words of records out of the log: {len(QUIETEST)} settings.",
        "Only the owner writes functions.",
    ]


def make_database(connect: Connect, names: Names) -> bool:
    """Make the database where it is missing, and what is in it; whether it is new.

    The roles are there, and stay as they are.
    """
    with connect("postgres") as connection:
        is_new = connection.execute(IS_DATABASE, [names.database]).fetchone() is None
        if is_new:
            connection.execute(statement(DATABASE, names.database, names.owner))
        belongs = [names.database, names.serving]
        is_of_serving = connection.execute(OF_SERVING, belongs).fetchone()
        hush(connection, names.database)
    with connect(names.database) as connection:
        if is_of_serving:
            hand_over(connection, names)
        else:
            equip(connection, names)
    return is_new


def make_roles(connection: psycopg.Connection, names: Names, *, may_create: str):
    """The three of them; the owner may make databases where `may_create` says so."""
    make_role(connection, names.owner, may_create)
    make_role(connection, names.serving, "NOCREATEDB")
    if connection.execute(IS_ROLE, [names.backup]).fetchone() is None:
        connection.execute(statement("CREATE ROLE {}", names.backup))
    connection.execute(statement(BACKUP_ROLE, names.backup))


def make_role(connection: psycopg.Connection, name: str, may_create: str) -> None:
    """Make the role `name` where it is missing, and let it do no more than it must."""
    if connection.execute(IS_ROLE, [name]).fetchone() is None:
        connection.execute(statement("CREATE ROLE {}", name))
    connection.execute(
        sql.SQL(PLAIN_ROLE).format(sql.Identifier(name), sql.SQL(may_create))
    )


def set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    """Let `role` sign in with it; the server, and so its log, gets a verifier only."""
    verifier = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    )
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(
            sql.Identifier(role), sql.Literal(verifier.decode())
        )
    )


def hush(connection: psycopg.Connection, database: str) -> None:
    """Let the log hold no word of a record, whoever connects to the database."""
    for setting, value in QUIETEST.items():
        connection.execute(
            sql.SQL("ALTER DATABASE {} SET {} = {}").format(
                sql.Identifier(database), sql.Identifier(setting), sql.Literal(value)
            )
        )


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
