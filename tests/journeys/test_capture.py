"""Quick capture by keyboard, and words that outlive the line."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from engagements.monitoring.models import Note
from officials.security.context import as_system
from staff.models import Draft
from tests.factories.people import OfficialFactory


@pytest.fixture
def officer(person):
    return person("Officer", full_name="Anna Lead")


def sentence(page):
    return page.get_by_role("textbox", name="What happened")


def test_a_note_about_two_people_is_written_by_keyboard_alone(window, officer):
    with as_system():
        anna = OfficialFactory(named="Анна Юрьевна Волошина")
        ivan = OfficialFactory(named="Иван Петрович Тараканов")
    page = window(officer)
    page.goto(reverse("seen"))

    page.keyboard.insert_text("Анна Волошина и И. П. Тараканов открыли заседание")
    expect(page.locator("[data-mention]")).to_have_count(2)
    page.keyboard.press("Tab")
    page.keyboard.press("5")
    page.keyboard.press("Tab")
    page.keyboard.press("2")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Анна Волошина")
    with as_system():
        note = Note.objects.get()
        stances = {m.official: m.stance for m in note.mentions.all()}
        assert stances == {anna: 2, ivan: -1}
        assert not Draft.objects.exists()


def test_words_typed_without_a_line_are_kept_and_saved_when_it_is_back(window, officer):
    page = window(officer)
    page.goto(reverse("seen"))
    headline = sentence(page)
    headline.press_sequentially("Opened the hearings")
    state = page.locator("[data-draft-state]")
    expect(state).to_contain_text("Saved as a draft")

    page.window.context.set_offline(True)
    headline.press_sequentially(" to all")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(state).to_contain_text("No connection: your words are kept here")
    expect(headline).to_have_value("Opened the hearings to all")
    page.window.context.set_offline(False)

    title = page.get_by_role("heading", name="Opened the hearings to all", level=1)
    expect(title).to_be_visible()
    page.window.complaints.clear()  # Chromium tells of each request without a line
    assert page.evaluate("Object.keys(sessionStorage).join()").count("draft") == 0


def test_a_closed_tab_leaves_a_draft_to_take_up(window, officer):
    page = window(officer)
    page.goto(reverse("seen"))
    sentence(page).press_sequentially("Opened the hearings")
    expect(page.locator("[data-draft-state]")).to_contain_text("Saved as a draft")
    page.close()

    page = window(officer)
    page.goto(reverse("seen"))
    page.get_by_role("link", name="Take it up").click()

    expect(sentence(page)).to_have_value("Opened the hearings")


def test_the_bookmark_can_be_dragged_and_breaks_no_policy(window, officer):
    page = window(officer)
    page.goto(reverse("seen-browser"))

    link = page.get_by_role("link", name="Seen in Rapport")
    assert link.get_attribute("href").startswith("javascript:void(window.open(")
    assert link.evaluate("each => each.draggable")


def test_an_e_mail_dropped_on_the_list_of_actions_opens_the_form_filled_in(
    window, officer
):
    page = window(officer)
    page.goto(reverse("action-list"))
    mail_headers = (
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: About a visit\r\n"
    )
    dragged = page.evaluate_handle(
        """text => {
          const held = new DataTransfer();
          held.items.add(new File([text], "visit.eml", { type: "message/rfc822" }));
          return held;
        }""",
        f"{mail_headers}\r\nMay we come?",
    )
    hint = page.get_by_text("Let go here")
    expect(hint).to_be_hidden()

    page.dispatch_event("main", "dragenter", {"dataTransfer": dragged})
    expect(hint).to_be_visible()
    page.dispatch_event("main", "drop", {"dataTransfer": dragged})

    expect(page.locator("[name=subject]")).to_have_value("About a visit")
