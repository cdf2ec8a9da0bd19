"""What the database refuses is told in words, whichever page asked for it."""

import io
import logging

import pytest
from django.db import IntegrityError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from officials.people.models import OfficialName
from staff.middleware import act_as_reader
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory

pytestmark = pytest.mark.django_db
FROM = "http://testserver/officials/"


@pytest.fixture
def post(rf: RequestFactory, client):
    """`post(view)` sends a form to `view`, in the middleware of every request."""

    def send(view, **headers):
        request = rf.post("/somewhere/", headers=headers)
        request.user = UserFactory(role="Officer")
        request.session = client.session
        request._messages = Sentences()
        return request, act_as_reader(view)(request)

    return send


class Sentences(list):
    def add(self, level, message, extra_tags=""):
        self.append(message)


def name_nobody(request):
    """Writes a part of a record that is not there: its key waits for the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    name = OfficialFactory().names.first()
    OfficialName.objects.filter(pk=name.pk).update(official="0" * 32)
    return HttpResponse("Saved.")


def test_what_would_be_refused_at_the_very_end_is_told_and_undone(post):
    request, response = post(name_nobody, Referer=FROM)

    assert (response.status_code, response["Location"]) == (302, FROM)
    assert "Look again" in str(request._messages[0])
    assert not OfficialName.objects.filter(official="0" * 32).exists()


def test_a_page_that_does_not_expect_a_refusal_tells_it_as_well(post):
    request, _response = post(lambda request: HttpResponse())
    middleware = act_as_reader(name_nobody)

    answer = middleware.process_exception(request, IntegrityError("refused"))

    assert answer.status_code == 302
    assert "Look again" in str(request._messages[0])
    assert middleware.process_exception(request, ValueError("a fault")) is None


def test_one_is_led_back_to_our_own_pages_only(post):
    _request, response = post(name_nobody, Referer="https://elsewhere.example/")

    assert response["Location"] == "/"


def test_what_is_in_order_stays(post):
    def rename(request):
        OfficialFactory(named="Anna Volkova")
        return HttpResponse("Saved.")

    request, response = post(rename, Referer=FROM)

    assert (response.status_code, request._messages) == (200, [])
    assert OfficialName.objects.filter(text__contains="Volkova").exists()


def test_who_is_refused_is_one_line_in_the_log_and_no_traceback(as_role):
    (console,) = (each for each in logging.getLogger().handlers if each.filters)
    before = console.setStream(io.StringIO())
    try:
        assert as_role("Viewer").get("/admin/login/").status_code == 403
    finally:
        log = console.setStream(before).getvalue()

    assert "Forbidden" in log
    assert "Traceback" not in log
