"""Where the files of records lie: each of them whole or not there, and ours alone."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from django.apps import apps
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import FileField

from officials.security.refusals import ask

ASIDE = ".aside-"  # how the name of a file begins while it is written
SPARE = 100 * 1024 * 1024  # bytes that stay free: the database may need them
UNNAMED_FOR = 7 * 24 * 3600  # seconds that a file which no record names is left alone


class PrivateStorage(FileSystemStorage):
    """Files are written aside and then renamed; nobody else may read them."""

    def _save(self, name, content):
        path = Path(self.path(name))
        for folder in (Path(self.location), path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=ASIDE, dir=path.parent)  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).rename(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        return name


def has_room(size):
    """Whether a file of `size` bytes fits, and something stays for all the rest."""
    place = Path(default_storage.location)
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free >= size + SPARE


def sweep():
    """Removes files that no record names, nor ever did, and that are a week old.

    An upload that was killed leaves such. Returns how many there were. RuntimeError for
    whoever is not shown every record: what they do not see would be removed.
    """
    if not ask("app_system()"):
        raise RuntimeError("Files are swept by the system, which sees every record.")
    latest = time.time() - UNNAMED_FOR
    named = names_of_files()
    root = Path(default_storage.location)
    unnamed = [
        path
        for path in root.rglob("*")
        if path.is_file()
        and path.relative_to(root).as_posix() not in named
        and path.stat().st_mtime < latest
    ]
    for path in unnamed:
        path.unlink(missing_ok=True)
    return len(unnamed)


def names_of_files():
    """The names of all files that a record has, or had: history names them as well."""
    return {
        name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FileField)
        for name in model._base_manager.values_list(field.attname, flat=True)
        if name
    }
