"""The house is locked: no address answers, until two keepers open it."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from officials.security.context import acting_as
from staff.keepers.models import Keeper, WayChange
from staff.locks import workflow
from staff.locks.gate import LOCKED, OPEN
from staff.locks.models import HouseKey, HouseLock
from tests.factories.accounts import PASSPHRASE, UserFactory, keeper
from tests.factories.people import OfficialFactory
from tests.staff.accounts.test_limits import code_of
from tests.trials.addresses import addresses

pytestmark = pytest.mark.django_db

# What stays open, and why it tells nothing.
DOORS = {
    "account_login": 200,
    "account_logout": 302,
    "mfa_authenticate": 302,
    "house-shut": 302,  # to the entrance
    "house-open": 302,
    "leave": 405,
    "left": 200,
    "health": 200,
    "set-theme": 405,
    "set_language": 302,
}


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    settings.DEMO = False


@pytest.fixture
def shut(db):
    return workflow.lock_house(by=None)


def signed_in(person, passphrase=PASSPHRASE):
    """A browser in which `person` gave their password, and the answer."""
    client = Client()
    answer = client.post(
        "/accounts/login/", {"login": person.username, "password": passphrase}
    )
    return client, answer


def is_shut(answer):
    return answer.status_code == LOCKED and "Closed for now" in answer.text


def test_every_address_answers_with_one_page(shut):
    client, answers = Client(), {}
    paths = dict(addresses(get_resolver().url_patterns))
    assert len(paths) > 400
    for name, path in {**paths, "nothing": "/no/such/page/"}.items():
        for answer in (client.get(path), client.post(path)):
            answers.setdefault(name, set()).add((answer.status_code, answer.text))

    closed = {name: pages for name, pages in answers.items() if name not in OPEN}
    assert set(answers) - set(closed) == OPEN == DOORS.keys()
    (page,) = set.union(*closed.values())  # one and the same
    assert page[0] == LOCKED
    for name, status in DOORS.items():
        assert client.get(paths[name]).status_code == status, name


def test_the_page_names_nothing_of_the_house(shut):
    official = OfficialFactory()

    answer = Client().get(f"/officials/{official.pk}/")

    assert is_shut(answer)
    text = re.sub(r"<[^>]*>", " ", answer.text)
    for word in ("Rapport", "official", "keeper", "rescue", "locked"):
        assert word not in text
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_is_signed_in_locks_it_with_one_page_between(as_role):
    client = as_role("Viewer")
    other = Client()
    other.force_login(UserFactory(role="Manager"))

    page = client.get(reverse("house-lock"))
    assert page.status_code == 200
    assert not HouseLock.objects.exists()
    answer = client.post(reverse("house-lock"))

    assert answer.url == reverse("left")
    assert HouseLock.objects.standing().get().locked_by == client.person
    assert client.get(answer.url).status_code == 200
    assert is_shut(client.get("/"))
    assert is_shut(other.get("/"))


def test_a_translator_from_outside_does_not_lock_it(as_role):
    client = as_role("Translator", is_external=True)

    assert client.post(reverse("house-lock")).status_code == 403
    assert not HouseLock.objects.exists()


def test_without_two_keepers_the_page_says_that_the_server_opens_it(as_role):
    client = as_role("Officer")
    keeper()
    assert "manage.py rescue" in client.get(reverse("house-lock")).text

    keeper()

    page = client.get(reverse("house-lock")).text
    assert "manage.py rescue" not in page
    assert "Two keepers open it again" in page


def test_two_keepers_open_it_each_in_their_own_name():
    first, second = keeper().person, keeper().person
    OfficialFactory()
    workflow.lock_house(by=None)

    client, answer = signed_in(first)
    assert answer.status_code == 302
    page = client.get("/officials/", follow=True)
    assert page.redirect_chain == [(reverse("house-shut"), 302)]
    assert "Open the house" in page.text
    assert is_shut(client.post("/officials/new/"))
    page = client.post(reverse("house-open"), follow=True)
    assert "One more keeper is wanted" in page.text
    page = client.post(reverse("house-open"), follow=True)  # twice is not two
    assert "You said so already" in page.text
    assert HouseLock.objects.standing().exists()

    other, _answer = signed_in(second)
    page = other.get("/", follow=True)
    assert "With you it is" in page.text
    page = other.post(reverse("house-open"), follow=True)

    assert page.redirect_chain == [("/", 302)]
    assert "The house is open" in page.text
    assert client.get("/officials/").status_code == 200
    assert HouseKey.objects.count() == 2


def test_nobody_else_signs_in_meanwhile():
    keeper()
    manager = UserFactory(role="Manager")
    unconfirmed = keeper(confirmed=False).person
    locked = keeper().person
    left = keeper().person
    workflow.lock(locked, by=None)
    left.is_active = False
    left.save()
    workflow.lock_house(by=None)

    for person in (manager, unconfirmed, locked, left):
        client, answer = signed_in(person)
        assert answer.status_code == 200
        assert is_shut(client.get("/"))
        with acting_as(person), pytest.raises(ValidationError):
            workflow.open_house(by=person)
    assert not HouseKey.objects.exists()


def test_a_keeper_whose_password_another_set_of_late_does_not_open_it():
    person = keeper().person
    with acting_as(UserFactory(role="Administrator")):
        person.set_password(PASSPHRASE)
        person.save()
    workflow.lock_house(by=None)

    _client, answer = signed_in(person)

    assert answer.status_code == 200  # as with a wrong password
    assert WayChange.objects.filter(person=person).exists()
    with acting_as(person), pytest.raises(ValidationError):
        workflow.open_house(by=person)


def test_a_keeper_without_a_factor_is_not_led_about_in_a_locked_house(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person = keeper(UserFactory(role="Manager")).person
    with acting_as(person):
        Authenticator.objects.filter(user=person).delete()
    workflow.lock_house(by=None)

    client, answer = signed_in(person)

    assert answer.status_code == 200  # as with a wrong password
    assert is_shut(client.get(reverse("mfa_activate_totp")))
    assert client.get(reverse("house-shut")).url.startswith("/accounts/login/")
    with acting_as(person), pytest.raises(ValidationError):
        workflow.open_house(by=person)


def test_a_code_that_comes_after_the_lock_lets_nobody_in():
    cache.clear()
    person, secret = UserFactory(), generate_totp_secret()
    TOTP.activate(person, secret)
    client, answer = signed_in(person)
    assert answer.url == reverse("mfa_authenticate")
    standing = workflow.lock(person, by=None)

    answer = client.post(answer.url, {"code": code_of(secret)})

    assert answer.url == "/accounts/login/"
    assert client.get("/").status_code == 302
    workflow.lift(standing, by=None)
    assert client.get("/").status_code == 302


def test_a_keeper_says_it_in_nobody_elses_name():
    first, second = keeper().person, keeper().person
    shut = workflow.lock_house(by=None)

    with (
        acting_as(first),
        pytest.raises(IntegrityError, match="opened_by_two"),
        transaction.atomic(),
    ):
        HouseKey.objects.create(house_lock=shut, keeper=second)
    workflow.open_house(by=None)
    with (  # nor while the house is open, and each knows the keepers
        acting_as(first),
        pytest.raises(IntegrityError, match="opened_by_two"),
        transaction.atomic(),
    ):
        HouseKey.objects.create(house_lock=shut, keeper=second)


def test_sessions_from_before_stay_ended_once_it_is_open(as_role):
    client = as_role("Officer")
    assert client.get("/").status_code == 200

    workflow.lock_house(by=None)
    workflow.open_house(by=None)

    assert not HouseLock.objects.standing().exists()
    assert client.get("/").status_code == 302


def test_it_can_be_locked_a_second_time():
    first, second = keeper().person, keeper().person
    shut = workflow.lock_house(by=None)
    workflow.open_house(by=None)
    again = workflow.lock_house(by=None)

    assert again != shut
    with acting_as(first):
        assert not workflow.open_house(by=first)
    with acting_as(second):
        assert workflow.open_house(by=second)
    with pytest.raises(ValidationError, match="is open"):
        workflow.open_house(by=None)


def test_without_keepers_the_server_opens_it_and_everybody_reads_so(as_role):
    with pytest.raises(CommandError, match="The house is open"):
        call_command("rescue", "--to", "house")
    call_command("lock_house", stdout=StringIO())

    call_command("rescue", "--to", "house", stdout=StringIO())

    assert not HouseLock.objects.standing().exists()
    desk = as_role("Viewer").get("/").text
    assert "Locks of late" in desk
    assert "somebody on the server" in desk


def test_everybody_reads_who_locked_it_and_who_opened_it(as_role):
    names = ("Lev Ostrov", "Maria Lind")
    keepers = [keeper(UserFactory(full_name=name)).person for name in names]
    viktor = UserFactory(full_name="Viktor Granin")
    with acting_as(viktor):
        workflow.lock_house(by=viktor)
    for each in keepers:
        with acting_as(each):
            workflow.open_house(by=each)

    desk = as_role("Officer").get("/").text

    for name in (*names, "Viktor Granin"):
        assert name in desk
    translator = Client()
    translator.force_login(UserFactory(role="Translator", is_external=True))
    assert "Locks of late" not in translator.get("/").text


def test_keepers_are_counted_without_those_who_are_locked():
    keeper()
    workflow.lock(keeper().person, by=None)

    assert Keeper.objects.in_office().count() == 1


def test_the_admin_is_shut_as_well(shut):
    assert admin.site._registry
    assert is_shut(Client().get("/admin/"))
    assert is_shut(Client().get("/admin/staff/user/"))
