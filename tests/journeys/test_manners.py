"""How every page behaves under the hands of the people who have it open all day."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from engagements.monitoring.models import Note
from officials.people.models import Official
from officials.security.context import as_system
from tests.factories.accounts import PASSPHRASE
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory

NARROW = 360
AT_400_PERCENT = 320  # CSS pixels of a window of 1280 (WCAG 1.4.10)
OF_ACCOUNTS = ("account_change_password", "mfa_index", "usersessions_list")


@pytest.fixture
def officer(person):
    return person("Officer", full_name="Nina Lead")


@pytest.fixture
def rashid(transactional_db):
    with as_system():
        return OfficialFactory(named="Рашид Нургалиев")


@pytest.fixture
def beridze(transactional_db):
    with as_system():
        return OfficialFactory(named="გიორგი ბერიძე")


# Keys


def test_a_slash_leads_to_the_search_box_and_escape_out_of_it(window, officer):
    page = window(officer)
    page.goto("/")
    box = page.get_by_role("searchbox", name="Search everything")

    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("n?/")
    expect(box).to_have_value("n?/")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()


def test_n_asks_what_happened_and_one_more_key_opens_the_form(window, officer):
    page = window(officer)
    page.goto("/")

    page.keyboard.press("n")
    expect(page.get_by_role("dialog", name="What happened?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.keyboard.press("n")
    page.keyboard.press("m")
    expect(page).to_have_url(f"{page.window.address}{reverse('met')}")


def test_a_question_mark_lists_the_keys_and_they_can_be_switched_off(window, officer):
    page = window(officer)
    page.goto("/")

    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard")
    expect(keys).to_contain_text("Save the form")
    keys.get_by_label("Single keys work").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()

    page.reload()
    page.keyboard.press("n")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_control_and_enter_saves_from_inside_a_field(window, officer):
    page = window(officer)
    page.goto(reverse("seen"))

    page.keyboard.type("Spoke for open hearings")
    page.keyboard.press("Control+Enter")

    title = page.get_by_role("heading", name="Spoke for open hearings", level=1)
    expect(title).to_be_visible()


def test_one_begins_to_type_the_name_of_whom_one_met_at_once(window, officer, rashid):
    page = window(officer)
    page.goto("/")
    page.keyboard.press("n")
    page.keyboard.press("m")
    expect(page.get_by_role("combobox", name="Whom")).to_be_focused()
    expect(page.locator(".ts-dropdown:visible")).to_have_count(0)

    page.keyboard.type("нургалиев")

    options = page.locator(".ts-dropdown .option:visible")
    expect(options).to_have_count(1)
    expect(options).to_contain_text(str(rashid))


def test_enter_before_the_answer_chooses_nobody_else(window, officer, rashid, beridze):
    page = window(officer)
    page.goto(reverse("met"))
    expect(page.locator(".ts-control").first).to_be_visible()
    box = page.get_by_role("combobox", name="Whom")
    box.click()
    options = page.locator(".ts-dropdown .option:visible")
    expect(options).to_have_count(2)
    routes = []  # answers that are on their way
    page.route("**/suggest/**", lambda route: routes.append(route))

    for words in ("нургалиев", "beridze"):
        box.fill(words)
        box.press("Enter")

    expect(page.locator(".ts-control .item")).to_have_count(0)
    page.unroute("**/suggest/**")
    for route in routes:
        route.continue_()
    expect(options).to_have_count(1)
    box.press("Enter")
    expect(page.locator(".ts-control .item")).to_contain_text(str(beridze))


def test_a_call_from_a_stranger_is_on_record_in_two_saves(window, officer):
    page = window(officer)
    page.goto(reverse("met"))
    expect(page.get_by_role("combobox", name="Whom")).to_be_focused()

    page.keyboard.type("Viktor Karelin")
    page.keyboard.press("Tab")
    page.wait_for_timeout(600)  # the list of names, which comes late, calls nobody back
    expect(field(page, "In one sentence")).to_be_focused()
    expect(page.get_by_role("combobox", name="Whom")).to_have_value("Viktor Karelin")
    page.keyboard.type("Rang about the handbook")
    page.keyboard.press("Control+Enter")
    expect(field(page, "Somebody new: their name")).to_have_value("Viktor Karelin")
    page.keyboard.press("Control+Enter")

    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="Viktor Karelin").first).to_be_visible()


# Choosing, and working without JavaScript


def test_a_person_is_found_in_whatever_script_the_name_is_typed(
    window, officer, rashid, beridze
):
    page = window(officer)
    page.goto(reverse("seen"))
    box = page.get_by_role("combobox", name="About whom")

    for words, official in (
        ("нургалиев", rashid),
        ("Nurgaliy", rashid),
        ("ნურგალიევ", rashid),
        ("beridze", beridze),
        ("беридзе", beridze),
    ):
        box.click()
        box.fill(words)
        options = page.locator(".ts-dropdown .option:visible")
        expect(options).to_have_count(1)
        expect(options).to_contain_text(str(official))
        box.fill("")

    box.press_sequentially("беридзе")
    expect(options).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    field(page, "What happened").fill("Spoke for open hearings")
    save(page)
    expect(
        page.get_by_role("main").get_by_role("link", name=str(beridze))
    ).to_be_visible()


def test_everything_works_without_javascript(window, officer, rashid):
    page = window(javascript=False)
    page.goto("/")
    field(page, "Username").fill(officer.username)
    field(page, "Password").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()

    box = page.get_by_role("searchbox", name="Search everything")
    box.fill("nurgaliev")
    box.press("Enter")
    page.get_by_role("link", name=str(rashid)).click()
    expect(page.get_by_role("heading", name=str(rashid), level=1)).to_be_visible()

    file_a_note_by_typing_the_name(page, rashid)
    page.get_by_role("link", name="Edit").click()
    field(page, "What happened").fill("Answered the first complaint")
    save(page)
    filter_notes_and_take_them_away(page)


def file_a_note_by_typing_the_name(page, official):
    page.goto(reverse("seen"))
    field(page, "What happened").fill("Promised to answer complaints")
    field(page, "or type a part of the name").first.fill("нургал")
    save(page)
    people = page.get_by_role("main").get_by_role("link", name=str(official))
    expect(people).to_be_visible()


def filter_notes_and_take_them_away(page):
    page.goto(reverse("note-list"))
    page.locator("summary", has_text="Filters").click()
    page.get_by_role("link", name="Choose filters").click()
    page.get_by_role("combobox", name="Recorded by").select_option(label="Nina Lead")
    page.get_by_role("button", name="Show").first.click()
    expect(
        page.get_by_role("link", name="Answered the first complaint")
    ).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    assert [row["What happened"] for row in rows] == ["Answered the first complaint"]


# Nothing twice, nothing lost


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_on_save_makes_one_note(window, officer, javascript):
    page = window(officer, javascript=javascript)
    page.goto(reverse("seen"))
    field(page, "What happened").fill("Spoke for open hearings")

    page.get_by_role("button", name="Save", exact=True).dblclick()

    title = page.get_by_role("heading", name="Spoke for open hearings", level=1)
    expect(title).to_be_visible()
    assert headlines() == ["Spoke for open hearings"]


def test_back_and_save_again_makes_no_second_note_but_other_words_do(window, officer):
    page = window(officer)
    page.goto("/")
    page.goto(reverse("seen"))
    field(page, "What happened").fill("Spoke for open hearings")
    save(page)

    page.go_back()
    expect(field(page, "What happened")).to_have_value("Spoke for open hearings")
    save(page)
    assert headlines() == ["Spoke for open hearings"]

    page.go_back()
    field(page, "What happened").fill("Spoke against torture")
    save(page)
    assert headlines() == ["Spoke against torture", "Spoke for open hearings"]


def test_who_saves_second_sees_both_versions_and_loses_nothing(window, officer, rashid):
    with as_system():
        note = NoteFactory(headline="Spoke", detail="At length", about=[rashid])
    path = reverse("note-edit", args=[note.pk])
    first, second = window(officer), window(officer)
    for page in (first, second):
        page.goto(path)
    field(first, "What happened").fill("Spoke for open hearings")
    save(first)

    open_folded(second)
    field(second, "In more words").fill("For two hours")
    save(second)

    versions = second.get_by_role("alert")
    expect(versions).to_contain_text("Nina Lead saved this record")
    expect(versions).to_contain_text("Spoke for open hearings")
    expect(versions).to_contain_text("For two hours")
    expect(field(second, "In more words")).to_have_value("For two hours")
    save(second)
    expect(second.get_by_role("main")).to_contain_text("For two hours")


def test_a_person_whom_somebody_else_added_meanwhile_stays_in_the_note(
    window, officer, rashid, beridze
):
    with as_system():
        note = NoteFactory(headline="Spoke", about=[rashid])
    path = reverse("note-edit", args=[note.pk])
    first, second = window(officer), window(officer, javascript=False)
    for page in (first, second):
        page.goto(path)
    box = first.get_by_role("combobox", name="About whom")
    box.press_sequentially("beridze")
    first.locator(".ts-dropdown .option", has_text=str(beridze)).click()
    save(first)

    field(second, "What happened").fill("Spoke for open hearings")
    save(second)

    versions = second.get_by_role("alert")
    expect(versions).to_contain_text("Nina Lead saved this record")
    expect(versions).to_contain_text(str(beridze))
    with as_system():
        assert set(Official.objects.filter(mentions__note=note)) == {rashid, beridze}


def test_unsaved_text_is_not_left_without_a_question(window, officer):
    page = window(officer)
    dialog_types = []
    page.on(
        "dialog", lambda dialog: (dialog_types.append(dialog.type), dialog.dismiss())
    )
    page.goto(reverse("seen"))
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_role("heading", name="Reports", level=1)).to_be_visible()
    assert dialog_types == []

    page.goto(reverse("seen"))
    field(page, "What happened").press_sequentially("Spoke")
    page.get_by_role("link", name="Reports").click()

    expect(field(page, "What happened")).to_have_value("Spoke")
    assert dialog_types == ["beforeunload"]


# Theme and language


def test_theme_and_language_stay_as_they_were_chosen(window, officer):
    page = window(officer)
    page.goto(reverse("official-list"))

    page.locator("summary", has_text="Theme").click()
    page.get_by_role("button", name="Dark").click()
    page.locator("summary", has_text="Language").click()
    page.get_by_role("button", name="Русский").click()

    expect(page).to_have_url(f"{page.window.address}{reverse('official-list')}")
    again = page.context.new_page()
    again.goto("/")
    for each in (page, again):
        html = each.locator("html")
        expect(html).to_have_attribute("data-bs-theme", "dark")
        expect(html).to_have_attribute("lang", "ru")
    assert again.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


# Every page


@pytest.fixture
def every_page(map_of_the_house):
    """Paths by name: those of the map, and those of one's own account."""
    return {**map_of_the_house, **{name: reverse(name) for name in OF_ACCOUNTS}}


