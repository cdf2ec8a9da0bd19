"""What the Postgres of our own is given, by its superuser, when it starts.

A server that the project does not own is prepared by its administrator, with
`manage.py provision`; how the roles are called the settings say.
"""

import psycopg

from staff.operations.provisions import (
    IS_DATABASE,
    Connect,
    Names,
    equip,
    hand_over,
    make_roles,
    statement,
)

SUPERUSER = "postgres"

OWN_DATABASES = """
    SELECT datname FROM pg_database
    WHERE pg_get_userbyid(datdba) = %s AND datallowconn
"""


def provision(connect: Connect, names: Names) -> None:
    """Make what is missing of roles, extensions and database; twice is no harm.

    `connect` opens a database as the superuser, in autocommit. The extensions and the
    privileges go into `template1`, so that test databases have them too; the project's
    own database comes last, so that whoever finds it there finds all the rest.
    """
    with connect("template1") as connection:
        make_roles(connection, names, may_create="CREATEDB")
        equip(connection, names)
        served = connection.execute(OWN_DATABASES, [names.serving]).fetchall()
        is_there = connection.execute(IS_DATABASE, [names.database]).fetchone()
    for (name,) in sorted(served, key=lambda row: row != (names.database,)):
        with connect(name) as connection:
            hand_over(connection, names)
    if is_there:
        with connect(names.database) as connection:
            equip(connection, names)
    else:
        create_database(connect, names)


def is_provisioned(connection: psycopg.Connection) -> bool:
    """Whether the database that is open belongs to the role that opened it."""
    return connection.execute(
        "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchone() == (True,)


def create_database(connect: Connect, names: Names) -> None:
    """Create the project's database from `template1`, which nobody may be using."""
    with connect("postgres") as connection:
        made = names.database, names.owner
        connection.execute(statement("CREATE DATABASE {} OWNER {}", *made))
