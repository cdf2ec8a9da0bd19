"""The trial of damaged files: each kind is given ever other bytes, for a while.

What is tried begins with small sound files and whatever real ones are at hand. The
readers stand in their processes, as always; a file may be read or refused in a
sentence, within its limits of time. All else is a fault, and told with its bytes.
"""

import base64
import random
import time
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagements.contacts import email_reader
from engagements.monitoring import recommendation_list
from engagements.monitoring.feeds import feed_reader
from engagements.monitoring.feeds.network_addresses import Trouble
from officials.imports import staged_rows
from officials.imports.columns import MEANINGS
from officials.imports.file_reader import layout_of, read
from officials.imports.readers.limits import LIMITS
from tests.house.sources import ROOT
from tests.imports.test_formats import CARD, POPOLO, QUOTED, json, workbook

REAL = ROOT.parent / "shared" / "data"
LARGEST_REAL = 200_000  # bytes
SLACK = 15  # seconds more than its limit, on a busy machine
MOST_CHANGES = 8
PIECES = [
    b"\x00", b"\xff", b"\xd8\x00", b"\r", b"\n", b'"', b"'", b"\\", b"<![", b"<!--",
    b"&#xd800;", b"\\ud800", b"9" * 5_000, b"(" * 2_000, b"[" * 2_000, b"{" * 500,
    b"=?utf-8?b?", b"BEGIN:VCARD\n", b";;", b":", b"\x1c", b"<!DOCTYPE x [", b"\t",
    b"-" * 100, b"1e999999", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
]  # fmt: skip
MAIL = (
    b"From: Anna <a@b.example>\nTo: c@d.example\nSubject: =?utf-8?q?=D0=90?=\n"
    b"Date: Fri, 01 Jan 2021 10:00:00 +0000\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/alternative; boundary=b\n\n--b\n"
    b"Content-Type: text/html; charset=koi8-r\n\n<p>Hello <b>there</b></p>\n--b--\n"
)
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>A &lt;b&gt;</title>'
    b"<link>https://a.example/1</link><pubDate>Mon, 02 Nov 2020 10:00:00 GMT</pubDate>"
    b"<description>&lt;p&gt;Words</description></item></channel></rss>"
)


def rows_of(kind):
    """Reads a file of officials to the end: its rows as the database is told them."""

    def to_the_end(content):
        if kind in ("table", "workbook"):
            layout_of(content, kind, MEANINGS)
        for row in read(content, kind, MEANINGS).rows:
            line = staged_rows.line_of(row).encode()
            assert line.count(b"\n") == 1
            assert line.count(b"\t") == len(staged_rows.COLUMNS) - 1
            assert b"\x00" not in line

    return to_the_end


# {kind: (what reads it, a sound file, the endings of real ones)}
KINDS = {
    "table": (rows_of("table"), "name,post\nГарин,Судья\n".encode("cp1251"), ".csv"),
    "workbook": (rows_of("workbook"), workbook(["name"], ["Garin"]), ".xlsx"),
    "popolo": (rows_of("popolo"), json.dumps(POPOLO).encode(), ".json"),
    "cards": (rows_of("cards"), (CARD + QUOTED).encode(), ".vcf"),
    "recommendations": (recommendation_list.read, b"text,response\na,noted\n", ".none"),
    "email": (email_reader.read, MAIL, ".eml"),
    "feed": (feed_reader.read, FEED, ".xml"),
}


@dataclass
class Tally:
    """How many files were tried, and what went wrong: sentences."""

    files: int = 0
    faults: list = field(default_factory=list)


def sound_files(kind):
    """The bytes of the files that the trial begins with."""
    _reader, sound, ending = KINDS[kind]
    paths = sorted(REAL.rglob(f"*{ending}")) if REAL.is_dir() else []
    paths = [path for path in paths if path.stat().st_size < LARGEST_REAL]
    return [sound, *(path.read_bytes() for path in paths)]


def damaged(content, chance):
    """`content` with some bytes changed, cut out, doubled, or strange ones put in."""
    content = bytearray(content)
    for _change in range(chance.randint(1, MOST_CHANGES)):
        place = chance.randrange(len(content) + 1)
        length = chance.choice((1, 1, 4, 50, 1_000))
        way = chance.randrange(5)
        if way == 0:
            content[place : place + 1] = bytes([chance.randrange(256)])
        elif way == 1:
            del content[place : place + length]
        elif way == 2:
            part = content[place : place + length]
            content[place:place] = part * chance.randint(1, 30)
        else:
            content[place:place] = chance.choice(PIECES)
    return bytes(content[:1_000_000])


def fault_of(kind, content):
    """What is wrong with how `content` was taken: a sentence, or “”."""
    start = time.monotonic()
    try:
        KINDS[kind][0](content)
    except (ValidationError, Trouble):
        pass
    except Exception as fault:  # noqa: BLE001 - which is what is looked for
        what = f"{type(fault).__name__}: {fault}"[:200]
        return f"{kind}: {what}; {base64.b64encode(content[:3_000]).decode()}"
    taken = time.monotonic() - start
    if taken > LIMITS[kind].deadline + SLACK:
        return f"{kind}: {taken:.0f} s; {base64.b64encode(content[:3_000]).decode()}"
    return ""


def tried(kind, *, seconds, seed):
    """The `Tally` of damaged files of one kind, tried for so many seconds."""
    chance = random.Random(seed)  # noqa: S311 - it guards nothing
    tally, end = Tally(), time.monotonic() + seconds
    files = sound_files(kind)
    while time.monotonic() < end or not tally.files:
        fault = fault_of(kind, damaged(chance.choice(files), chance))
        tally.files += 1
        if fault:
            tally.faults.append(fault)
    return tally


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(kind=st.sampled_from(sorted(KINDS)), text=st.text(max_size=300))
def texts_are_read_or_refused(kind, text):
    """Whatever text hypothesis thinks of, in a place where a name would stand."""
    places = {
        "table": f"name,post\n{text},{text}\n",
        "popolo": json.dumps({"persons": [{"id": text, "name": text}]}),
        "cards": f"BEGIN:VCARD\nFN:{text}\nUID:{text}\nEND:VCARD\n",
        "email": f"From: {text} <a@b.example>\nSubject: {text}\n\n{text}",
        "feed": f"<rss version='2.0'><channel><item><title>{text}</title></item>",
    }
    content = places.get(kind, text).encode("utf-8", "surrogatepass")
    assert fault_of(kind, content) == ""


def main(arguments):
    """Tries every kind for its part of the seconds; how many faults there were."""
    seconds = int(arguments[0]) if arguments else 600
    seed, faults = int(time.time()), 0
    print(f"{seconds} seconds, seed {seed}")
    for kind in KINDS:
        tally = tried(kind, seconds=seconds / len(KINDS), seed=seed)
        print(f"{kind}: {tally.files} files, {len(tally.faults)} faults", flush=True)
        for fault in tally.faults[:20]:
            print(f"    {fault}")
        faults += len(tally.faults)
    return faults
