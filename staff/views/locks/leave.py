"""The quick way out: signed out at once, and a page that names nothing."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from staff.middleware import OURSELVES

# What the browser forgets as well: texts typed offline, and pages that it kept.
FORGOTTEN = '"cache", "storage"'


@csrf_exempt
@login_not_required
@require_POST
def leave(request):
    """Ends this session, whatever became of the page on which the button stands.

    It takes no token: one that went stale must not keep somebody in. Another site can
    send nobody out all the same: a browser says of each request which page made it
    (Fetch Metadata), and to one that another site makes it gives no cookie (SameSite).
    """
    if request.headers.get("Sec-Fetch-Site", OURSELVES[0]) not in OURSELVES:
        return HttpResponseForbidden()
    return leave_behind(request)


def leave_behind(request):
    """Signs out and leads to the neutral page; nothing stays in the browser."""
    logout(request)
    response = HttpResponseRedirect(reverse("left"))
    response["Clear-Site-Data"] = FORGOTTEN
    return response


@login_not_required
def left(request):
    """A page of no house. It writes nothing into a session that may end meanwhile."""
    request.session.modified = False
    return render(request, "left.html")
