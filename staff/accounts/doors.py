"""Every address at which a way in can be changed, and what stands before it.

A way in is what lets a person in: user name, e-mail address, password, second factor,
recovery codes; and what two people decide about it, or open again after it changed.
The sign-in by user name needs few of the pages that allauth brings; the others are
closed, and so is one that a new version adds, until it stands here.
"""

from enum import Enum
from http import HTTPStatus
from urllib.parse import urlsplit

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from officials.security.context import acting_as


class Guard(Enum):
    """What stands before a door."""

    NONE = "nothing is changed here"
    ASKS = "the password is asked again, once in ten minutes"
    ON_THE_PAGE = "the password is asked on the page itself"
    LINK = "it takes a link that was sent to the address on record"
    CLOSED = "nobody needs it here: there is no such page"


DOORS = {
    # in and out
    "account_login": Guard.NONE,
    "account_logout": Guard.NONE,
    "account_inactive": Guard.NONE,
    "account_reauthenticate": Guard.NONE,
    "mfa_authenticate": Guard.NONE,
    "account_reset_password": Guard.NONE,
    "account_reset_password_done": Guard.NONE,
    "account_reset_password_from_key_done": Guard.NONE,
    "mfa_index": Guard.NONE,
    "usersessions_list": Guard.NONE,
    "admin:login": Guard.NONE,
    "admin:logout": Guard.NONE,
    "admin:password_change": Guard.NONE,  # leads to `account_change_password`
    "admin:password_change_done": Guard.NONE,
    "admin:staff_user_changelist": Guard.NONE,
    "admin:staff_user_history": Guard.NONE,
    # ways in that a person changes
    "account_change_password": Guard.ON_THE_PAGE,
    "account_reset_password_from_key": Guard.LINK,
    "mfa_activate_totp": Guard.ASKS,
    "mfa_deactivate_totp": Guard.ASKS,
    "mfa_view_recovery_codes": Guard.ASKS,
    "mfa_generate_recovery_codes": Guard.ASKS,
    "mfa_download_recovery_codes": Guard.ASKS,
    # ways in that an administrator changes
    "admin:staff_user_add": Guard.ASKS,
    "admin:staff_user_change": Guard.ASKS,
    "admin:auth_user_password_change": Guard.ASKS,
    # what needs a second person, and who that may be
    "keeper-list": Guard.NONE,
    "keeper-add": Guard.ASKS,
    "keeper-confirm": Guard.ASKS,
    "keeper-withdraw": Guard.NONE,  # of whom nobody confirmed yet
    "keeper-lay-down": Guard.NONE,
    "keyrequest-factor": Guard.ASKS,
    "keyrequest-agree": Guard.ASKS,
    "keyrequest-rescue": Guard.ASKS,
    "keyrequest-close": Guard.NONE,
    "suspension-list": Guard.NONE,
    "suspension-lift": Guard.ASKS,
    "closure-lift": Guard.ASKS,
    "colleague-unlock": Guard.ASKS,
    # Nobody signs up; the address is an administrator's matter; a telephone beside an
    # open session is no proof of who sits there; no code comes by mail.
    "account_signup": Guard.CLOSED,
    "account_email": Guard.CLOSED,
    "account_email_verification_sent": Guard.CLOSED,
    "account_confirm_email": Guard.CLOSED,
    "account_set_password": Guard.CLOSED,
    "account_confirm_login_code": Guard.CLOSED,
    "mfa_reauthenticate": Guard.CLOSED,
    "admin:staff_user_delete": Guard.CLOSED,
}
# The pages of allauth; what is not in the table is closed there.
OF_ALLAUTH = "accounts/"
SHOWS_CODES = {"mfa_view_recovery_codes", "mfa_download_recovery_codes"}
# In the data of recovery codes, when they were looked at; app_factor_differs knows it.
CODES_SHOWN = "viewed_at"


def stand_at_doors(get_response):
    """Lets nobody change a way in past the table."""

    def middleware(request):
        response = get_response(request)
        note_codes(request, response)
        return response

    middleware.process_view = admit
    return middleware


def note_codes(request, response):
    """Keeps beside recovery codes that their person has looked at them.

    New codes are looked at by nobody yet: allauth writes new data for them.
    """
    place = request.resolver_match
    if place is None or place.view_name not in SHOWS_CODES:
        return
    if request.method == "GET" and response.status_code == HTTPStatus.OK:
        factors = Authenticator.objects.filter(
            user=request.user, type=Authenticator.Type.RECOVERY_CODES
        )
        with acting_as(request.user):
            for codes in factors.exclude(data__has_key=CODES_SHOWN):
                codes.data[CODES_SHOWN] = timezone.now().isoformat()
                codes.save(update_fields=["data"])


def admit(request, _view, _args, _kwargs):
    """None lets the request in; Http404 where there is no such page for anybody."""
    place = request.resolver_match
    otherwise = Guard.CLOSED if place.route.startswith(OF_ALLAUTH) else Guard.NONE
    guard = DOORS.get(place.view_name, otherwise)
    if guard is Guard.CLOSED:
        raise Http404
    if guard is not Guard.ASKS or not request.user.is_authenticated:
        return None
    return None if gave_password_of_late(request) else ask_password(request)


def gave_password_of_late(request):
    """Whether whoever sits there typed the password again in the last ten minutes."""
    return request.user.has_usable_password() and did_recently_reauthenticate(request)


def ask_password(request):
    """Leads to the page that asks for it, and from there back here.

    What was sent is not kept: it may hold a password. A step is taken from a page, and
    that is where it leads back to.
    """
    back = request.path
    if request.method == "POST":
        before = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(before, {request.get_host()}):
            back = urlsplit(before).path
        minutes = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60
        sentence = _(
            "Nothing was changed: you gave your password more than %(minutes)s minutes "
            "ago. Give it again, then repeat the change."
        )
        messages.warning(request, sentence % {"minutes": minutes})
    query = urlencode({"next": back})
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{query}")
