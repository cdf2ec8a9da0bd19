"""The page of what broke, and the one for while the database is away or full."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

# Classes of SQLSTATE: the connection broke, no room is left, an operator intervened.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
AWAY = ("08", "53", "57P")
RETRY_AFTER = 30  # seconds


def broken(request):
    """503 where the database is away or full, else 500."""
    if not is_away(sys.exc_info()[1]):
        return server_error(request)
    page = render_to_string("503.html")  # without the request: nothing asks who it is
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})


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
