"""The one page that everybody gets while the house is locked."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from staff.locks.models import HouseLock

# Where one may go meanwhile: to the entrance, out again, and to the page that opens the
# house; and what tells and changes nothing.
OPEN = {
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "house-shut",
    "house-open",
    "leave",
    "left",
    "health",
    "set-theme",
    "set_language",
}
LOCKED = 423  # RFC 4918


def keep_shut(get_response):
    """While the house is locked no address answers but those that are `OPEN`.

    It is the same page for what is there and what is not, and names nothing of the
    house. A keeper who is signed in is led to the page that opens it.
    """

    def middleware(request):
        if not is_shut(request) or name_of(request.path_info) in OPEN:
            return get_response(request)
        if request.user.is_authenticated and request.method == "GET":
            return HttpResponseRedirect(reverse("house-shut"))
        # without the request: nothing asks who it is
        page = render_to_string("shut.html", {"login_url": reverse("account_login")})
        return HttpResponse(page, status=LOCKED)

    return middleware


def is_shut(request):
    if request.user.is_authenticated:
        return request.user.locks_now()["house_is_locked"]
    return HouseLock.objects.standing().exists()


def name_of(path):
    """The name of the address, or "" for none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
