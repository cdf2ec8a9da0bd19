"""Whatever changes a way in asks the password again, and the person is told."""

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from officials.security.context import acting_as
from staff.accounts.doors import DOORS, Guard
from staff.models import AccessChange, User
from tests.factories.accounts import PASSPHRASE, UserFactory
from tests.house.likeness import patterns

pytestmark = pytest.mark.django_db

GOOD = "seven herons over the Okhta"
AGAIN = "/accounts/reauthenticate/"
# What the Django admin has of people and of what they sign in with.
OF_KEYS = ("closure-", "keeper-", "keyrequest-", "suspension-", "colleague-unlock")
OF_PEOPLE = ("admin:staff_user_", "admin:auth_user_", "admin:account_", "admin:mfa_")
SIGN_IN_OF_ADMIN = ("admin:log", "admin:password", "admin:usersessions_")


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


@pytest.fixture(autouse=True)
def a_mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Sends a form as the browser does, with what follows once it is kept."""

    def send(client, path, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(path, fields)

    return send


def give_password(client, passphrase=PASSPHRASE):
    return client.post(AGAIN, {"password": passphrase})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def path_of(door, person):
    arguments = {
        "admin:staff_user_change": [person.pk],
        "admin:staff_user_delete": [person.pk],
        "admin:staff_user_history": [person.pk],
        "admin:auth_user_password_change": [person.pk],
        "keeper-confirm": [1],
        "keyrequest-agree": [1],
        "suspension-lift": [1],
        "colleague-unlock": [person.pk],
        "closure-lift": [1],
        "account_confirm_email": ["key"],
        "account_reset_password_from_key": ["1", "set-password"],
    }
    return reverse(door, args=arguments.get(door, []))


def with_second_factor(person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def guarded(*guards):
    return sorted(name for name, guard in DOORS.items() if guard in guards)


def ways_in(person):
    """All that lets `person` in, as it is in the database."""
    return (
        list(User.objects.filter(pk=person.pk).values("username", "email", "password")),
        list(EmailAddress.objects.filter(user=person).values()),
        [
            (each.type, each.data)
            for each in Authenticator.objects.filter(user=person).order_by("type")
        ],
    )


# The table


def is_a_door(name, path):
    """Whether it belongs to signing in, to people in the Django admin, or to keys."""
    return path.startswith("/accounts/") or (
        name.startswith(OF_PEOPLE + SIGN_IN_OF_ADMIN + OF_KEYS)
    )


def test_every_door_of_the_map_stands_in_the_table_with_its_guard():
    doors = {
        name for name, path, _view in patterns(get_resolver()) if is_a_door(name, path)
    }
    assert {"mfa_deactivate_totp", "admin:auth_user_password_change"} <= doors

    assert doors == DOORS.keys()


def test_a_page_that_allauth_adds_is_closed_until_it_has_a_guard(as_role, monkeypatch):
    client = as_role("Officer")
    assert client.get("/accounts/2fa/").status_code == 200

    monkeypatch.delitem(DOORS, "mfa_index")

    assert client.get("/accounts/2fa/").status_code == 404


@pytest.mark.parametrize("door", guarded(Guard.CLOSED))
def test_a_door_that_nobody_needs_is_closed_to_everybody(as_role, door):
    client = as_role("Administrator")
    path = path_of(door, client.person)

    for visitor in (client, Client()):
        assert visitor.get(path).status_code == 404
        assert visitor.post(path).status_code == 404


# The password again


@pytest.mark.parametrize("door", guarded(Guard.ASKS))
def test_a_session_is_not_enough_to_change_a_way_in(as_role, door):
    client = as_role("Administrator")
    if door != "mfa_activate_totp":
        with_second_factor(client.person)
    path, before = path_of(door, client.person), ways_in(client.person)

    for answer in (client.get(path), client.post(path, {"email": "x@evil.example"})):
        assert answer.status_code == 302
        assert answer.url.startswith(f"{AGAIN}?next=")
    assert ways_in(client.person) == before

    give_password(client)
    assert client.get(path).status_code != 302


def test_a_step_leads_back_to_the_page_on_which_it_stands(as_role):
    client = as_role("Manager")

    answer = client.post(
        "/keepers/1/confirm/", headers={"referer": "http://testserver/keepers/"}
    )

    assert answer.url == f"{AGAIN}?next=%2Fkeepers%2F"


def test_a_wrong_password_opens_nothing(as_role):
    client = as_role("Officer")

    give_password(client, "a guess that is wrong")

    assert client.get("/accounts/2fa/totp/activate/").url.startswith(AGAIN)


def test_the_password_is_asked_once_in_ten_minutes(as_role):
    client = as_role("Officer")
    path = reverse("mfa_activate_totp")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        give_password(client)
        clock.shift(9 * 60)
        assert client.get(path).status_code == 200
        clock.shift(2 * 60)
        assert client.get(path).url.startswith(AGAIN)
        sentence = client.post(path, {"code": "1"}, follow=True).text
    assert "Nothing was changed" in sentence


def test_a_code_of_the_telephone_does_not_stand_in_for_the_password(as_role):
    client = as_role("Officer")
    secret = with_second_factor(client.person)

    page = client.get(reverse("mfa_deactivate_totp"), follow=True)
    code = {"code": code_of(secret)}

    assert "2fa/reauthenticate" not in page.text
    assert client.post("/accounts/2fa/reauthenticate/", code).status_code == 404
    assert client.get(reverse("mfa_deactivate_totp")).url.startswith(AGAIN)


def test_a_stolen_session_adds_no_address_of_its_own(as_role):
    client = as_role("Officer", email="anna@ngo.example")
    give_password(client)

    for path in ("/accounts/email/", "/accounts/confirm-email/"):
        added = client.post(path, {"email": "x@evil.example", "action_add": "1"})
        assert added.status_code == 404
    client.post("/accounts/password/reset/", {"email": "x@evil.example"})

    assert mail.outbox == []
    assert not EmailAddress.objects.exists()


def test_the_admin_has_no_page_of_its_own_for_ones_password(as_role):
    client = as_role("Administrator")

    assert client.get("/admin/password_change/").url == "/accounts/password/change/"


# Who is told


def told(person):
    """What stands on the desk of `person`, and what came into which mailbox."""
    with acting_as(person):
        kinds = [each.kind for each in AccessChange.objects.unseen_by(person)]
    return kinds, [letter.to for letter in mail.outbox]


def test_a_new_passphrase_is_told(as_role, change):
    client = as_role("Officer", email="anna@ngo.example")

    passphrases = {"oldpassword": PASSPHRASE, "password1": GOOD, "password2": GOOD}
    change(client, "/accounts/password/change/", **passphrases)

    assert told(client.person) == (["passphrase"], [["anna@ngo.example"]])


def test_a_second_factor_and_its_codes_are_told(as_role, change):
    client = as_role("Officer", email="anna@ngo.example")
    give_password(client)

    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    change(client, reverse("mfa_activate_totp"), code=code_of(secret))
    change(client, reverse("mfa_generate_recovery_codes"))
    change(client, reverse("mfa_deactivate_totp"))

    kinds, mailboxes = told(client.person)
    assert kinds == ["factor_on", "codes", "factor_off"]
    assert mailboxes == [["anna@ngo.example"]] * 3


def test_an_address_that_an_administrator_changes_is_told_to_the_old_one(
    as_role, change
):
    officer = UserFactory(username="anna", email="anna@ngo.example", full_name="Anna")
    client = as_role("Administrator", full_name="Oleg Sedykh")
    give_password(client)

    fields = {
        "username": "anna",
        "full_name": "Anna",
        "email": "new@ngo.example",
        "is_active": "on",
        "groups": [Group.objects.get(name="Officer").pk],
    }
    change(client, path_of("admin:staff_user_change", officer), **fields)

    officer.refresh_from_db()
    assert officer.email == "new@ngo.example"
    assert told(officer) == (["address"], [["anna@ngo.example"]])
    (letter,) = mail.outbox
    for secret in ("Oleg", "Anna", "anna@", "new@", "127.0.0.1", "Rapport"):
        assert secret not in letter.subject + letter.body


def test_a_passphrase_that_an_administrator_sets_is_told(as_role, change):
    officer = UserFactory(email="anna@ngo.example")
    client = as_role("Administrator")
    give_password(client)

    fields = {"password1": GOOD, "password2": GOOD, "usable_password": "true"}
    change(client, path_of("admin:auth_user_password_change", officer), **fields)

    assert User.objects.get(pk=officer.pk).check_password(GOOD)
    assert told(officer) == (["passphrase"], [["anna@ngo.example"]])


def test_a_change_of_the_rest_tells_nobody(as_role, change):
    officer = UserFactory(username="anna", email="anna@ngo.example")
    client = as_role("Administrator")
    give_password(client)

    fields = {"username": "anna", "full_name": "Anna B", "email": officer.email}
    change(client, path_of("admin:staff_user_change", officer), **fields)

    assert User.objects.get(pk=officer.pk).full_name == "Anna B"
    assert told(officer) == ([], [])


def test_a_mail_server_that_is_down_holds_up_no_change(as_role, change, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client = as_role("Officer", email="anna@ngo.example")

    passphrases = {"oldpassword": PASSPHRASE, "password1": GOOD, "password2": GOOD}
    changed = change(client, "/accounts/password/change/", **passphrases)

    assert changed.status_code == 302
    assert User.objects.get(pk=client.person.pk).check_password(GOOD)
    assert told(client.person)[0] == ["passphrase"]


# The desk


def line_for(person, by, kind=AccessChange.Kind.ADDRESS):
    return AccessChange.objects.create(person=person, kind=kind, changed_by=by)


def test_it_stands_on_the_desk_until_the_person_knows_of_it(as_role):
    client = as_role("Officer")
    assert "How you get in was changed" not in client.get("/").text
    oleg = UserFactory(full_name="Oleg Sedykh")
    lines = [line_for(client.person, by) for by in (oleg, client.person)]

    desk = client.get("/").text
    assert "Your e-mail address was changed" in desk
    assert "Oleg Sedykh" in desk
    assert "in your own name" in desk

    client.post(reverse("accesschange-know", args=[lines[-1].pk]))

    assert "How you get in was changed" not in client.get("/").text
    assert not AccessChange.objects.filter(seen_at=None).exists()


def test_what_came_after_the_desk_was_read_stays_on_it(as_role):
    client = as_role("Officer")
    first, second = (line_for(client.person, client.person) for _each in range(2))

    client.post(reverse("accesschange-know", args=[first.pk]))

    assert list(AccessChange.objects.filter(seen_at=None)) == [second]


def test_nobody_sees_or_takes_off_what_another_is_told(as_role):
    anna = UserFactory()
    line = line_for(anna, anna)
    client = as_role("Administrator")

    assert "How you get in was changed" not in client.get("/").text
    know = reverse("accesschange-know", args=[line.pk])
    assert client.post(know).status_code == 404
    for person, expected in ((anna, 1), (client.person, 0)):
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM staff_accesschange")
            assert cursor.fetchone() == (expected,)
