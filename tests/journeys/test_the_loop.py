"""The whole loop in a browser: watch, approach, translate, invite, report."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from officials.people.models import Official
from officials.security.context import as_system
from tests.factories.accounts import PASSPHRASE
from tests.factories.contacts import met_before
from tests.factories.exchanges import ExchangeFactory
from tests.house.sources import ROOT

REAL = ROOT.parent / "shared/data/officials/russia-cabinet-holders21.csv"
A_FEW = """\
position,person,personID,start,end
President,Vladimir Putin,Q7747,2000-05-07,2008-05-07
President,Dmitry Medvedev,Q23530,2008-05-07,2012-05-07
President,Vladimir Putin,Q7747,2012-05-07,
Minister of Internal Affairs,Rashid Nurgaliyev,Q1346803,2003-12-24,2012-05-21
Minister of Internal Affairs,Vladimir Kolokoltsev,Q2622226,2012-05-21,
"""
NAME = "Rashid Nurgaliyev"
DOCUMENT = "European Code of Police Ethics"
SEMINAR = "Complaints against the police"


@pytest.fixture
def cabinet(tmp_path):
    """The file of the Russian cabinet, or a few lines of it where it is not there."""
    if REAL.exists():
        return REAL
    path = tmp_path / REAL.name
    path.write_text(A_FEW)
    return path


def test_one_official_is_found_met_and_invited_and_the_report_says_so(
    window, person, cabinet
):
    officer = person("Officer", full_name="Nina Lead")
    translator = person("Translator", full_name="Ilya Pen", is_external=True)
    reviser = person("Officer", full_name="Vera Second")
    with as_system():
        ExchangeFactory(title=SEMINAR)
    page = window()

    sign_in(page, officer)
    bring_in(page, cabinet)
    find(page, "нургалиев")
    official = page.url
    meet(official.rstrip("/").rpartition("/")[2])
    note = file_a_note(page)
    page.goto(official)
    action = plan_and_do(page)
    page.goto(official)
    timeline = page.get_by_role("region", name="Timeline")
    expect(timeline.get_by_role("link", name=note)).to_be_visible()
    expect(timeline.get_by_role("link", name=action)).to_be_visible()

    job = request_translation(page, translator)
    translate(window(), translator, job)
    approve(window(), reviser, job)
    page.reload()
    expect(badge(page, "Published")).to_be_visible()

    page.goto(official)
    invite(page)
    names = names_in(download(page))
    assert len(names) == len(set(people_in(cabinet)))
    assert NAME in names

    bring_again(page, cabinet)
    assert names_in(download(page)) == names


def sign_in(page, user):
    page.goto("/")
    field(page, "Username").fill(user.username)
    field(page, "Password").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Desk", level=1)).to_be_visible()


def people_in(path):
    """Whom the rows of a file are about, by their Wikidata items."""
    with path.open(newline="", encoding="utf-8") as file:
        return [row["personID"] for row in csv.DictReader(file)]


def look_over(page, path):
    """Up to the preview of a file."""
    page.goto("/officials/")
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_role("link", name="Import a file").click()
    page.locator("main form input[type=file]").set_input_files(path)
    page.locator("main form button[type=submit]").click()
    field(page, "Country").fill("RU")
    field(page, "or a new institution").fill("Government of Russia")
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("heading", name="Look it over", level=1)).to_be_visible()


def bring_in(page, path):
    look_over(page, path)
    rows = len(people_in(path))
    expect(page.locator("table tbody tr")).to_have_count(rows)
    expect(page.get_by_role("cell", name="New").first).to_be_visible()
    page.get_by_role("button", name=f"Import all {rows} rows").click()
    expect(message_box(page)).to_contain_text(f"{rows} appointments")


def bring_again(page, path):
    look_over(page, path)
    expect(page.get_by_text("Nothing new in this file.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Import"))).to_have_count(0)


def find(page, words):
    """The page of the one person whom the search box finds."""
    box = page.get_by_role("searchbox", name="Search everything")
    box.fill(words)
    box.press("Enter")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", name=NAME, level=1)).to_be_visible()


def file_a_note(page):
    headline = "Said that every complaint will be answered"
    page.locator("main").get_by_role("link", name="Seen").click()
    field(page, "What happened").fill(headline)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=headline, level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(NAME)
    return headline


def meet(key):
    """We met long ago: what is planned now is no first contact, which is prepared."""
    with as_system():
        met_before(Official.objects.get(pk=key))


def plan_and_do(page):
    subject = "Talk about an office for complaints"
    page.locator("main").get_by_role("link", name="Plan an action").click()
    field(page, "What it is about").fill(subject)
    field(page, "Planned for").fill("2026-01-12")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("summary", has_text="Mark as done").click()
    field(page, "What came of it").fill("He asked for the Code in Russian.")
    page.get_by_role("button", name="Mark as done").click()
    expect(badge(page, "Done")).to_be_visible()
    return subject


def request_translation(page, translator):
    page.goto("/documents/new/")
    field(page, "Title*").fill(DOCUMENT)
    field(page, "Symbol").fill("CM/Rec(2001)10")
    field(page, "Kind").select_option(label="Recommendation")
    page.locator("main form summary", has_text="More").click()
    rights = field(page, "Translations are")
    rights.select_option(label="Free, when the source is named")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Request a translation").click()
    field(page, "Translator").select_option(label=translator.full_name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Russian").click()
    expect(badge(page, "Requested")).to_be_visible()
    return page.url


def translate(page, translator, job):
    """The translator signs in, finds the job on the desk, and brings the text."""
    sign_in(page, translator)
    page.get_by_role("main").get_by_role("link", name=DOCUMENT).click()
    expect(page).to_have_url(job)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Bring the text").click()
    page.locator("input[type=file]").set_input_files(a_text())
    page.get_by_role("button", name="Save", exact=True).click()
    hand_in = page.locator("details", has_text="Hand in for revision").first
    hand_in.locator("summary").click()
    machine = hand_in.get_by_label("Machine translation in it")
    machine.select_option(label="none")
    hand_in.get_by_label("I have compared my translation").check()
    hand_in.get_by_role("button", name="Hand in for revision").click()
    expect(badge(page, "Revising")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def a_text():
    text = "Европейский кодекс полицейской этики".encode()
    return {"name": "кодекс.txt", "mimeType": "text/plain", "buffer": text}


def approve(page, reviser, job):
    sign_in(page, reviser)
    page.goto(job)
    page.get_by_role("button", name="Approve").click()
    expect(badge(page, "To publish")).to_be_visible()
    publish = page.locator("details", has_text="Publish").first
    publish.locator("summary").click()
    publish.get_by_label("It is complete").check()
    publish.get_by_role("button", name="Publish").click()
    expect(badge(page, "Published")).to_be_visible()


def invite(page):
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Invite to an exchange").click()
    field(page, "Exchange").select_option(label=SEMINAR)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(badge(page, "Invited")).to_be_visible()


def download(page):
    """The officials as a file, read back."""
    page.goto("/officials/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def names_in(rows):
    return [row["Name"] for row in rows]


def field(page, label):
    return page.locator("main form").get_by_label(label)


def badge(page, word):
    return page.locator("main .rp-badge").get_by_text(word, exact=True).first


def message_box(page):
    return page.locator("#messages")
