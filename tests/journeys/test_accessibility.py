"""What axe says of the pages, in light and in dark (WCAG 2.2 AA and good practice)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": RULES},
}
TABS = ("timeline", "posts", "names", "ties", "offers", "relationship")


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


def faults(page):
    """What axe finds wrong on a page: the rule, and where."""
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{page.url} {fault['id']} ({fault['impact']}): {node['html'][:200]}"
        for fault in violations
        for node in fault["nodes"]
    ]


def test_axe_finds_nothing_where_people_look_things_up(
    window, manager, map_of_the_house, theme
):
    page = window(manager, theme=theme)
    official = map_of_the_house["official-detail"]
    all_faults = []

    for path in (
        reverse("desk"),
        reverse("official-list"),
        *(f"{official}?tab={tab}" for tab in TABS),
        reverse("search") + "?q=о",
        reverse("report-list"),
        map_of_the_house["institution-detail"],
        map_of_the_house["duplicate-list"],
        map_of_the_house["mend-list"],
        map_of_the_house["import-settings"],
        map_of_the_house["import-preview"],
    ):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
        all_faults += faults(page)

    assert all_faults == []


def test_axe_finds_nothing_in_a_form_that_came_back_with_errors(
    window, manager, map_of_the_house, theme
):
    page = window(manager, theme=theme)
    page.goto(reverse("official-add"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This was not saved yet")
    all_faults = faults(page)

    page.goto(reverse("seen"))
    page.get_by_role("combobox", name="About whom").fill("p")
    expect(page.locator(".ts-dropdown .option:visible")).to_have_count(1)
    all_faults += faults(page)

    assert all_faults == []


def test_axe_finds_nothing_in_menus_and_dialogs(window, manager, theme):
    page = window(manager, theme=theme)
    page.goto(reverse("official-list"))
    page.locator("summary", has_text="Filters").click()
    all_faults = faults(page)

    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.get_by_role("dialog", name="What happened?")).to_be_visible()
    all_faults += faults(page)

    assert all_faults == []


def test_axe_finds_nothing_on_a_telephone(window, manager, map_of_the_house):
    page = window(manager, width=360)
    all_faults = []

    for name in ("desk", "note-list", "post-detail", "translation-detail", "met"):
        page.goto(map_of_the_house[name])
        all_faults += faults(page)

    assert all_faults == []


def test_axe_finds_nothing_where_strangers_sign_in(window, theme):
    page = window(theme=theme)
    page.goto(reverse("account_login"))
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    all_faults = faults(page)

    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("nothing at all")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("main")).to_contain_text("not correct")
    all_faults += faults(page)

    assert all_faults == []


def test_axe_would_find_a_picture_without_words(window, manager):
    page = window(manager)
    page.goto(reverse("desk"))
    page.evaluate(
        "document.querySelector('main').append(document.createElement('img'))"
    )

    (fault,) = faults(page)
    assert "image-alt" in fault
