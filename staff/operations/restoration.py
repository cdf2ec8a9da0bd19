"""A backup brought back: into an empty database, as its owner, and compared."""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path, PurePosixPath

import psycopg
from django.core.management.base import CommandError

from officials.security import privileges
from staff.operations import archive, manifest
from staff.operations.backups import FORMAT
from staff.operations.programs import program
from staff.operations.servers import (
    as_arguments,
    connect_as,
    parameters,
    roles_of_settings,
)

NOT_EMPTY = (
    "There are tables in the database {name}. A backup is restored into an empty one: "
    "make it with manage.py provision."
)
FILES_THERE = (
    "There are files in {place}. They are not written over: move the folder away."
)
# What provision says of things to be made would add to what the backup says of each.
NO_DEFAULTS = """
    ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM {0};
    ALTER DEFAULT PRIVILEGES REVOKE ALL ON SEQUENCES FROM {0};
    ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM {0};
    ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC
"""
OTHER_FORMAT = "This backup is of a format that this release does not know: {format}."
HALF = "The backup ends too early: there is no manifest in it."


def restore(path, identities, database="", files=None):
    """Brings the backup in `path` back; its manifest, and what differs, in words.

    Into `database`, else that of the settings, which must be empty; all of it or
    nothing. `files` is the folder for the files, which must be empty; without one they
    are read and compared, and kept nowhere.
    """
    with connect_as("OWNER", database) as connection:
        if connection.execute(manifest.TABLES).fetchone():
            raise CommandError(NOT_EMPTY.format(name=connection.info.dbname))
        names = roles_of_settings()
        serving = psycopg.sql.Identifier(names.serving)
        connection.execute(psycopg.sql.SQL(NO_DEFAULTS).format(serving))
        version = connection.info.server_version // 10000
    if files and files.exists() and any(files.iterdir()):
        raise CommandError(FILES_THERE.format(place=files))
    with FilesAside(files) as aside, Restorer(version, database) as restorer:
        with archive.unsealed(path, identities) as tar:
            content, digests = unpack(tar, restorer, aside)
        if content is None:
            raise CommandError(HALF)
        restorer.finish()
    with connect_as("OWNER", database) as connection:
        connection.execute(privileges.of_new_things(names.owner, names.serving))
    faults = list(compare(content, database))
    return content, [*faults, *differences_of_files(content["files"], digests)]


class FilesAside:
    """A folder beside `files` that takes its place when all went well, or None."""

    def __init__(self, files):
        self.files = files

    def __enter__(self):
        if self.files is None:
            return None
        self.files.parent.mkdir(parents=True, exist_ok=True)
        self.aside = Path(tempfile.mkdtemp(prefix=".aside-", dir=self.files.parent))
        return self.aside

    def __exit__(self, kind, *rest):
        if self.files is None:
            return
        if kind is not None:
            shutil.rmtree(self.aside)
            return
        if self.files.exists():
            self.files.rmdir()
        self.aside.rename(self.files)


def unpack(tar, restorer, folder):
    """Reads the whole tar: the manifest, and by name the bytes and SHA-256 of files."""
    content, digests = None, {}
    for entry in tar:
        stream = archive.WithDigest(tar.extractfile(entry))
        if entry.name == archive.ABOUT:
            about = json.load(stream)
            if about["format"] != FORMAT:
                raise CommandError(OTHER_FORMAT.format(format=about["format"]))
        elif entry.name.startswith(archive.DATABASE):
            restorer.take(stream.read())
        elif entry.name.startswith(archive.FILES):
            name = entry.name.removeprefix(archive.FILES)
            write(stream, folder and place_of(name, folder))
            digests[name] = [entry.size, stream.digest.hexdigest()]
        elif entry.name == archive.MANIFEST:
            content = json.load(stream)
    return content, digests


def place_of(name, folder):
    """Where below `folder` a file of a backup goes; CommandError for anywhere else."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise CommandError("A file of this backup would lie outside its folder.")
    return folder / path


def write(stream, place):
    """Reads `stream` to its end, and into the file `place` if there is one."""
    if place is None:
        while stream.read(archive.PIECE):
            pass
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(
        os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as (file):
        shutil.copyfileobj(stream, file, archive.PIECE)
        file.flush()
        os.fsync(file.fileno())


class Restorer:
    """`pg_restore` at work, as the owner: all in one transaction, or nothing.

    The last piece is held back until `finish`, so that it cannot end before.
    """

    def __init__(self, version, database):
        arguments, self.environment = as_arguments(parameters("OWNER", database))
        self.command = [
            program("pg_restore", version),
            "--single-transaction",
            "--no-password",
            *arguments,
        ]
        self.last_piece = b""
        self.is_over = False

    def __enter__(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            env=self.environment,
        )
        return self

    def take(self, piece):
        """The next piece of what `pg_dump` wrote."""
        self.feed(self.last_piece)
        self.last_piece = piece

    def feed(self, piece):
        """Gives it to the program; CommandError if that has ended."""
        try:
            self.process.stdin.write(piece)
        except BrokenPipeError:
            self.wait()

    def finish(self):
        """Lets all be kept, and waits for it; CommandError says why it is not."""
        self.feed(self.last_piece)
        self.wait()

    def wait(self):
        """Until the program has ended; CommandError says what it complained of."""
        self.is_over = True
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        if self.process.wait():
            self.errors.seek(0)
            raise CommandError(f"pg_restore failed: {first_words(self.errors.read())}")

    def __exit__(self, kind, *rest):
        if not self.is_over:
            self.process.kill()
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
            self.process.wait()
        self.errors.close()


def first_words(output):
    """Of what a program wrote, the lines of errors, without rows that they name."""
    lines = output.decode(errors="replace").splitlines()
    kept = [line for line in lines if "error:" in line]
    return " ".join(kept[:3]) or "it says nothing"


def compare(content, database=""):
    """In words, what is otherwise in the database than when the backup was made."""
    with connect_as("BACKUP", database) as connection, connection.transaction():
        yield from manifest.differences(content, manifest.describe(connection))
        for name in manifest.rows_left_out(connection):
            yield f"{name}: there are rows, which no backup holds."


def differences_of_files(before, after):
    """In words, what is otherwise in the files than their manifest says."""
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield f"The file {name} is not as it was."


def drop(connection, database):
    """Takes a database away, and whoever is in it."""
    connection.execute(
        psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
            psycopg.sql.Identifier(database)
        )
    )
