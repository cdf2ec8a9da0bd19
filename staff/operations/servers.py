"""Whom operations connect as: a superuser, the owner, the one that copies."""

import os

import psycopg
from django.core.management.base import CommandError
from django.db import connection

from staff.operations.provisions import Names

SUPERUSER = "SUPERUSER_DATABASE_URL"
NO_SUPERUSER = (
    f"This is for a superuser of the database server: set {SUPERUSER}, for this one "
    "command, to a URL such as postgres:///postgres (docs/operations.md, “Provision”)."
)
NO_ROLE = (
    "{} is not set: it names the role that {}, as a URL of the database "
    "(docs/operations.md, “Three roles”)."
)
ABOUT_ROLES = {
    "OWNER": NO_ROLE.format("OWNER_DATABASE_URL", "owns the tables"),
    "BACKUP": NO_ROLE.format("BACKUP_DATABASE_URL", "reads for backups"),
}
NOT_THREE = (
    "DATABASE_URL, OWNER_DATABASE_URL and BACKUP_DATABASE_URL have to name three "
    "roles, each by its user."
)
# What a connection of Django has, and others than that of the serving role have not.
OF_SERVING = ("cursor_factory", "context", "prepare_threshold", "password", "user")
NAMES_OF_LIBPQ = {
    "USER": "user",
    "PASSWORD": "password",
    "HOST": "host",
    "PORT": "port",
}


def roles_of_settings():
    """What the settings call the database and the three roles; CommandError if not."""
    settings = connection.settings_dict
    for role, sentence in ABOUT_ROLES.items():
        if not settings.get(role):
            raise CommandError(sentence)
    roles = [settings["USER"], *(settings[role]["USER"] for role in ABOUT_ROLES)]
    if len({*roles} - {""}) < len(roles):
        raise CommandError(NOT_THREE)
    return Names(settings["NAME"], *roles)


def parameters(role, database=""):
    """What psycopg connects with as `role`, OWNER or BACKUP; CommandError says why not.

    `database` is another one than that of the settings, on the same server.
    """
    if not connection.settings_dict.get(role):
        raise CommandError(ABOUT_ROLES[role])
    serving = connection.get_connection_params()
    values = {name: serving[name] for name in serving if name not in OF_SERVING}
    theirs = connection.settings_dict[role]
    for setting, name in NAMES_OF_LIBPQ.items():
        if theirs.get(setting):
            values[name] = theirs[setting]
    return {
        **values,
        **theirs.get("OPTIONS", {}),
        "dbname": database or connection.settings_dict["NAME"],
    }


def connect_as(role, database=""):
    """A connection as `role`, in autocommit; CommandError if the server says no."""
    return _connect(autocommit=True, **parameters(role, database))


def connect_as_superuser(database):
    """A connection to `database` as the superuser whom the environment names.

    The server of the development tools needs none to be named.
    """
    if url := os.environ.get(SUPERUSER):
        return _connect(url, dbname=database, autocommit=True)
    if "EMBEDDED_ROOT" not in connection.settings_dict:
        raise CommandError(NO_SUPERUSER)
    where = {**parameters("OWNER", database), "user": "postgres"}
    return _connect(autocommit=True, **where)


def _connect(*url, **values):
    try:
        return psycopg.connect(*url, **values)
    except psycopg.OperationalError as error:
        raise CommandError(f"The database says: {error}") from None


def as_arguments(values):
    """What the programs of Postgres connect with: `--dbname`, and the environment.

    The password goes into the environment: everybody may read a list of processes.
    """
    open_values = {name: value for name, value in values.items() if name != "password"}
    environment = {
        name: value for name, value in os.environ.items() if not _is_ours(name)
    }
    if password := values.get("password"):
        environment["PGPASSWORD"] = password
    return [f"--dbname={psycopg.conninfo.make_conninfo(**open_values)}"], environment


def _is_ours(name):
    """What a program of Postgres has no need of: keys of ours, settings of its own."""
    return name.startswith("PG") or "KEY" in name or name.endswith("_URL")
