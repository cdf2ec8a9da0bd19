"""By which migrations a database was made.

Until there is a version 1.0 a release may make its migrations anew, under the same
names. So a database keeps, as a comment on the table of migrations, a digest of each
that made it; one that is otherwise by now, or gone, cannot be gone on from.
"""

import hashlib
import inspect
import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

KEPT = "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"


def our_apps():
    """The labels of our own apps: those that lie beside manage.py."""
    configs = apps.get_app_configs()
    return {c.label for c in configs if Path(c.path).parent == settings.BASE_DIR}


def remember():
    """Keeps the digests of what is applied; speaks as the owner."""
    loader, ours = MigrationLoader(connection), our_apps()
    digests = {
        ".".join(key): digest(loader.disk_migrations[key])
        for key in loader.applied_migrations
        if key[0] in ours and key in loader.disk_migrations
    }
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(
                sql.Literal(json.dumps(digests))
            )
        )


def migrations_made_anew():
    """The names of migrations that made this database and are others by now."""
    loader, ours = MigrationLoader(connection), our_apps()
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        digests = json.loads(cursor.fetchone()[0] or "{}")
    return sorted(
        ".".join(key)
        for key in loader.applied_migrations
        if key[0] in ours
        and (
            key not in loader.disk_migrations
            or digests.get(".".join(key)) != digest(loader.disk_migrations[key])
        )
    )


def digest(migration):
    text = Path(inspect.getfile(type(migration))).read_bytes()
    return hashlib.sha256(text).hexdigest()[:12]
