"""A backup: the database and the files of one moment, in one sealed file."""

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db.models import FileField
from django.utils import timezone
from psycopg import sql

from staff.operations import archive, manifest, status
from staff.operations.programs import program
from staff.operations.servers import as_arguments, connect_as, parameters

FORMAT = 1
ASIDE = ".aside-"  # how the name of a backup begins while it is written
NAME = "rapport-%Y%m%dT%H%M%S%fZ.age"
NAMED = "SELECT DISTINCT {} FROM {} WHERE {} <> ''"
SEES_ALL = "SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user"
BLIND = (
    "The role that copies is shown no rows: it needs BYPASSRLS. "
    "Mend it: manage.py provision."
)
FILES_LOST = (
    "{path} is written, but files that records name are not in it: {number} of them "
    "are not in MEDIA_ROOT. It does not count as a good backup."
)
UNREADABLE = (
    "The files cannot be read: {error}. Whoever copies needs CAP_DAC_READ_SEARCH "
    "(docs/operations.md, “Backup”)."
)
# What superusers make: not the owner's to restore.
NO_EXTENSIONS = "--extension=plpgsql"


def make():
    """Writes a backup into BACKUP_FOLDER and notes it; its path and a summary.

    CommandError says why there is none; then there is no half of one either.
    """
    recipients = archive.recipients_of(settings.BACKUP_RECIPIENTS)
    folder = Path(settings.BACKUP_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / timezone.now().strftime(NAME)
    with written_aside(path) as file, archive.sealed(file, recipients) as writer:
        content = fill(writer)
    if lost := [name for name in content["named"] if name not in content["files"]]:
        raise CommandError(FILES_LOST.format(path=path, number=len(lost)))
    status.record("backup", path.name)
    return path, content


@contextlib.contextmanager
def written_aside(path):
    """An open file, 0600, that bears the name `path` once all went well."""
    handle, aside = tempfile.mkstemp(prefix=ASIDE, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(aside).rename(path)
    except OSError as error:
        Path(aside).unlink(missing_ok=True)
        raise CommandError(f"The backup was not written: {error.strerror}.") from None
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def fill(writer):
    """Puts everything of this moment into `writer`; the manifest, which is put last.

    The rows are described in the very snapshot that `pg_dump` copies.
    """
    with connect_as("BACKUP") as connection:
        if not connection.execute(SEES_ALL).fetchone()[0]:
            raise CommandError(BLIND)
        version = connection.info.server_version // 10000
        about = {
            "format": FORMAT,
            "made_at": timezone.now().isoformat(),
            "server": version,
            "left_out": sorted(manifest.LEFT_OUT),
        }
        writer.put_note(archive.ABOUT, about)
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
        sequences = manifest.sequences(connection)
        dump(writer, version, snapshot)
        content = {**about, **manifest.describe(connection), "sequences": sequences}
        content["named"] = names_of_files(connection)
        connection.execute("COMMIT")
    content["files"] = put_files(writer, Path(settings.MEDIA_ROOT))
    writer.put_note(archive.MANIFEST, content)
    return content


def dump(writer, version, snapshot):
    """Puts what `pg_dump` writes of a snapshot into `writer`, piece by piece."""
    arguments, environment = as_arguments(parameters("BACKUP"))
    command = [
        program("pg_dump", version),
        "--format=custom",
        "--no-password",
        f"--snapshot={snapshot}",
        NO_EXTENSIONS,
        *(f"--exclude-table-data=public.{name}" for name in manifest.LEFT_OUT),
        *arguments,
    ]
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, env=environment
        ) as process:
            writer.put_stream(archive.DATABASE, process.stdout)
        if process.returncode:
            errors.seek(0)
            words = errors.read().decode(errors="replace").strip()
            raise CommandError(f"pg_dump failed: {words}")


def names_of_files(connection):
    """The names of the files that records have now, in the snapshot that is open."""
    names = set()
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model"):
            continue  # history names what was replaced since
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                column = sql.Identifier(field.column)
                table = sql.Identifier("public", model._meta.db_table)
                question = sql.SQL(NAMED).format(column, table, column)
                names |= {name for (name,) in connection.execute(question)}
    return sorted(names)


def put_files(writer, root):
    """Puts the files below `root` into `writer`: by name, their bytes and SHA-256.

    One that goes meanwhile is not in it. Links are not followed. CommandError where a
    file or folder may not be read: a backup without it would look well.
    """
    files = {}
    try:
        for path in paths_below(root):
            name = path.relative_to(root).as_posix()
            with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
                files[name] = writer.put_file(f"{archive.FILES}{name}", file)
    except PermissionError as error:
        raise CommandError(UNREADABLE.format(error=error.strerror)) from None
    return files


def paths_below(root):
    """The files in `root` and its folders; PermissionError where one is closed."""

    def complain(error):
        raise error

    if not root.exists():
        return  # no file was ever brought
    for folder, folders, names in os.walk(root, onerror=complain):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if not (path.is_symlink() or name.startswith(ASIDE)):
                yield path
