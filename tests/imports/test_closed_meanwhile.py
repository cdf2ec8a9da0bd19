"""Whose way to a file is closed while it is read does not look at a page that stays."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from staff.locks import workflow
from staff.models import ImportFile, User
from tests.factories.accounts import UserFactory
from tests.imports.files import file_of
from tests.imports.test_import_files import PUTIN, upload
from tests.imports.test_slow_files import address, job_args  # noqa: F401
from tests.staff.keepers.test_suspension import Sealed, set_passphrase, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("roles", "job_args"),
]
CLOSED = "What you brought before is closed to you for now"
BY_ITSELF = {"HX-Request": "true"}


@pytest.fixture
def sealed(roles):
    return Sealed()


def waiting_of(person):
    """The address of the page on which `person` waits for a file."""
    client = signed_in(person)
    upload(client, file_of(PUTIN))
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    ImportFile.objects.update(brought_at=an_hour_ago)  # tests have one moment
    page = address("progress")
    answer = client.get(page, headers=BY_ITSELF)
    assert "The file is being read" in answer.text
    assert not {"HX-Refresh", "HX-Redirect"} & answer.headers.keys()
    return client, page


def test_whoever_is_suspended_meanwhile_reads_so_and_where_to_turn(sealed):
    _client, page = waiting_of(sealed.irina)
    set_passphrase(sealed.irina, by=sealed.oleg)
    theirs = signed_in(sealed.irina)

    answer = theirs.get(page, headers=BY_ITSELF)

    assert answer.headers["HX-Redirect"] == reverse("suspension-list")
    assert CLOSED in theirs.get(answer.headers["HX-Redirect"]).text
    assert CLOSED in theirs.get(page, follow=True).text
    sealed.speak_with(sealed.irina, by=sealed.pavel)
    assert signed_in(sealed.irina).get(page).status_code == 200


def test_it_tells_nobody_which_files_there_are(sealed):
    waiting_of(sealed.irina)
    unknown = reverse("import-progress", args=[999_999])
    assert signed_in(sealed.pavel).get(unknown).status_code == 404
    set_passphrase(sealed.pavel, by=sealed.oleg)

    theirs = signed_in(sealed.pavel)

    for page in (unknown, address("progress")):
        assert CLOSED in theirs.get(page, follow=True).text


def is_dropped(person):
    ImportFile.objects.all().delete()


def is_locked(person):
    workflow.lock(person, by=None)


def house_is_locked(person):
    workflow.lock_house(by=None)


def loses_the_role(person):
    person.groups.clear()


def leaves(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


EVENTS = {
    is_dropped: 404,
    is_locked: 302,
    house_is_locked: 423,
    loses_the_role: 403,
    leaves: 302,
}


@pytest.mark.parametrize("event", EVENTS)
def test_a_page_that_asks_by_itself_is_asked_for_anew_whole(event):
    person = UserFactory()
    client, page = waiting_of(person)

    event(person)

    answer = client.get(page, headers=BY_ITSELF)
    assert answer.headers["HX-Refresh"] == "true"
    assert answer.content == b""
    assert client.get(page).status_code == EVENTS[event]


def test_a_stranger_who_asks_so_is_led_to_the_sign_in_as_ever():
    answer = Client().get("/imports/1/progress/")

    assert answer.url.startswith("/accounts/login/")
