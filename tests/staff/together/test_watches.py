"""The pages of watch lists: buttons, undo, and nobody else's list."""

import re

import pytest
from django.db import ProgrammingError

from engagements.together.models import Watch
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.themes import ThemeFactory
from tests.factories.together import WatchFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


def undo_of(response):
    """The address of the button “Undo” on the page that came after a step."""
    return re.search(r'<form action="(/watching/[^"]+)"', response.content.decode())[1]


@pytest.mark.parametrize(
    ("kind", "factory"),
    [
        ("official", OfficialFactory),
        ("post", PostFactory),
        ("institution", InstitutionFactory),
    ],
)
def test_a_page_has_a_button_to_watch_and_one_to_stop(as_role, kind, factory):
    client, target = as_role("Officer"), factory()
    page = f"/{kind}s/{target.pk}/"
    begin = f"/watching/begin/?{kind}={target.pk}"
    assert begin in client.get(page).content.decode()

    watched = client.post(begin, {"next": page}, follow=True)

    watch = Watch.objects.get()
    assert (watch.watcher, watch.target) == (client.person, target)
    assert watched.redirect_chain[-1][0] == page
    assert "Stop watching" in watched.content.decode()
    client.post(f"/watching/{watch.pk}/stop/")
    assert not Watch.objects.exists()


def test_stopping_can_be_undone_and_keeps_when_one_last_looked(as_role):
    client = as_role("Officer")
    watch = WatchFactory(watcher=client.person)

    stopped = client.post(f"/watching/{watch.pk}/stop/", follow=True)
    assert not Watch.objects.exists()
    client.post(undo_of(stopped).replace("&amp;", "&"))

    again = Watch.objects.get()
    assert (again.since, again.looked_at) == (watch.since, watch.looked_at)


def test_anything_is_watched_by_typing_its_name(as_role):
    client, theme = as_role("Officer"), ThemeFactory(name="Fair trial")
    OfficialFactory(named="Anna Volkova")

    fill(client, "/watching/new/", official_search="Volkova")
    fill(client, "/watching/new/", theme=theme.pk)
    answer = fill(client, "/watching/new/")

    assert {str(w) for w in Watch.objects.all()} == {"Anna Volkova", "Fair trial"}
    assert answer.status_code == 422
    assert "Choose one: a person" in answer.content.decode()
    assert "Fair trial" in client.get("/watching/").content.decode()
    assert "Fair trial" in client.get("/watching/?format=csv").getvalue().decode()


def test_what_changed_stands_on_its_page_and_on_the_desk_until_one_has_looked(as_role):
    client, anna = as_role("Officer"), OfficialFactory()
    watch = WatchFactory(watcher=client.person, official=anna)
    NoteFactory(about=[anna], headline="Opened the hearings")
    pages = ("/watching/changes/", f"/watching/{watch.pk}/")
    for page in (*pages, "/"):
        assert "Opened the hearings" in client.get(page).content.decode()

    answer = client.post("/watching/looked/", follow=True)

    for page in pages:
        assert "Opened the hearings" not in client.get(page).content.decode()
    week = client.get("/watching/changes/?week=1").content.decode()
    assert "Opened the hearings" in week
    client.post(undo_of(answer))
    assert "Opened the hearings" in client.get(pages[0]).content.decode()


def test_a_watch_list_is_its_owners_alone(as_role):
    watch = WatchFactory()
    manager = as_role("Manager")

    assert manager.get(f"/watching/{watch.pk}/").status_code == 404
    assert manager.post(f"/watching/{watch.pk}/stop/").status_code == 404
    assert str(watch) not in manager.get("/watching/").content.decode()
    assert Watch.objects.exists()


def test_the_database_alone_shows_a_watch_to_its_owner_alone():
    mine, other = WatchFactory(), UserFactory(role="Manager")

    with acting_as(mine.watcher):
        assert Watch.objects.all().get() == mine
    with acting_as(other):
        assert not Watch.objects.all().exists()
        with pytest.raises(ProgrammingError, match="row-level security"):
            Watch.objects.create(watcher=mine.watcher, official=OfficialFactory())


def test_who_only_reads_watches_nothing(as_role):
    target = OfficialFactory()
    client = as_role("Viewer")

    assert client.post(f"/watching/begin/?official={target.pk}").status_code == 403
    assert client.post("/watching/looked/").status_code == 403
    assert "begin" not in client.get(f"/officials/{target.pk}/").content.decode()
    assert not Watch.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?official=nonsense", "?theme=x", "?theme=999999", "?post=1"]
)
def test_what_is_not_there_cannot_be_watched(as_role, query):
    assert as_role("Officer").post(f"/watching/begin/{query}").status_code == 404


@pytest.mark.parametrize("until", ["x", "2026-13-45", "9999-01-01T00:00:00", "\x00"])
def test_a_wrong_moment_of_looking_means_now_or_nothing(as_role, until):
    client = as_role("Officer")
    watch = WatchFactory(watcher=client.person)

    answer = client.post("/watching/looked/", {"until": until})

    watch.refresh_from_db()
    assert answer.status_code in (302, 400)
