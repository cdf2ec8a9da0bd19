"""The quick way out, in a browser: Esc three times, or the button; in every window."""

import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from officials.security.context import as_system
from tests.factories.people import OfficialFactory

TEXT = "He promised to sign it in June."


@pytest.fixture
def officer(person):
    return person("Officer", full_name="Nina Lead")


@pytest.fixture
def record(officer):
    with as_system():
        official = OfficialFactory(named="Рашид Нургалиев")
    return f"/officials/{official.pk}/"


def expect_gone(page):
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    assert page.url.endswith("/left/")
    assert page.evaluate("sessionStorage.length") == 0
    assert Session.objects.count() == 0


def press_escape(page, times):
    for _press in range(times):
        page.keyboard.press("Escape")


# What is left of the page right after the key or the click that leaves.
LOOK = """
    const look = () => console.debug(document.documentElement.children.length);
    for (const kind of ["keydown", "click"])
        addEventListener(kind, () => setTimeout(look));
"""


def leave_at_once(page, leave):
    """Leaves; the screen is empty before anything else is done, and asked of nobody."""
    left_over, debug = [], lambda line: line.type == "debug"
    page.on("console", lambda line: debug(line) and left_over.append(line.text))
    page.evaluate(f"{{ {LOOK} look() }}")
    leave()
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    assert left_over[0] == "2"  # head and body
    assert left_over[-1] == "0"


def test_escape_three_times_leaves_and_back_shows_nothing(window, record, officer):
    page = window(officer)
    page.goto("/officials/")
    page.goto(record)
    expect(page.get_by_role("heading", name="Рашид Нургалиев")).to_be_visible()
    press_escape(page, 2)
    expect(page.get_by_role("heading", name="Рашид Нургалиев")).to_be_visible()
    time.sleep(1.3)  # two, and one much later, are not three

    leave_at_once(page, lambda: press_escape(page, 3))

    expect_gone(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_it_asks_nothing_while_a_form_is_unsaved_and_leaves_no_text(window, officer):
    page = window(officer)
    page.goto("/notes/new/")
    page.get_by_role("textbox", name="What happened").fill(TEXT)
    page.wait_for_function("sessionStorage.length > 0")
    page.on("dialog", lambda dialog: pytest.fail(dialog.type))

    leave_at_once(page, lambda: press_escape(page, 3))

    expect_gone(page)


def test_the_button_leaves_in_every_window(window, record, officer):
    page = window(officer)
    page.goto("/officials/")
    other = page.context.new_page()
    other.goto(record)

    leave_at_once(page, lambda: page.get_by_role("button", name="Leave").click())

    expect_gone(page)
    other.wait_for_url("**/left/")


def test_the_button_works_without_javascript(window, record, officer):
    page = window(officer, javascript=False)
    page.goto(record)

    page.get_by_role("button", name="Leave").click()

    page.wait_for_url("**/left/")
    assert Session.objects.count() == 0
    page.go_back()
    expect(page.get_by_text("Рашид Нургалиев")).to_have_count(0)
