"""Pictures of the demo's pages, for the README, the guide and our own eyes.

`python3 dev.py shots` starts a demo of its own, in a folder that is thrown away, and
writes docs/shots/<page>-<width>-<theme>.png. Words after the command choose pages:
`python3 dev.py shots desk official`.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import django
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from tests.house.sources import ROOT
from tests.journeys.browser import launch
from tests.journeys.pictures import with_palette

FOLDER = ROOT / "docs" / "shots"
HOST = "127.0.0.1"
SCRATCH = ROOT / ".local" / "shots"
WIDTHS = {1280: 800, 360: 740}  # and the height of the window
LONGEST = 1600  # pixels; what comes below is cut off, to keep the files small
THEMES = ("light", "dark")
PATIENCE = 300  # seconds for a demo to be loaded and served

CABINET = """\
position,person,start,end
Minister of Justice,Ольга Верховцева,2019-05-20,
Deputy Minister of Justice,Semyon Ilyich Garin,2021-02,2024-09-01
Deputy Minister of Justice,Тимур Асланов,2024-10,
Head of the Legal Department,,2020,
Head of the Prison Inspectorate,Nina Orlovskaya,2023-11-31,
Press Secretary,Paulina Weiss,2024-03-01,2022-03-01
"""


def preview_import(page: Page) -> None:
    """Hand in a small file of office-holders, and stop at the preview."""
    page.set_input_files(
        "[name=file]",
        {"name": "justice.csv", "mimeType": "text/csv", "buffer": CABINET.encode()},
    )
    page.click("form.rp-form button[type=submit]")
    page.wait_for_url("**/imports/*/settings/")
    page.fill("[name=country]", "RU")
    page.fill("[name=new_institution]", "Ministry of Justice of Ladoga")
    page.press("[name=country]", "Enter")
    page.wait_for_url(re.compile(r"/imports/\d+/$"))


class Shot(NamedTuple):
    """A page, whose it is, and how to reach it.

    `first_of` names the list whose first record the page is about; `then` is what to
    do on the page before the picture.
    """

    name: str
    url_name: str
    first_of: str = ""
    query: str = ""
    account: str = "anna"
    then: Callable[[Page], None] | None = None


SHOTS = (
    Shot("sign-in", "account_login", account=""),
    Shot("desk", "desk"),
    Shot("search", "search", query="?q=ов"),
    Shot("officials", "official-list"),
    Shot("official", "official-detail", "official-list"),
    Shot("official-form", "official-edit", "official-list"),
    Shot("official-print", "official-print", "official-list"),
    Shot("official-ties", "official-detail", "official-list", query="?tab=ties"),
    Shot("duplicates", "duplicate-list"),
    Shot("to-mend", "mend-list"),
    Shot("institutions", "institution-list"),
    Shot("institution", "institution-detail", "institution-list"),
    Shot("notes", "note-list"),
    Shot("note-form", "note-add"),
    Shot("actions", "action-list"),
    Shot("documents", "document-list"),
    Shot("translations", "translation-list"),
    Shot("exchanges", "exchange-list"),
    Shot("outcomes", "outcome-list"),
    Shot("reports", "report-list"),
    Shot("import", "import-add"),
    Shot("import-preview", "import-add", then=preview_import),
)


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that lives as long as the block."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": "",
        "LOCAL_POSTGRES": str(SCRATCH / "postgres"),
        "MEDIA_ROOT": str(SCRATCH / "media"),
    }
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        start_new_session=True,  # so that Ctrl+C reaches us first
    )
    try:
        wait_for(port, server)
        yield f"http://{HOST}:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
        shutil.rmtree(SCRATCH, ignore_errors=True)


def wait_for(port: int, server: subprocess.Popen) -> None:
    """Return once the demo listens; RuntimeError if it ended instead."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port)):
            return
        time.sleep(0.5)
    raise RuntimeError("The demo did not start; see above.")


def cookies_of(browser: Browser, address: str, account: str) -> dict:
    """The cookies of `account`; its password is in the demo for everybody to read."""
    page = browser.new_page()
    visit(page, address + reverse("account_login"))
    if account:
        page.fill("[name=login]", account)
        page.fill("[name=password]", password_of(account))
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/login" not in url)
    state = page.context.storage_state()
    page.context.close()
    return state


def visit(page: Page, address: str) -> None:
    """Open `address`; RuntimeError unless it is there and well."""
    answer = page.goto(address)
    if not answer.ok:
        raise RuntimeError(f"{address} answered {answer.status}.")


def password_of(account: str) -> str:
    people = json.loads(
        (ROOT / "staff" / "demo" / "accounts" / "users.json").read_text()
    )
    return next(row["password"] for row in people if row["username"] == account)


def address_of(shot: Shot, page: Page, address: str) -> str:
    """Where the page of `shot` is, for the first record of its list if it needs one."""
    if not shot.first_of:
        return address + reverse(shot.url_name) + shot.query
    visit(page, address + reverse(shot.first_of))
    link = page.locator("main table tbody a").first.get_attribute("href")
    key = link.strip("/").split("/")[-1]
    return address + reverse(shot.url_name, args=[key]) + shot.query


def take(shot: Shot, page: Page, address: str, suffix: str) -> None:
    """One picture, and a word about a page that is wider than its window."""
    visit(page, address_of(shot, page, address))
    if shot.then:
        shot.then(page)
    size = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    width = page.viewport_size["width"]
    if size[0] > width:
        print(f"{shot.name} is {size[0]} px wide in a window of {width} px.")
    picture = page.screenshot(
        full_page=True,
        clip={"x": 0, "y": 0, "width": width, "height": min(size[1], LONGEST)},
        animations="disabled",
    )
    page.goto("about:blank")
    path = FOLDER / f"{shot.name}-{suffix}.png"
    path.write_bytes(with_palette(picture, page))


def take_all(shots: list[Shot], browser: Browser, address: str) -> None:
    accounts = {shot.account for shot in shots}
    states = {account: cookies_of(browser, address, account) for account in accounts}
    for width, height in WIDTHS.items():
        for theme in THEMES:
            for account, state in states.items():
                context = browser.new_context(
                    storage_state=state, viewport={"width": width, "height": height}
                )
                context.add_cookies([{"name": "theme", "value": theme, "url": address}])
                page = context.new_page()
                for shot in shots:
                    if shot.account == account:
                        take(shot, page, address, f"{width}-{theme}")
                context.close()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave no demo behind
    shot_names = sys.argv[1:]
    shots = [shot for shot in SHOTS if not shot_names or shot.name in shot_names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        take_all(shots, browser, address)
        browser.close()
    size = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(
        f"{len(list(FOLDER.glob('*.png')))} pictures, {size / 1e6:.1f} MB, in {FOLDER}."
    )


if __name__ == "__main__":
    main()
