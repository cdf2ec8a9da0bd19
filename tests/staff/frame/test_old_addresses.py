"""Old addresses, in letters and bookmarks, lead to where their page is now."""

import re

import pytest
from django.urls import get_resolver, resolve

from engagements.monitoring.models import Recommendation
from officials.safeguards.models import Switch
from staff.urls import redirects
from tests.factories.contacts import CommitmentFactory
from tests.factories.monitoring import RecommendationFactory
from tests.house.likeness import BASELINE, patterns

pytestmark = pytest.mark.django_db

# Ways in are changed at the doors of staff/accounts/doors.py and nowhere in the admin;
# and the admin's list of apps, which is a pattern and no address.
TAKEN_AWAY = (
    "/admin/account/",
    "/admin/mfa/",
    "/admin/usersessions/",
    "/admin/^(?P<app_label>",
)
KEY = "01999999-9999-7999-8999-999999999999"


def sample(path):
    """`path` with a key, or a number, where it has a place for one."""
    return re.sub(r"<(\w+):\w+>", lambda m: "7" if m[1] == "int" else KEY, path)


def old_paths():
    """Every path of the old map, and every one that was moved since."""
    lines = (BASELINE / "addresses.txt").read_text().splitlines()
    written = {line.split(" asks ")[0].split(" ", 1)[1] for line in lines}
    written = {path for path in written if not path.startswith(TAKEN_AWAY)}
    return written | {f"/{path}" for path in redirects.NEW_NAMES}


def paths_in_use():
    return {
        path
        for _name, path, view in patterns(get_resolver())
        if getattr(view, "view_class", None) is not redirects.Redirect
    }


def test_an_address_of_the_old_map_is_there_or_leads_to_its_page(as_role):
    client, in_use = as_role("Officer"), paths_in_use()
    gone = old_paths() - in_use
    assert {path.lstrip("/") for path in gone} == redirects.NEW_NAMES.keys()

    for path in sorted(gone):
        answer = client.get(f"{sample(path)}?q=courts&page=2")
        assert answer.status_code == 301, path
        there, _mark, query = answer.headers["Location"].partition("?")
        assert resolve(there).view_name == redirects.NEW_NAMES[path.lstrip("/")]
        assert query == "q=courts&page=2"
        assert (KEY in sample(path)) == (KEY in there)


def test_an_old_address_asks_who_you_are_and_takes_nothing(client, as_role):
    for path in map(sample, redirects.NEW_NAMES):
        assert "/login/" in client.get(f"/{path}").headers["Location"]

    client = as_role("Manager")
    for path in map(sample, redirects.NEW_NAMES):
        assert client.post(f"/{path}").status_code == 405


def test_a_bookmark_of_a_commitment_and_of_its_history_still_opens(as_role):
    client, commitment = as_role("Manager"), CommitmentFactory(whose="them")

    form = client.get(f"/points/{commitment.pk}/edit/", follow=True)
    history = client.get(f"/history/point/{commitment.pk}/", follow=True)

    assert form.redirect_chain == [(f"/commitments/{commitment.pk}/edit/", 301)]
    assert history.redirect_chain == [(f"/history/commitment/{commitment.pk}/", 301)]
    assert (form.status_code, history.status_code) == (200, 200)


def test_a_bookmark_of_what_the_state_accepted_still_filters(as_role):
    Switch.objects.turn(Switch.Name.RECOMMENDATIONS, on=True)
    client = as_role("Officer")
    RecommendationFactory(text="Train the police")
    RecommendationFactory(
        text="Open the courts", response=Recommendation.Response.NOTED
    )

    page = client.get("/promises/?promised=true&q=", follow=True)

    assert page.redirect_chain == [("/recommendations/?q=&accepted=true", 301)]
    assert "Train the police" in page.text
    assert "Open the courts" not in page.text
