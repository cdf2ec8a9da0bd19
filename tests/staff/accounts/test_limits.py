"""Guessing is slowed down, and keeps nobody out who is known or has both factors."""

import re

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as project
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import PASSPHRASE, UserFactory
from tests.staff.accounts.test_ways_in import code_of

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
FROM_ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}
OF_THE_OFFICE = {"REMOTE_ADDR": "198.51.100.2"}
TOO_MANY = "Too many wrong passwords"


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


@pytest.fixture
def anna(db):
    return UserFactory(username="anna")


def sign_in(client, username="anna", passphrase=PASSPHRASE, **fields):
    return client.post(LOGIN, {"login": username, "password": passphrase, **fields})


def guess(times=10, username="anna", **where):
    """A stranger guesses; the last answer."""
    stranger = Client(**(where or FROM_ELSEWHERE))
    for _attempt in range(times):
        answer = sign_in(stranger, username, "a guess that is wrong")
    return answer


def is_in(client):
    return client.get("/").status_code == 200


def known_browser(person, **where):
    """A browser in which `person` has signed in and out again."""
    client = Client(**(where or OF_THE_OFFICE))
    assert sign_in(client, person.username).status_code == 302
    client.post("/accounts/logout/")
    assert not is_in(client)
    return client


def test_a_stranger_who_guesses_is_stopped_and_told_until_when(anna):
    with time_machine.travel("2026-11-30T09:00:00Z", tick=False) as clock:
        assert TOO_MANY not in guess(5).text
        answer = guess(1)
        assert TOO_MANY in answer.text
        assert "12:06" in answer.text  # Moscow, the full minute after the five
        stranger = Client(**FROM_ELSEWHERE)
        sign_in(stranger)
        assert not is_in(stranger)
        clock.shift(5 * 60 + 1)
        sign_in(stranger)
        assert is_in(stranger)


def test_a_name_that_nobody_has_is_stopped_alike(anna, settings):
    settings.DEMO = False  # whose page lists accounts

    def page_after(username):
        guess(5, username)
        stranger = Client(**FROM_ELSEWHERE)
        page = sign_in(stranger, username, "a guess that is wrong").text
        cache.clear()
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page).replace(
            username, "…"
        )

    with time_machine.travel(timezone.now(), tick=False):
        assert TOO_MANY in page_after("anna")
        assert page_after("anna") == page_after("nobody")


def test_nobody_locks_out_a_browser_in_which_the_person_was_before(anna):
    client = known_browser(anna)

    assert TOO_MANY in guess().text

    sign_in(client)
    assert is_in(client)


def test_with_one_address_for_all_a_stranger_keeps_nobody_out_of_their_browser(anna):
    """As behind a proxy that is not counted."""
    boris = UserFactory(username="boris")
    browsers = {
        person: known_browser(person, **FROM_ELSEWHERE) for person in (anna, boris)
    }

    for username in ("anna", "boris", "vera", "galina"):
        guess(10, username)

    for person, client in browsers.items():
        sign_in(client, person.username)
        assert is_in(client)


def test_a_known_browser_guesses_no_more_than_others(anna):
    client = known_browser(anna)

    for _attempt in range(10):
        sign_in(client, passphrase="a guess that is wrong")
    answer = sign_in(client)

    assert TOO_MANY in answer.text
    assert not is_in(client)


def test_a_browser_is_known_for_those_who_were_in_it_only(anna):
    client = known_browser(UserFactory(username="boris"))

    guess()
    sign_in(client)

    assert not is_in(client)


def test_the_mark_of_a_browser_tells_no_name_and_cannot_be_made_up(anna):
    client = known_browser(anna)
    cookie = client.cookies[project.DEVICE_COOKIE_NAME]
    assert "anna" not in cookie.value
    assert str(anna.pk) not in cookie.value.split(".")
    assert cookie["httponly"]

    forged = Client(**OF_THE_OFFICE)
    key, mark = cookie.value.split(".")
    forged.cookies[project.DEVICE_COOKIE_NAME] = f"{key}.{'0' * len(mark)}"
    guess()
    sign_in(forged)

    assert not is_in(forged)


def test_half_a_sign_in_makes_no_browser_known(anna):
    TOTP.activate(anna, generate_totp_secret())
    client = Client(**OF_THE_OFFICE)

    assert sign_in(client).url == reverse("mfa_authenticate")

    assert project.DEVICE_COOKIE_NAME not in client.cookies


def test_both_factors_let_a_person_in_from_a_new_browser_in_spite_of_guesses(anna):
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    guess()
    client = Client(**OF_THE_OFFICE)

    page = sign_in(client)
    assert TOO_MANY in page.text
    assert 'name="code"' in page.text
    code = {"code": code_of(secret)}
    assert sign_in(client, **code).url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), code)

    assert is_in(client)


@pytest.mark.parametrize(
    ("passphrase", "wrong_code"),
    [(PASSPHRASE, True), ("a guess that is wrong", False)],
)
def test_one_of_the_two_alone_gets_the_same_page(anna, passphrase, wrong_code):
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    guess()
    client = Client(**OF_THE_OFFICE)
    assert TOO_MANY in sign_in(client, passphrase=PASSPHRASE).text

    code = "000000" if wrong_code else code_of(secret)
    page = sign_in(client, passphrase=passphrase, code=code)

    assert page.status_code == 200
    assert TOO_MANY in page.text
    assert not is_in(client)


def test_codes_are_guessed_no_faster_at_this_door(anna):
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    guess()
    client = Client(**FROM_ELSEWHERE)

    for _attempt in range(5):
        sign_in(client, code="000000")
    page = sign_in(client, code=code_of(secret))

    assert page.status_code == 200
    assert TOO_MANY in page.text


def test_codes_guessed_with_the_password_do_not_stop_a_known_browser(anna):
    secret = generate_totp_secret()
    browser, thief = Client(**OF_THE_OFFICE), Client(**FROM_ELSEWHERE)
    sign_in(browser)
    browser.post("/accounts/logout/")
    TOTP.activate(anna, secret)

    sign_in(thief)
    for _attempt in range(5):
        thief.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = thief.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert re.search(r"Too many wrong codes. Try again from \d\d:\d\d on", page.text)
    assert not is_in(thief)
    sign_in(browser)
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert is_in(browser)


def test_a_code_opens_once(anna):
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    first, second = Client(**OF_THE_OFFICE), Client(**FROM_ELSEWHERE)
    with time_machine.travel(timezone.now(), tick=False):
        for client in (first, second):
            sign_in(client)
            client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert is_in(first)
    assert not is_in(second)


def test_a_recovery_code_opens_once(anna):
    TOTP.activate(anna, generate_totp_secret())
    code, *_others = RecoveryCodes.activate(anna).get_unused_codes()
    first, second = Client(**OF_THE_OFFICE), Client(**FROM_ELSEWHERE)
    for client in (first, second):
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})

    assert is_in(first)
    assert not is_in(second)


def test_guesses_from_outside_do_not_stop_whoever_is_in(anna):
    client = Client(**OF_THE_OFFICE)
    client.force_login(anna)
    guess()

    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})

    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_whoever_is_in_guesses_their_password_no_faster(anna):
    client = Client(**OF_THE_OFFICE)
    client.force_login(anna)
    for _attempt in range(10):
        client.post("/accounts/reauthenticate/", {"password": "a wrong one"})

    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})

    assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_many_names_do_not_wash_away_what_was_counted(anna):
    guess(5)
    for number in range(400):
        cache.set(f"allauth:rl:another:{number}", [1], 300)

    assert TOO_MANY in guess(1).text
