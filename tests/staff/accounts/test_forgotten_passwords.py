"""A forgotten password: who gets a link, who is told nothing, and where none leaves."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends import locmem
from django.urls import reverse
from django.utils import timezone

from officials.security.context import acting_as
from staff.accounts import notices
from staff.models import AccessChange, User
from tests.factories.accounts import PASSPHRASE, UserFactory
from tests.staff.accounts.test_limits import TOO_MANY, guess
from tests.staff.accounts.test_sign_in import manage
from tests.trials.walk import TOKENS

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"
ENROLMENT = "/accounts/2fa/totp/activate/"
GOOD = "seven herons over the Okhta"
MAILED = "django.core.mail.backends.locmem.EmailBackend"
PRINTED = "django.core.mail.backends.console.EmailBackend"
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
SOON = notices.soon  # as it is when no test has it wait
LINK = re.compile(r"http://testserver(/accounts/password/reset/key/\S+)")


@pytest.fixture(autouse=True)
def a_mailbox(settings):
    cache.clear()
    settings.EMAIL_BACKEND = MAILED


def ask_link(client, address):
    return client.post(RESET, {"email": address}, follow=True)


def use_link(client, letter, **more):
    page = client.get(LINK.search(letter.body)[1], follow=True)
    here = page.request["PATH_INFO"]
    return client.post(here, {"password1": GOOD, "password2": GOOD, **more})


def test_a_link_to_the_address_on_record_sets_a_new_password(client):
    anna = UserFactory(username="a-sedykh", email="anna@ngo.example")

    ask_link(client, "Anna@NGO.example")
    (letter,) = mail.outbox
    for name in ("a-sedykh", "anna", "Rapport"):
        assert name not in letter.subject + letter.body
    use_link(client, mail.outbox[0])

    assert User.objects.get(pk=anna.pk).check_password(GOOD)


def test_nobody_waits_longer_for_a_mailbox_that_is_on_record(client, monkeypatch):
    """The mail server takes its time; the page has answered before it did."""
    monkeypatch.setattr(notices, "soon", SOON)
    monkeypatch.setattr(notices, "outgoing", ThreadPoolExecutor(1))
    server_is_ready, send = Event(), locmem.EmailBackend.send_messages

    def slowly(backend, letters):
        return server_is_ready.wait(10) and send(backend, letters)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", slowly)
    UserFactory(email="anna@ngo.example")

    page = ask_link(client, "anna@ngo.example")
    assert page.status_code == 200
    assert mail.outbox == []

    server_is_ready.set()
    notices.outgoing.shutdown()
    assert len(mail.outbox) == 1


def test_a_link_lets_a_person_in_in_spite_of_guesses(client):
    anna = UserFactory(username="anna", email="anna@ngo.example")
    assert TOO_MANY in guess(username="anna").text

    ask_link(client, "anna@ngo.example")
    use_link(client, mail.outbox[0])

    assert client.get("/").status_code == 200
    with acting_as(anna):
        kinds = [each.kind for each in AccessChange.objects.unseen_by(anna)]
    assert kinds == ["reset"]


def test_a_link_alone_lets_nobody_past_the_second_factor(client):
    anna = UserFactory(email="anna@ngo.example")
    TOTP.activate(anna, generate_totp_secret())

    ask_link(client, "anna@ngo.example")
    answer = use_link(client, mail.outbox[0])

    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302


def test_a_link_is_good_once_and_for_an_hour(client):
    anna = UserFactory(email="anna@ngo.example")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask_link(client, "anna@ngo.example")
        clock.shift(61 * 60)
        late = client.get(LINK.search(mail.outbox[0].body)[1], follow=True)
        assert "password1" not in late.text
        ask_link(client, "anna@ngo.example")
        use_link(client, mail.outbox[1])
        again = client.get(LINK.search(mail.outbox[1].body)[1], follow=True)

    assert "password1" not in again.text
    assert User.objects.get(pk=anna.pk).check_password(GOOD)


def test_whoever_is_no_user_gets_no_mail_and_the_same_page(client):
    UserFactory(email="anna@ngo.example")
    UserFactory(email="left@ngo.example", is_active=False)
    barred = UserFactory(email="barred@ngo.example")
    barred.set_unusable_password()
    barred.save()

    pages = {
        TOKENS.sub("", ask_link(client, f"{name}@ngo.example").text)
        for name in ("anna", "stranger", "left", "barred")
    }

    assert len(pages) == 1
    assert [letter.to for letter in mail.outbox] == [["anna@ngo.example"]]


def test_a_link_asked_by_a_stranger_keeps_nobody_from_the_second_factor(
    as_role, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    client = as_role("Manager", email="anna@ngo.example")

    ask_link(client, "anna@ngo.example")
    assert len(mail.outbox) == 1
    # as an older version, or another page, may have left it
    EmailAddress.objects.get_or_create(user=client.person, email="anna@ngo.example")

    assert client.get("/", follow=True).redirect_chain[0][0] == ENROLMENT
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    assert client.get(ENROLMENT).status_code == 200


def test_a_link_leaves_no_second_address_behind(client):
    UserFactory(email="anna@ngo.example")

    ask_link(client, "anna@ngo.example")

    assert len(mail.outbox) == 1
    assert not EmailAddress.objects.exists()


# Where no mail leaves


@pytest.mark.parametrize("backend", [NOWHERE, PRINTED])
def test_without_a_mail_server_the_page_says_whom_to_ask(
    client, settings, capsys, backend
):
    UserFactory(email="anna@ngo.example")
    assert "Ask an administrator for a new password" not in client.get(RESET).text

    settings.EMAIL_BACKEND, settings.DEMO = backend, False

    for page in (client.get(RESET), ask_link(client, "anna@ngo.example")):
        assert "Ask an administrator for a new password" in page.text
        assert "<input" not in page.text.split("<main")[1].split("</main")[0]
    assert "password/reset/key" not in capsys.readouterr().out


def test_the_demo_prints_its_link(client, settings, capsys):
    UserFactory(email="anna@ngo.example")
    settings.EMAIL_BACKEND, settings.DEMO = PRINTED, True

    ask_link(client, "anna@ngo.example")

    assert "password/reset/key" in capsys.readouterr().out


BACKEND = "from django.conf import settings; print(settings.EMAIL_BACKEND)"


@pytest.mark.parametrize(
    ("environment", "backend"),
    [
        ({"SECRET_KEY": "z8#" + "kq7vXw2m" * 8}, NOWHERE),
        ({"SECRET_KEY": "z8#" + "kq7vXw2m" * 8, "DEBUG": "true"}, NOWHERE),
        ({"DEMO": "true"}, PRINTED),
    ],
)
def test_only_the_demo_prints_mail(environment, backend):
    printed = manage("shell", "--no-imports", "-c", BACKEND, **environment)

    assert backend in printed.stdout, printed.stderr


def test_the_page_for_a_new_password_is_reached_from_the_sign_in(client):
    assert reverse("account_reset_password") in client.get("/accounts/login/").text
