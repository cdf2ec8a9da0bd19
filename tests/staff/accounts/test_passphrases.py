"""Long is not enough: what everybody would try first is no passphrase."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from staff.models import User
from tests.factories.accounts import PASSPHRASE, UserFactory

pytestmark = pytest.mark.django_db

CHANGE = "/accounts/password/change/"
REPEATS = "It repeats itself"
ROW_OF_KEYS = "follow each other on the keyboard"
OWN_WORDS = "your own names"
COMMON = "everybody tries first"
GOOD = (
    "seven herons over the Okhta",
    "семь цапель над Охтой зимой",
    "correct brass lantern tuesday",
    "tafel regen sneeuw fiets kaas",
    "Xk7#qPz9!mWv2@Lr",
    "семь цапель " * 12,  # longer than what is looked at
)
POOR = (
    ("aaaaaaaaaaaaaaaa", REPEATS),
    ("passwordpassword", REPEATS),
    ("iloveyouiloveyou", REPEATS),
    ("парольпарольпароль", REPEATS),
    ("gfhjkmgfhjkmgfhjkm", REPEATS),
    ("1 1 1 1 1 1 1 1 1 1 1", REPEATS),
    ("qwertyuiopasdfghjkl", COMMON),
    ("йцукенгшщзфывапролд", COMMON),
    ("ertyuioplkjhgfdsa", ROW_OF_KEYS),
    ("abcdefghijklmnop", "Its characters follow each other."),
    ("1q2w3e4r5t6y7u8i9o0p", COMMON),
    ("administrator2026", COMMON),
    ("password12345678", COMMON),
    ("p@ssw0rd p@ssw0rd", REPEATS),
    ("Sedykh1987Sedykh", OWN_WORDS),
    ("олег седых олег 87", OWN_WORDS),
    ("citizenswatch2026", OWN_WORDS),
    ("rapport rapport1", OWN_WORDS),
)


@pytest.fixture
def oleg():
    return UserFactory(
        username="oleg",
        full_name="Олег Седых Sedykh",
        email="oleg@citizenswatch.example",
    )


@pytest.mark.parametrize("passphrase", GOOD)
def test_words_that_do_not_belong_together_are_taken(client, oleg, passphrase):
    client.force_login(oleg)

    fields = {"password1": passphrase, "password2": passphrase}
    client.post(CHANGE, {"oldpassword": PASSPHRASE, **fields})

    assert User.objects.get(pk=oleg.pk).check_password(passphrase)


@pytest.mark.parametrize(("passphrase", "why"), POOR)
def test_what_is_guessed_first_is_refused_and_said_why(client, oleg, passphrase, why):
    client.force_login(oleg)

    fields = {"password1": passphrase, "password2": passphrase}
    page = client.post(CHANGE, {"oldpassword": PASSPHRASE, **fields})

    assert why in page.text
    assert User.objects.get(pk=oleg.pk).check_password(PASSPHRASE)


def test_an_administrator_sets_none_of_them_either(as_role, oleg):
    client = as_role("Administrator")
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})

    fields = {"password1": "iloveyouiloveyou", "password2": "iloveyouiloveyou"}
    page = client.post(
        f"/admin/staff/user/{oleg.pk}/password/", {**fields, "usable_password": "true"}
    )

    assert REPEATS in page.text
    assert User.objects.get(pk=oleg.pk).check_password(PASSPHRASE)


def test_a_new_person_whose_name_is_not_known_yet_is_guarded_as_well():
    validate_password(GOOD[0])
    with pytest.raises(ValidationError, match=REPEATS):
        validate_password("iloveyouiloveyou")
