"""The functions of the database, each once, in files of SQL that migrations install.

`before.sql` holds what tables, columns, indexes, policies and walls need before they
are made; nothing in it asks, while it is made, for a table that is not there yet.
`rules.sql` holds the rest. Both replace what is there, so that a file can be installed
again.

A migration names a file by its digest. A changed file wants a new migration (a test
says so), and older migrations stay as they were: on a new database `before.sql` is as
it is today from the first of them on, and `rules.sql` waits for the migration that
knows it as it is today, when every table it asks is there.

What Python knows already no file repeats: a function that answers with a list of a
workflow is made of that list, stands before the text of its file, and counts in its
digest.
"""

import hashlib
import re
from pathlib import Path

from django.apps import apps
from django.contrib.postgres.operations import CreateExtension
from django.db.migrations.operations.base import Operation

FUNCTION = re.compile(r"^\s*CREATE (?:OR REPLACE )?FUNCTION (\w+)", re.MULTILINE)
LIST = """
CREATE OR REPLACE FUNCTION {name}() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[{values}]
$$;
"""
GENERATED = {}  # path of a file: {name of a function: its text}


def generate_list(path, name, values):
    """The function `name` of the file `path` answers with the list of `values`."""
    quoted = ", ".join(f"'{value}'" for value in values)
    text = LIST.format(name=name, values=quoted)
    GENERATED.setdefault(path.resolve(), {})[name] = text


def text_of(path):
    """What is installed of the file `path`: what is made for it, and its own text."""
    return "".join([*GENERATED.get(path.resolve(), {}).values(), path.read_text()])


def digest_of(path):
    """How a migration names the file `path` as it is now."""
    return hashlib.sha256(text_of(path).encode()).hexdigest()[:16]


def path_of(app_label, file):
    return Path(apps.get_app_config(app_label).path) / file


class InstallFile(Operation):
    """Installs `file`, a path below the app's folder, known by its `digest`.

    The first operation for a file (`first`) removes its functions on the way back,
    with the triggers that call them; a later one has nothing to put in their place.
    `stands_for` names the file of another app, as “officials/security/before.sql”,
    whose answers this one replaces: on the way back they take their place again.
    """

    reduces_to_sql = True

    def __init__(self, file, digest, first=False, stands_for=""):
        self.file, self.digest = file, digest
        self.first, self.stands_for = first, stands_for

    def path(self, app_label):
        return path_of(app_label, self.file)

    def is_due(self, app_label):
        """Whether this operation, of all that name the file, is to install it."""
        raise NotImplementedError

    def state_forwards(self, app_label, state):
        """Functions are no part of the state of models."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if self.is_due(app_label):
            schema_editor.execute(text_of(self.path(app_label)), params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if self.first:
            for name in FUNCTION.findall(text_of(self.path(app_label))):
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")
        if self.first and self.stands_for:
            before = path_of(*self.stands_for.split("/", 1))
            schema_editor.execute(text_of(before), params=None)

    def deconstruct(self):
        named = {"first": self.first, "stands_for": self.stands_for}
        values = {name: value for name, value in named.items() if value}
        return type(self).__name__, [self.file, self.digest], values

    def describe(self):
        return f"Install {self.file}"


class InstallBefore(InstallFile):
    """Installs `before.sql` as it is today, whichever text it was written for."""

    def is_due(self, app_label):
        return True


class InstallRules(InstallFile):
    """Installs `rules.sql` where it was written for the text of today."""

    def is_due(self, app_label):
        return digest_of(self.path(app_label)) == self.digest


class NeedExtension(CreateExtension):
    """Makes an extension where it is missing; it stays, as it may not be ours."""

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Whoever owns the database may have made it, and others may use it."""
