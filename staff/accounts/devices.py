"""Browsers in which a person has signed in before: guesses from elsewhere stop none.

A device cookie (OWASP, "Device Cookies"): a random key, and a mark for each person who
was in, which only this server can make. It lets nobody in and tells no name.
"""

import datetime
import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LASTS = datetime.timedelta(days=90)  # since the last time that somebody signed in
MOST = 10  # people of one browser


def mark_in(request, username):
    """The mark of `username` in this browser; "" where they never signed in."""
    key, *marks = stored(request)
    expected = mark_of(key, username)
    is_known = key and any(constant_time_compare(mark, expected) for mark in marks)
    return expected if is_known else ""


def remember(request, response, username):
    """From this `response` on the browser is one in which `username` was in."""
    key, *marks = stored(request)
    key = key or secrets.token_urlsafe(16)
    marks = dict.fromkeys([mark_of(key, username), *marks])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        ".".join([key, *list(marks)[:MOST]]),
        max_age=LASTS,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def stored(request):
    """The key of the browser ("" if it has none yet), and its marks."""
    return request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "").split(".")


def mark_of(key, username):
    """What this server alone can put beside `key` for `username`, in either case."""
    text = f"{key} {username.lower()}"
    return salted_hmac("known browser", text, algorithm="sha256").hexdigest()
