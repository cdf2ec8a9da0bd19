"""The Chromium of this machine, started so that it talks to nobody but us."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # a container gives root no other way; we open only our own pages
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """Where Chromium is; None if this machine has none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright):
    """Start Chromium without a window; RuntimeError if there is none."""
    path = chromium_path()
    if path is None:
        raise RuntimeError("No Chromium here: install Debian's package 'chromium'.")
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
