"""What the checks say of a server on which the limits or the mail cannot work."""

import pytest
from django.core.checks import Tags, run_checks

from staff.accounts import checks
from tests.factories.accounts import UserFactory
from tests.staff.accounts.test_sign_in import manage

pytestmark = pytest.mark.django_db

REAL = {
    "SECRET_KEY": "z8#" + "kq7vXw2m" * 8,
    "ALLOWED_HOSTS": "rapport.example.org",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "BEHIND_TLS_PROXY": "true",
    "TRUSTED_PROXY_COUNT": "1",
}


@pytest.mark.parametrize(
    ("environment", "answer"),
    [
        ({}, None),
        ({"TRUSTED_PROXY_COUNT": "0"}, "staff.E001"),
        ({"BEHIND_TLS_PROXY": "false"}, "staff.W001"),
        ({"EMAIL_URL": "consolemail://"}, "staff.E002"),
        ({"EMAIL_URL": "filemail:///tmp/mail"}, "staff.E002"),
        ({"EMAIL_URL": ""}, "staff.W002"),
        ({"EMAIL_URL": "dummymail://"}, "staff.W002"),
    ],
)
def test_the_checks_before_a_server_opens_say_what_is_wrong(
    tmp_path, environment, answer
):
    level = "ERROR" if answer and ".E" in answer else "WARNING"
    everything = {**REAL, "MEDIA_ROOT": str(tmp_path), **environment}
    asked = ("check", "--deploy", "--tag", "security", "--fail-level", level)
    checked = manage(*asked, **everything)

    if answer is None:
        assert checked.returncode == 0, checked.stderr
        assert "no issues" in checked.stdout
    else:
        assert checked.returncode != 0
        assert f"({answer})" in checked.stderr


# The sessions there are


def people_from(*addresses):
    """A person signed in from each of the addresses."""
    for address in addresses:
        person = UserFactory()
        person.usersession_set.create(
            ip=address, session_key=f"key of {person.pk}", user_agent="a browser"
        )


def answers():
    faults = run_checks(tags=[Tags.database], databases=["default"])
    return [fault.id for fault in faults if fault.id.startswith("staff.")]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "fd00::7"])
def test_a_check_tells_when_everybody_comes_from_one_machine_inside(address):
    people_from(*[address] * checks.SOME_PEOPLE)
    assert answers() == ["staff.W003"]

    people_from("10.0.0.99")

    assert answers() == []


def test_an_office_behind_one_public_address_is_nothing_to_tell():
    people_from(*["93.184.216.34"] * checks.SOME_PEOPLE)

    assert answers() == []


def test_one_person_from_one_address_is_nothing_to_tell():
    people_from("127.0.0.1")

    assert answers() == []
