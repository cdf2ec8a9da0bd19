"""Light or dark, and whether the house stands."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from staff.navigation import THEMES

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def set_theme(request):
    """Remembers the theme in a cookie of this browser."""
    next_page = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(next_page, allowed_hosts=None):
        next_page = "/"
    response = HttpResponseRedirect(next_page)
    if request.POST.get("theme") in THEMES:
        response.set_cookie(
            "theme",
            request.POST["theme"],
            max_age=YEAR,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@login_not_required
def health(request):
    """200 when the database answers; for the machine that watches over this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
