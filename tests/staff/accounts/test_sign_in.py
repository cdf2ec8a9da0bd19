"""Who gets in, for how long, and what every page says to the browser."""

import json
import os
import re
import subprocess
import sys

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff.models import User
from tests.factories.accounts import PASSPHRASE, UserFactory
from tests.factories.people import OfficialFactory
from tests.house.sources import ROOT
from tests.trials.walk import TOKENS

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
COMMON = "1q2w3e4r5t6y7u8i9o0p"


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


def sign_in(client, username, passphrase=PASSPHRASE):
    return client.post(LOGIN, {"login": username, "password": passphrase})


# Getting in


def test_the_right_passphrase_leads_to_the_desk(client):
    person = UserFactory()

    response = sign_in(client, person.username)

    assert response.status_code == 302
    assert response.url == reverse("desk")
    assert client.get("/").status_code == 200


def test_wrong_unknown_and_inactive_get_the_same_page(client, settings):
    settings.DEMO = False  # whose page lists accounts
    person = UserFactory(username="anna")
    UserFactory(username="left", is_active=False)
    assert sign_in(client, person.username).status_code == 302
    client.logout()

    pages = []
    for username, passphrase in (
        ("anna", "not her passphrase"),
        ("nobody", PASSPHRASE),
        ("left", PASSPHRASE),
    ):
        cache.clear()
        response = sign_in(client, username, passphrase)
        text = TOKENS.sub("", response.text).replace(username, "…")
        pages.append((response.status_code, response.headers.get("Location"), text))
        assert client.get("/").status_code == 302

    assert pages[0] == pages[1] == pages[2]
    assert pages[0][0] == 200


def test_guessing_is_slowed_down(client):
    person = UserFactory(username="anna")
    for _attempt in range(10):
        sign_in(client, "anna", "a guess that is wrong")

    response = sign_in(client, person.username)

    assert response.status_code in (200, 429)
    assert client.get("/").status_code == 302


def test_nobody_signs_up(client):
    before = User.objects.count()

    page = client.get("/accounts/signup/")
    client.post(
        "/accounts/signup/",
        {"username": "mallory", "password1": PASSPHRASE, "password2": PASSPHRASE},
    )

    assert "<form" not in page.text.split("<main")[-1] or "password" not in page.text
    assert User.objects.count() == before


def test_a_short_or_common_passphrase_is_not_taken(as_role):
    client = as_role("Officer")
    path = "/accounts/password/change/"
    for passphrase in ("short", "1234567890123456", COMMON):
        fields = {
            "oldpassword": PASSPHRASE,
            "password1": passphrase,
            "password2": passphrase,
        }
        assert client.post(path, fields).status_code == 200

    client.person.refresh_from_db()
    assert client.person.check_password(PASSPHRASE)


def test_signing_out_needs_a_click_and_then_shows_nothing(as_role):
    client = as_role("Officer")
    assert client.get("/").status_code == 200
    signed_in = client.session.session_key

    client.post("/accounts/logout/")

    assert client.get("/").status_code == 302
    assert not Session.objects.filter(session_key=signed_in).exists()


def test_somebody_made_inactive_is_out_on_the_next_request(as_role):
    client = as_role("Officer")
    assert client.get("/officials/").status_code == 200

    User.objects.filter(pk=client.person.pk).update(is_active=False)

    assert client.get("/officials/").status_code == 302


# Second factor


@pytest.mark.parametrize(
    ("role", "fields", "is_needed"),
    [
        ("Manager", {}, True),
        ("Administrator", {}, True),
        ("Officer", {"must_use_second_factor": True}, True),
        ("Officer", {}, False),
        ("Viewer", {}, False),
    ],
)
def test_who_must_have_a_second_factor(as_role, settings, role, fields, is_needed):
    settings.SECOND_FACTOR_REQUIRED = True
    client = as_role(role, **fields)
    OfficialFactory(named="Helena Sokolova")

    response = client.get("/officials/")

    assert (response.status_code == 302) == is_needed
    if is_needed:
        assert response.url == reverse("mfa_activate_totp")
        assert "Helena" not in client.get(response.url, follow=True).text


