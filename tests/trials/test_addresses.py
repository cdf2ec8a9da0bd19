"""Doors: every address asks who you are, what you may, and that your own page asked."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from officials.safeguards.models import Switch
from tests.factories.accounts import UserFactory
from tests.trials.addresses import addresses

pytestmark = pytest.mark.django_db
OPEN_TO_STRANGERS = {
    "account_login",
    "account_logout",  # leads to the desk, and so to the sign-in page
    "health",
    "leave",  # takes no token, and nobody from another site
    "left",
    "set-theme",
    "set_language",
    # Pages of allauth that know of no record, and lead nobody in.
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
# What is one's own, or says nothing: whoever has signed in is let in.
OPEN_TO_ALL = {
    "accesschange-know",
    "accountabilitywork-add",  # no page at all but for those of that track
    "closure-lift",
    "colleague-leaving",  # of oneself, else of who may
    "colleague-lock",  # of oneself, else of who may
    "colleague-seen",  # of oneself, else of who may
    "colleague-unlock",
    "desk",
    "draft-keep",
    "draft-throw",
    "export-reason",  # asks again for what the list asks
    "health",
    "house-lock",
    "house-open",
    "house-shut",
    "keeper-add",  # asks for the password before it asks who one is
    "keeper-confirm",
    "keeper-lay-down",
    "keeper-list",
    "keyrequest-agree",
    "keyrequest-close",  # of what one asked, else of who may
    "keyrequest-factor",
    "keyrequest-rescue",
    "leave",
    "left",
    "manifest",
    "savedview-add",
    "savedview-edit",
    "savedview-overwrite",
    "savedview-remove",
    "savedview-restore",
    "search",  # finds what the role may see
    "set-theme",
    "set_language",
    "suspension-lift",
    "suspension-list",
}


@pytest.fixture
def path_by_name(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    every_path = dict(addresses(get_resolver().url_patterns))
    assert len(every_path) > 300
    return every_path


def test_every_address_asks_who_you_are(client, path_by_name):
    left_open = set()
    for name, path in path_by_name.items():
        response = client.get(path)
        location = response.headers.get("Location", "")
        refusal = response.status_code == 404 or "/login/" in location
        if not refusal:
            left_open.add(name)

    assert left_open <= OPEN_TO_STRANGERS
    assert "account_login" in left_open


def statuses_of(client, path, *verbs):
    """What a person is answered, who is signed in and whose work is undone again."""
    statuses, cookies = set(), client.cookies.copy()
    for verb in verbs:
        with transaction.atomic():
            statuses.add(getattr(client, verb)(path).status_code)
            transaction.set_rollback(True)
        client.cookies = cookies.copy()
    return statuses


def test_no_address_takes_what_a_page_of_another_house_sends(path_by_name):
    """CSRF: a form without the token of its own page is refused, whoever sends it."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(role="Manager"))

    answers = {
        name: statuses_of(client, path, "post") for name, path in path_by_name.items()
    }

    assert {n for n, statuses in answers.items() if statuses != {403}} == {"leave"}


def test_somebody_without_a_role_is_let_in_nowhere_but_here(path_by_name, roles):
    client = Client()
    client.force_login(UserFactory(role=None))

    for name in Switch.Name.values:
        Switch.objects.update_or_create(name=name, defaults={"on": True})

    answers = {
        name: statuses_of(client, path, "get", "post")
        for name, path in path_by_name.items()
        if "/" not in name  # an old address, which leads on to the new one
        and not name.startswith("admin:")
        and not path.startswith("/accounts/")
    }
    opened = {name for name, statuses in answers.items() if statuses - {403, 405}}

    assert opened <= OPEN_TO_ALL
    assert "desk" in opened
