"""Switches: parts of the method that are there only when somebody wants them."""

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from officials.safeguards.models import Switch
from staff.pages import Page
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Warmth(Page):
    """A page of a part that can be off."""

    needs_switch = Switch.Name.WARMTH
    permission_required = ()

    def get(self, request):
        return HttpResponse("warm")


def visit():
    request = RequestFactory().get("/")
    request.user = UserFactory()
    return Warmth.as_view()(request)


def test_a_part_that_nobody_switched_on_is_off():
    assert Switch.objects.all_on() == set()
    assert not Switch.objects.is_on("feeds")


def test_a_page_of_a_part_is_not_there_while_it_is_off():
    with pytest.raises(Http404):
        visit()

    Switch.objects.turn("warmth", on=True)

    assert visit().content == b"warm"


def test_an_administrator_switches_a_part_on_and_takes_it_back(as_role):
    client = as_role("Administrator")
    assert "Blind second assessment" in client.get("/switches/").content.decode()

    on = client.post("/switches/second_assessment/?on=1", follow=True)
    assert Switch.objects.is_on("second_assessment")
    assert 'action="/switches/second_assessment/"' in on.content.decode()

    client.post("/switches/second_assessment/")
    assert not Switch.objects.is_on("second_assessment")


@pytest.mark.parametrize("role", ["Viewer", "Officer", "Manager", "Translator"])
def test_nobody_else_switches(as_role, role):
    client = as_role(role)

    assert client.get("/switches/").status_code == 403
    assert client.post("/switches/feeds/?on=1").status_code == 403
    assert not Switch.objects.is_on("feeds")


def test_a_part_that_does_not_exist_cannot_be_switched(as_role):
    answer = as_role("Administrator").post("/switches/nonsense/?on=1")

    assert answer.status_code == 404
    assert not Switch.objects.exists()
