"""What the log of the server says: where something broke, and no word of a record."""

import logging
import traceback

from django.core.exceptions import ImproperlyConfigured

# Whose messages are about code and settings; those of others may quote what is written
# in a record: a database names the row that it refused, `int()` the text it was given.
ABOUT_CODE = (
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    NameError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
)


class TracebackOfFaults(logging.Filter):
    """A traceback tells of what broke; who was refused something is one line."""

    def filter(self, record):
        if record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True


class WithoutWords(logging.Formatter):
    """Tracebacks in which an exception says its kind, and no more if it could quote."""

    def formatException(self, ei):  # noqa: N802 - as the standard library has it
        errors, error = [], ei[1]
        while error is not None and error not in errors:
            errors.append(error)
            hidden = None if error.__suppress_context__ else error.__context__
            error = error.__cause__ or hidden
        return "\n".join(described(error) for error in reversed(errors))


def described(error):
    """Where an exception came from and of what kind it is, as text of several lines."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, ABOUT_CODE):
        return f"{frames}{kind}: {error}"
    diagnosis = getattr(error, "diag", None)  # of psycopg
    names = [
        getattr(diagnosis, name, None)
        for name in ("sqlstate", "table_name", "constraint_name")
    ]
    return " ".join([f"{frames}{kind}", *filter(None, names)])