def test_every_page_is_called_rapport_and_talks_to_nobody_else(
    window, manager, every_page
):
    """The window itself sees to it that nobody else was asked and nothing broke."""
    page = window(manager)
    titles, broken = {}, {}

    for name, path in every_page.items():
        answer = page.goto(path)
        titles[name] = page.title()
        if answer.status != 200 or page.locator("h1").count() != 1:
            broken[name] = answer.status

    assert set(titles.values()) == {"Rapport"}, titles
    assert broken == {}
    assert len(page.window.requests) > 3 * len(every_page)
    assert page.window.elsewhere() == []
    assert page.window.complaints == []


def test_no_page_is_wider_than_a_telephone(window, manager, every_page):
    page = window(manager, width=NARROW)
    wide = {}

    for name, path in every_page.items():
        for width in (NARROW, AT_400_PERCENT):
            page.set_viewport_size({"width": width, "height": 740})
            if width == NARROW:
                page.goto(path)
            taken = page.evaluate("document.documentElement.scrollWidth")
            if taken > width:
                wide[f"{name} at {width}"] = taken

    assert wide == {}


def test_pages_for_strangers_and_errors_fit_a_telephone_too(window, person):
    stranger, viewer = window(width=NARROW), window(person("Viewer"), width=NARROW)

    for page, path, status in (
        (stranger, reverse("account_login"), 200),
        (viewer, "/nothing-here/", 404),
        (viewer, reverse("note-add"), 403),
    ):
        assert page.goto(path).status == status
        assert page.title() == "Rapport"
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    viewer.window.complaints.clear()  # Chromium's own, about the two statuses


def test_a_page_that_asks_another_host_or_breaks_its_policy_is_noticed(window, officer):
    page = window(officer)
    page.goto("/")
    port = page.window.address.rpartition(":")[2]

    page.evaluate("document.body.setAttribute('style', 'color: red')")
    # a page with an icon of its own, or the browser would ask for /favicon.ico
    page.goto(f"http://127.0.0.1:{port}{reverse('left')}")

    (complaint,) = page.window.complaints
    assert "Content Security Policy" in complaint
    assert page.url in page.window.elsewhere()
    page.window.complaints.clear()
    page.window.requests.clear()


def field(page, label):
    return page.locator("main form").get_by_label(label)


def save(page):
    """Sends the form, and waits for what comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()


def open_folded(page):
    page.locator(".rp-form-more > summary").click()


def headlines():
    with as_system():
        return sorted(Note.objects.values_list("headline", flat=True))
