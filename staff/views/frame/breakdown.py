"""The page of what broke, and the one for while the database is away or a disk full."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

# Classes of SQLSTATE: the connection broke, no room is left, an operator intervened.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
AWAY = ("08", "53", "57P")
RETRY_AFTER = 30  # seconds


def page(request):
    """503 where the database is away, or it or the disk of files full; else 500."""
    error = sys.exc_info()[1]
    if not (is_away(error) or is_full(error)):
        return server_error(request)
    # without the request: nothing asks who it is
    text = render_to_string("503.html", {"full": is_full(error)})
    return HttpResponse(text, status=503, headers={"Retry-After": str(RETRY_AFTER)})


def is_away(error):
    """Whether the database could not be asked, by what became of the question.

    An error without a code comes from a server that did not answer.
    """
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "sqlstate", None)
    return code is None or code.startswith(AWAY)


def is_full(error):
    """Whether a disk had no room for what was to be written."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return getattr(error.__cause__, "sqlstate", None) == "53100"
