"""When the last good backup was made, and when the last drill went well.

A file tells it, since the role that copies writes nothing into the database. It names
no record and no key, and everybody on the machine may read it.
"""

import datetime
import json
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

OLDEST = {"backup": datetime.timedelta(days=2), "drill": datetime.timedelta(days=90)}


class Feat(NamedTuple):
    """Something that went well: when, and which file it was about."""

    at: datetime.datetime
    file: str


def last(kind):
    """The last good `kind`, “backup” or “drill”: a Feat, or None."""
    try:
        at, file = _read()[kind]
        return Feat(datetime.datetime.fromisoformat(at), str(file))
    except (KeyError, TypeError, ValueError):
        return None


def is_late(kind):
    """Whether the last good one is too long ago, or there was none, or is to come."""
    feat = last(kind)
    now = timezone.now()
    return feat is None or not now - OLDEST[kind] <= feat.at <= now


def record(kind, file, at=None):
    """Notes that `kind` went well just now, or `at` a time, with the backup `file`.

    Of “restored”, the time is that of the backup.
    """
    feats = {**_read(), kind: [at or timezone.now().isoformat(), file]}
    path = Path(settings.BACKUP_STATUS)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".aside-")
    with os.fdopen(handle, "w") as out:
        json.dump(feats, out)
    Path(aside).chmod(0o644)
    Path(aside).rename(path)


def _read():
    try:
        feats = json.loads(Path(settings.BACKUP_STATUS).read_text())
    except (OSError, ValueError):
        return {}
    return feats if isinstance(feats, dict) else {}
