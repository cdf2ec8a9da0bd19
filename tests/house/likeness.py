"""`python3 dev.py likeness`: what has changed since the baseline, seen from outside.

Of a new database with the demo in it: the catalogue of Postgres, the addresses, who
may do what, every list as CSV, and the Russian sentences. Meant for changes that are
to change nothing: each line that differs is printed, and wants a reason. With `--keep`
what there is now becomes the baseline (tests/house/baseline, a file of sorted lines
for each). Dates and keys of CSV are masked, for the demo is never a day older. What is
called otherwise since then stands in `renames.txt` beside them, `old = new` a line:
those words are put into the baseline before it is compared. `--keep` empties it.
"""

import argparse
import csv
import difflib
import io
import logging
import os
import re
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import (
    override_settings,
    setup_test_environment,
)
from django.urls import URLPattern, get_resolver

from staff.demo.preparation import prepare
from staff.models import User
from tests.house import catalogue, messages

BASELINE = Path(__file__).parent / "baseline"
RENAMES = BASELINE / "renames.txt"
READER = "anna"  # the manager of the demo, who sees most

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
MASKS = (
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "«key»"),
    (re.compile(rf"\b\d{{1,2}} (?:{MONTHS})\w* \d{{4}}\b"), "«day»"),
    (re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b"), "«day»"),
    (re.compile(rf"\b(?:{MONTHS})\w* \d{{4}}\b"), "«day»"),
    (re.compile(r"\b(?:19|20)\d\d\b"), "«year»"),
    (re.compile(r"\b\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d)?\b"), "«hour»"),
)


def patterns(resolver, prefix="", space=""):
    """(name, path, view) of every address."""
    for pattern in resolver.url_patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", f"/{here}", pattern.callback
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from patterns(pattern, here, inner)


def addresses():
    """Each address with its name, and the permission that its page asks for."""
    for name, path, view in patterns(get_resolver()):
        permission = getattr(
            getattr(view, "view_class", None), "permission_required", "-"
        )
        yield f"{name} {path} asks {permission}"


def permissions():
    """Each role with each permission it has."""
    for role in Group.objects.all():
        codenames = role.permissions.values_list("content_type__app_label", "codename")
        yield from (f"{role.name}: {app}.{codename}" for app, codename in codenames)


def lists():
    """Each row of each list, as the reader takes it away as CSV."""
    client = Client()
    client.force_login(User.objects.get(username=READER))
    for name, path, _view in patterns(get_resolver()):
        if "<" in path or "(" in path or path.startswith("/admin/"):
            continue
        answer = client.get(path, {"format": "csv"})
        if not answer.headers.get("Content-Type", "").startswith("text/csv"):
            continue
        text = answer.getvalue().decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text)):
            yield masked(f"{name}: {' | '.join(row)}")


def masked(line):
    for pattern, mask in MASKS:
        line = pattern.sub(mask, line)
    return " ".join(line.split())


def russian():
    """Each English sentence with its Russian one."""
    for entry in messages.catalogue():
        spoken = entry.msgstr or " / ".join(entry.msgstr_plural.values())
        yield " ".join(f"{entry.msgctxt or ''} {entry.msgid} = {spoken}".split())


ASPECTS = {
    "catalogue": catalogue.lines,
    "addresses": addresses,
    "permissions": permissions,
    "lists": lists,
    "russian": russian,
}


def seen():
    """{aspect: its sorted lines} of a database made for it, which is removed again."""
    setup_test_environment()
    logging.disable()  # what a reader may not open is refused as it should be
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        bare = catalogue.lines()  # before a jobs table or a file adds to it
        with (
            tempfile.TemporaryDirectory() as media,
            override_settings(MEDIA_ROOT=media),
        ):
            prepare()
            aspects = {name: sorted(look()) for name, look in ASPECTS.items()}
        return {**aspects, "catalogue": bare}
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def renames(text):
    """{old word: new word} of a map in which `#` begins a comment."""
    lines = [line.strip() for line in text.splitlines()]
    return dict(
        line.split(" = ", 1) for line in lines if line and not line.startswith("#")
    )


def renamed(lines, new_words):
    """The sorted `lines` with the new words: whole ones only, the longest first."""
    if not new_words:
        return lines
    longest_first = sorted(new_words, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return sorted(words.sub(lambda match: new_words[match[0]], line) for line in lines)


def differences(before, now):
    """The lines that went (`-`) and came (`+`), in their order."""
    return [
        line
        for line in difflib.unified_diff(before, now, n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="make it the baseline")
    keep = parser.parse_args().keep
    BASELINE.mkdir(exist_ok=True)
    new_words = renames(RENAMES.read_text()) if RENAMES.exists() else {}
    total = 0
    for name, lines in seen().items():
        file = BASELINE / f"{name}.txt"
        before = file.read_text().splitlines() if file.exists() else []
        if keep:
            file.write_text("".join(f"{line}\n" for line in lines))
            continue
        changed = differences(renamed(before, new_words), lines)
        total += len(changed)
        print(f"{name}: {len(lines)} lines, {len(changed)} differ")
        print("".join(f"    {line}\n" for line in changed), end="")
    if keep:
        RENAMES.write_text(
            "# old = new; what the baseline calls otherwise than today\n"
        )
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
