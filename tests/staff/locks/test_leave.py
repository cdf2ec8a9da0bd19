"""The quick way out, without JavaScript: one button on every page."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
LEAVE = "/leave/"


def test_the_button_signs_out_and_leads_to_a_page_that_names_nothing(as_role):
    client = as_role("Officer")
    assert f'action="{LEAVE}" method="post"' in client.get("/").text

    answer = client.post(LEAVE)

    assert answer.url == reverse("left")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert Session.objects.count() == 0
    page = client.get(answer.url)
    assert page.status_code == 200
    for word in ("Rapport", "Sign in", client.person.full_name):
        assert word not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert client.get("/").status_code == 302


def test_whoever_has_yet_to_set_up_a_factor_leaves_as_well(as_role, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = as_role("Manager")
    assert client.get("/officials/").url == reverse("mfa_activate_totp")

    assert client.post(LEAVE).url == reverse("left")
    assert client.get(reverse("left")).status_code == 200
    assert Session.objects.count() == 0


def test_it_takes_no_token_that_could_have_gone_stale(as_role):
    person = as_role("Officer").person
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)

    assert client.post("/theme/", {"theme": "dark"}).status_code == 403
    assert client.post(LEAVE).status_code == 302
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_signs_nobody_out(as_role, site):
    client = as_role("Officer")

    answer = client.post(LEAVE, headers={"Sec-Fetch-Site": site})

    assert answer.status_code == 403
    assert client.get(LEAVE).status_code == 405
    assert client.get("/").status_code == 200
    assert client.cookies["session"]["samesite"] == "Lax"


def test_whoever_is_out_already_gets_the_same_page():
    assert Client().post(LEAVE).url == reverse("left")


@pytest.mark.parametrize(
    "path", ["/", "/officials/", "/accounts/2fa/", "/admin/", "/no/such/page/"]
)
def test_it_stands_on_every_page(as_role, settings, path):
    settings.SECOND_FACTOR_REQUIRED = False
    page = as_role("Administrator").get(path)

    assert page.text.count(f'action="{LEAVE}"') == 1
    assert "js/leave.js" in page.text
