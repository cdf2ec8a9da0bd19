"""One Chromium for every journey, and the windows that people open in it."""

import os
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from officials.security.context import as_system
from tests.factories.accounts import UserFactory
from tests.journeys.browser import chromium_path, launch
from tests.journeys.rooms import furnish, pages

NO_CHROMIUM = "No Chromium here: install Debian's package 'chromium'."
PATIENCE = 30_000  # milliseconds for a page or a button to be there
QUIET = 3  # looks in a row, a tenth of a second apart, that find nobody at work
LOOKS = 300
REFUSED = (409, 422)  # a form that comes back, which Chromium reports as a failure


@pytest.fixture(scope="package")
def browser():
    """One Chromium for all journeys; without one they are skipped, but not in CI."""
    if chromium_path() is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright runs an event loop in this thread while it waits. No coroutine
        # of ours runs in it, so Django's warning is beside the point. It ends with the
        # package (that is why there is an __init__.py), or no job could be put off.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = launch(playwright)
        expect.set_options(timeout=PATIENCE)
        yield chromium
        chromium.close()
        connections.close_all()  # those of this loop, which nobody else can reach


@pytest.fixture
def office(live_server, settings, tmp_path):
    """The running house: its address; files of this test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SECOND_FACTOR_REQUIRED = False
    yield live_server.url
    wait_until_nobody_works()


def wait_until_nobody_works():
    """Whoever still answers a closed window would stand in the way of the clearing.

    A page may send something when it is closed, so one quiet look is not enough.
    """
    quiet = 0
    for _ in range(LOOKS):
        quiet = 0 if others_at_work() else quiet + 1
        if quiet == QUIET:
            return
        time.sleep(0.1)
    pytest.fail("Half a minute after its windows were closed the house still works.")


def others_at_work():
    """How many other connections to this database are in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
            " AND backend_type = 'client backend'"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def person(transactional_db):
    """Somebody of a role: `person("Officer", full_name="Anna Lead")`."""

    def of_role(role="Officer", **fields):
        with as_system():
            return UserFactory(role=role, **fields)

    return of_role


@pytest.fixture
def manager(person):
    """A manager of a house that is lived in."""
    manager = person("Manager", full_name="Vera Head")
    with as_system():
        furnish(manager)
    return manager


@pytest.fixture
def map_of_the_house(manager):
    """The path of every page of it, by name."""
    with as_system():
        return pages()


class Window:
    """A browser window of its own, with its own cookies, and what went on in it.

    `requests` are the addresses asked for; `complaints` are errors in the console,
    which has those of scripts and of the content security policy too.
    """

    def __init__(self, browser, address, user, javascript, width, theme):
        self.address = address
        self.requests, self.complaints = [], []
        self.context = browser.new_context(
            base_url=address,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        cookies = {"theme": theme} if theme else {}
        if user:
            cookies[django_settings.SESSION_COOKIE_NAME] = session_of(user)
        self.context.add_cookies(
            [{"name": n, "value": v, "url": address} for n, v in cookies.items()]
        )
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", self.listen)
        self.context.on("weberror", lambda each: self.complain(each.error))

    def listen(self, message):
        if message.type != "error":
            return
        form_came_back = any(
            f"status of {status}" in message.text for status in REFUSED
        )
        if not form_came_back:
            self.complain(f"{message.text} ({message.location.get('url')})")

    def complain(self, text):
        self.complaints.append(str(text))

    def elsewhere(self):
        """Addresses asked for that are not ours."""
        ours = urlsplit(self.address).netloc
        strangers = [urlsplit(each) for each in self.requests]
        return [
            each.geturl()
            for each in strangers
            if each.scheme not in ("data", "blob") and each.netloc != ours
        ]


def session_of(user):
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def window(browser, office):
    """Opens a window for somebody, signed in: `window(anna).goto("/")` is a page.

    Afterwards nothing may have gone wrong in any of them, and nothing may have been
    asked of another host. `page.window` is the window of a page.
    """
    windows = []

    def open_window(user=None, *, javascript=True, width=1280, theme=""):
        opened = Window(browser, office, user, javascript, width, theme)
        windows.append(opened)
        page = opened.context.new_page()
        page.window = opened
        return page

    yield open_window
    for each in windows:
        each.context.close()
    assert [text for each in windows for text in each.complaints] == []
    assert [url for each in windows for url in each.elsewhere()] == []
