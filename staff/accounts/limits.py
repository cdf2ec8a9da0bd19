"""How often a password may be guessed, by whom it is guessed, and until when one waits.

Each of the limits of ACCOUNT_RATE_LIMITS counts apart: what strangers do to a name
stops neither a browser in which its person was in before, nor whoever is in.
"""

import datetime
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from staff.accounts import devices

APP = "allauth.account"
STRANGER, KNOWN, BOTH = "guess", "guess_here", "guess_code"
CODE, CODE_HERE = "code", "code_here"
TOO_MANY = "too_many_login_attempts"  # as allauth calls it


def take_try(request, username):
    """Counts one try at the password of `username`; gives it back by `.rollback()`.

    ValidationError, with the time from which on it is allowed, where there were too
    many.
    """
    limit, key = who_guesses(request, username)
    sentence = _("Too many wrong passwords. Try again from %(time)s on.")
    return consume(request, limit, key, sentence)


def take_try_of_code(request, username):
    """The same of codes, tried by somebody who has the password of `username`."""
    mark = devices.mark_in(request, username)
    limit, key = (CODE_HERE, mark) if mark else (CODE, username.lower())
    sentence = _("Too many wrong codes. Try again from %(time)s on.")
    return consume(request, limit, key, sentence)


def consume(request, limit, key, sentence):
    """The use of one try; ValidationError with `sentence` where none is left."""
    used = ratelimit.consume(request, app=APP, action=limit, key=key)
    if used is None:
        minute = first_minute_after(free_at(request, limit, key))
        raise ValidationError(sentence % {"time": minute}, code=TOO_MANY)
    return used


def may_try_code(request):
    """Whether a code may be tried beside the password, when all else is used up."""
    return bool(ratelimit.consume(request, app=APP, action=BOTH))


def who_guesses(request, username):
    """(limit, key): whose tries are counted together with this one."""
    if request.user.is_authenticated:
        return KNOWN, f"person {request.user.pk}"
    if mark := devices.mark_in(request, username):
        return KNOWN, mark
    return STRANGER, username.lower()


def free_at(request, limit, key):
    """When the next try is allowed, in seconds since the epoch; now, if it is."""
    now = time.time()
    moments = [now]
    for rate in ratelimit.get_rates(app=APP, action=limit):
        cache_key = ratelimit.get_cache_key(
            request, app=APP, action=limit, rate=rate, key=key
        )
        latest_first = cache.get(cache_key, [])
        if len(latest_first) >= rate.amount:
            moments.append(latest_first[rate.amount - 1] + rate.duration)
    return max(moments)


def first_minute_after(seconds):
    """“14:36”, the first full minute after so many `seconds` since the epoch."""
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    minute = timezone.localtime(moment) + datetime.timedelta(minutes=1)
    return time_format(minute, "H:i")