def test_the_admin_is_behind_the_same_second_factor(as_role, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    response = as_role("Administrator").get("/admin/")

    assert response.status_code == 302
    assert response.url == reverse("mfa_activate_totp")


def test_with_a_second_factor_the_passphrase_alone_does_not_open(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    manager = UserFactory(role="Manager")
    TOTP.activate(manager, generate_totp_secret())

    response = sign_in(client, manager.username)

    assert response.url == reverse("mfa_authenticate")
    assert client.get("/officials/").status_code == 302


def test_the_secret_of_a_second_factor_is_sealed_in_the_database():
    person, secret = UserFactory(), generate_totp_secret()

    TOTP.activate(person, secret)

    authenticator = Authenticator.objects.get(user=person)
    assert authenticator.data["secret"]
    assert secret not in json.dumps(authenticator.data)
    assert authenticator.wrap().validate_code("000000") in (
        True,
        False,
    )  # it can be opened


# How long


def test_a_session_ends_after_twelve_hours_however_busy(as_role):
    client = as_role("Officer")
    began = timezone.now()
    with time_machine.travel(began, tick=False) as clock:
        for _quarter in range(48):
            assert client.get("/").status_code == 200
            clock.shift(15 * 60)
        assert client.get("/").status_code == 200  # twelve hours, to the second
        clock.shift(60)
        response = client.get("/")

    assert response.status_code == 302
    assert LOGIN in response.url


def test_a_session_ends_after_half_an_hour_of_nothing(as_role):
    client = as_role("Officer")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert client.get("/").status_code == 200
        clock.shift(29 * 60)
        assert client.get("/").status_code == 200
        clock.shift(31 * 60)
        assert client.get("/").status_code == 302


# What pages say to the browser


@pytest.mark.parametrize("path", ["/", "/officials/", LOGIN, "/nowhere/", "/healthz"])
def test_every_page_tells_the_browser_to_be_careful(as_role, path):
    headers = as_role("Officer").get(path).headers

    policy = dict(
        part.strip().split(" ", 1)
        for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_no_page_has_script_or_style_of_its_own(as_role):
    client = as_role("Manager")
    official = OfficialFactory()
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", re.IGNORECASE
    )
    assert inline.search('<p onclick="x()">')

    for path in (
        "/",
        "/officials/",
        f"/officials/{official.pk}/",
        "/notes/new/",
        LOGIN,
    ):
        assert inline.search(client.get(path).text) is None, path


def test_a_form_without_its_token_is_refused():
    person = UserFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)

    assert client.post("/notes/new/", {"headline": "x"}).status_code == 403


def test_nobody_is_led_to_another_site(as_role):
    client = as_role("Officer")
    for elsewhere in (
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
    ):
        response = client.post("/theme/", {"theme": "dark", "next": elsewhere})
        assert response.url == "/"


# Production


# What says that this is a demo, or that a browser test runs in this process.
NOT_PASSED_ON = ("DEMO", "SECRET_KEY", "DJANGO_ALLOW_ASYNC_UNSAFE")


def manage(*arguments, **environment):
    base_environment = {k: v for k, v in os.environ.items() if k not in NOT_PASSED_ON}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**base_environment, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_settings_of_production_pass_every_check(tmp_path):
    checked = manage(
        "check",
        "--deploy",
        "--tag",
        "security",
        "--fail-level",
        "INFO",
        SECRET_KEY="z8#" + "kq7vXw2m" * 8,
        ALLOWED_HOSTS="rapport.example.org",
        EMAIL_URL="smtp://mail.example.org:25",
        MEDIA_ROOT=str(tmp_path),
    )

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_production_refuses_to_start_without_a_secret():
    checked = manage("check")

    assert checked.returncode != 0
    assert "SECRET_KEY is not set" in checked.stderr


def test_production_refuses_to_run_the_demo(tmp_path):
    checked = manage(
        "shell",
        "-c",
        "from django.conf import settings as s; print(s.SECURE, s.DEMO)",
        SECRET_KEY="z8#" + "kq7vXw2m" * 8,
        MEDIA_ROOT=str(tmp_path),
    )

    assert "True False" in checked.stdout, checked.stderr


def test_the_database_role_of_these_tests_is_that_of_the_office():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        assert cursor.fetchone() == ("off",)
