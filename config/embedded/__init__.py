"""The database backend that brings its own Postgres: for demo, development, tests.

`ENGINE = "config.embedded"` is Django's PostgreSQL backend, but for one thing: the
first connection starts a server in the folder `EMBEDDED_ROOT`. Production never uses
it; there, DATABASE_URL names a server.
"""

import sys

from django.core.exceptions import ImproperlyConfigured

if sys.platform == "win32":
    raise ImproperlyConfigured(
        "The built-in Postgres runs on Linux and macOS only: set DATABASE_URL."
    )
