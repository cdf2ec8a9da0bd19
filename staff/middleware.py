"""What happens around every request."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.db import IntegrityError, OperationalError, transaction
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRefresh
from pghistory.middleware import HistoryMiddleware

from officials.security.context import acting_as, reading_as
from officials.security.records import without_keys
from officials.security.refusals import (
    CHANGED_MEANWHILE,
    ask_waiting_rules,
    sentence_of,
)
from staff.accounts.sign_in import lacks_second_factor
from staff.locks.gate import LOCKED
from staff.navigation import SAFE_METHODS, forget_counts

# In the session: when it began, and when somebody last worked in it.
BEGAN, WORKED = "began_at", "worked_at"
OURSELVES = ("same-origin", "none")  # our own page, or the person: Fetch Metadata
DEADLOCK = "40P01"  # SQLSTATE
WRITTEN_EVERY = min(60, settings.SESSION_COOKIE_AGE // 10)  # seconds


def act_as_reader(get_response):
    """One transaction a request, in which the database shows what the reader may see.

    A failure (5xx) leaves nothing behind, and so does what the database refuses: that
    is told in words, on the page where the person came from.
    """

    def middleware(request):
        only_reads = request.method in SAFE_METHODS
        with reading_as(request.user) if only_reads else acting_as(request.user):
            if not only_reads:
                forget_counts(request)
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif request.method == "POST" and not transaction.get_rollback():
                try:
                    ask_waiting_rules()
                except IntegrityError as error:
                    response = tell_refusal(request, error)
        return response

    middleware.process_exception = tell_refusal
    return middleware


def tell_refusal(request, error):
    """Leads back with the sentence of what was refused; None for any other error.

    Two who wait for each other are refused too: one of them, who may try again.
    """
    if not (isinstance(error, IntegrityError) or is_deadlock(error)):
        return None
    transaction.set_rollback(True)
    sentence = CHANGED_MEANWHILE if is_deadlock(error) else sentence_of(error)
    messages.error(request, sentence)
    before = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(before, hosts, request.is_secure())
    return redirect(before if safe else "desk")


def is_deadlock(error):
    """Whether the database ended it because two waited for each other."""
    code = getattr(error.__cause__, "sqlstate", "")
    return isinstance(error, OperationalError) and code == DEADLOCK


def keep_nothing(get_response):
    """No page stays in a cache on the way or on the device."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    return middleware


def end_old_sessions(get_response):
    """A session lasts SESSION_LONGEST_HOURS at most, however busy it is.

    While somebody works it is kept on; that is written once a minute and not with
    every page.
    """

    def middleware(request):
        if request.user.is_authenticated:
            session, now = request.session, int(timezone.now().timestamp())
            began = session.setdefault(BEGAN, now)
            if now - began > settings.SESSION_LONGEST_HOURS * 3600:
                logout(request)
                return redirect(settings.LOGIN_URL)
            if not 0 <= now - session.get(WORKED, 0) < WRITTEN_EVERY:
                session[WORKED] = now
        return get_response(request)

    return middleware


NOT_FOR_THEM = {403, 404, LOCKED}


def show_whole(get_response):
    """A page that asks again by itself shows that it is there no more.

    What it would get (the sign-in, the one page of a locked house, no such page) fits
    no part of it, and it would stay as it was: so it is asked for anew, whole.
    """

    def middleware(request):
        response = get_response(request)
        if request.headers.get("HX-Request") != "true":
            return response
        way_in = resolve_url(settings.LOGIN_URL)
        leads_out = response.headers.get("Location", "").startswith(way_in)
        if leads_out or response.status_code in NOT_FOR_THEM:
            return HttpResponseClientRefresh()
        return response

    return middleware


OPEN_WITHOUT_FACTOR = (
    "/accounts/",
    "/i18n/",
    "/theme/",
    "/static/",
    "/healthz",
    "/leave/",
    "/left/",
)


def require_second_factor(get_response):
    """Whoever must have a second factor sets it up before anything else."""

    def middleware(request):
        if lacks_second_factor(request.user) and not is_open_without_it(request.path):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def is_open_without_it(path):
    """Pages one may use on the way to a second factor: accounts, language, theme; and
    the way out."""
    return path.startswith(OPEN_WITHOUT_FACTOR)


def refuse_nul(get_response):
    """No address holds the character that no database text can: it gets a 400."""

    def middleware(request):
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return get_response(request)

    return middleware


class WriterAndPage(HistoryMiddleware):
    """What history keeps of a request: who, and the page, without the key of a record.

    Those stand in one table for the history of all records, which has no circle.
    """

    def get_context(self, request):
        context = super().get_context(request)
        return {**context, "url": without_keys(context["url"])}


class CompressPages(GZipMiddleware):
    """Compresses HTML that was asked for from here, and nothing that is streamed.

    Whoever watches the line and can make a browser ask for pages of ours with words of
    their choice could learn from the sizes what else stands on them (BREACH). So a page
    is compressed only where the browser says that nobody else's page asked; tokens are
    masked anew in each, and Django adds a random length. Files stay as they are.
    """

    def process_response(self, request, response):
        is_page = response.get("Content-Type", "").startswith("text/html")
        asked_here = request.headers.get("Sec-Fetch-Site") in OURSELVES
        if response.streaming or not (is_page and asked_here):
            return response
        return super().process_response(request, response)
