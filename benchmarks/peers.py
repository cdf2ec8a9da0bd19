"""Our pages beside the plain Django admin on the same tables, whole requests, one run.

100,000 officials with posts, leads and what was done with them, 1,000,000 notes, 50
rows a page, signed in, warm, each through Django's test client: ours in this process,
the admin in one of its own on Django's own middleware (`plain_admin`). Each page is
told by the clock (p50) and by the processor that Python and the database took (mean),
which depends less on what else the machine does. Ratios are what counts: to the admin
where it has such a page, else to our first page. The desk also over a register of
1,000. CSV is measured against SQL written by hand that gives the very same cells.
"""

import re
from html import unescape

from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Count

from benchmarks.csv_by_hand import by_hand, exported, rows_that_differ
from benchmarks.data import SMALL, a_reader, fill, scratch_database
from benchmarks.notes_data import fill_notes
from benchmarks.office_data import fill_office
from benchmarks.plain_admin import KEEPER, Rival
from benchmarks.visits import page_of, signed_in, visited
from engagements.assessment import queue
from engagements.monitoring.models import Mention
from officials.security.context import as_system
from staff.models import User
from staff.roles import set_roles

FLOOR = "/seen/browser/"
OFFICIALS, NOTES = "officials/official/", "engagements/note/"
DEEP = 2_000
ROUNDS = 3
SORTS = ("name", "post_title", "institution_name", "theme_names", "lead_name")
LINK = r'href="([^"]+)" rel="{}"'
HEAD = (
    "page | ours ms | processor | queries | kB | sent | admin ms | processor | queries"
    " | bare ms | ratio | of processor"
)


def pages(client):
    """(what is asked, ours, the admin's or nothing)."""
    person = somebody_known()
    middle = f"/officials/?page={DEEP // 2}"
    onward, back = beside(client, middle, "next"), beside(client, middle, "prev")
    below = beside(client, beside(client, "/notes/", "next"), "next")
    yield "officials, first page", "/officials/", OFFICIALS
    yield f"next from page {DEEP // 2:,}", onward, f"{OFFICIALS}?p={DEEP // 2 + 1}"
    yield f"previous from page {DEEP // 2:,}", back, f"{OFFICIALS}?p={DEEP // 2 - 1}"
    yield f"page {DEEP:,}", f"/officials/?page={DEEP}", f"{OFFICIALS}?p={DEEP}"
    for name in SORTS:
        peer = f"{OFFICIALS}?o=1" if name == "name" else ""
        yield f"by {name}", f"/officials/?sort={name}", peer
        yield (
            f"by {name}, down",
            f"/officials/?sort=-{name}",
            peer and peer.replace("=", "=-"),
        )
    filters = "gender__exact=m&circle__id__exact=1"
    yield "two filters", "/officials/?gender=m&circle=1", f"{OFFICIALS}?{filters}"
    yield "a name, any script", "/officials/?q=Кузнечов", f"{OFFICIALS}?q=Кузнечов"
    change = f"{OFFICIALS}{person}/change/"
    yield "a person, 200 mentions", f"/officials/{person}/", change
    yield "notes, first page", "/notes/", NOTES
    yield "notes, third page", below, f"{NOTES}?p=3"
    yield "notes, a word", "/notes/?q=суд", f"{NOTES}?q=суд"
    yield "desk", "/", ""


def beside(client, address, relation):
    """The address of the page before or after, as the page itself has it."""
    page, _bytes = page_of(client, address)
    link = unescape(re.search(LINK.format(relation), page).group(1))
    return link if link.startswith("/") else address.split("?")[0] + link


def somebody_known():
    """The key of an official with about 200 mentions."""
    with as_system():
        counted = Mention.objects.values("official").annotate(many=Count("pk"))
        ranking = counted.filter(many__lte=200).order_by("-many")
        return ranking.values_list("official", flat=True)[0]


def an_office(**numbers):
    """The office of the scratch database that is open; a client of one of its staff."""
    fill(numbers.get("officials", 100_000))
    fill_office(**numbers.get("office", {}))
    fill_notes(numbers.get("notes", 1_000_000))
    queue.refresh()
    with as_system():
        set_roles()
    reader = a_reader()
    reader.groups.add(Group.objects.get(name="Officer"))
    User.objects.get_or_create(
        username=KEEPER,
        defaults={"is_staff": True, "is_superuser": True, "password": "!"},
    )
    return signed_in(reader), reader


def tell(name, cost, admin=None, bare=None, first=None):
    """One line of the table; the ratio is to the admin, or to our first page."""
    other = admin or first
    cells = [name, of(cost), f"{cost.size / 1000:.0f}", f"{cost.wire_bytes / 1000:.0f}"]
    cells.append(of(admin) if admin else " | | ")
    cells.append(f"{bare.clock:.1f}" if bare else "")
    if other:
        mark = "" if admin else " of first"
        cells.append(f"{cost.clock / other.clock:.2f}{mark}")
        cells.append(f"{cost.processor / other.processor:.2f}{mark}")
    print(" | ".join(cells), flush=True)


def of(cost):
    return (
        f"{cost.clock:.1f} | {cost.python:.1f} + {cost.database:.1f} | {cost.queries}"
    )


def tell_file(client, reader, address):
    """The lines of one CSV file and of the same by hand: the best of three in turn."""
    our_runs, hand_runs = [], []
    for _n in range(ROUNDS):
        our_file, our_run = exported(client, address)
        hand_file, hand_run = by_hand(reader, address)
        our_runs.append(our_run)
        hand_runs.append(hand_run)
    ours, hand = (
        min(each, key=lambda run: run.clock) for each in (our_runs, hand_runs)
    )
    for words, run in ((f"CSV of {address}", ours), ("the same by hand", hand)):
        print(
            f"{words}: {run.rate:,.0f} rows/s, first byte {1000 * run.first_byte:.0f}"
            f" ms, first rows {1000 * run.first_rows:.0f} ms, processor"
            f" {run.python:,.0f} + {run.database:,.0f} ms",
            flush=True,
        )
    used = [min(run.processor for run in each) for each in (our_runs, hand_runs)]
    print(
        f"    ours is {ours.rate / hand.rate:.2f} as fast as by hand, by the processor"
        f" {used[1] / used[0]:.2f}; rows that differ:"
        f" {rows_that_differ(our_file, hand_file)}",
        flush=True,
    )


def main():
    settings.SECURE_SSL_REDIRECT = settings.SECOND_FACTOR_REQUIRED = False
    with scratch_database():
        client, reader = an_office()
        print(HEAD)
        tell("floor", visited(client, FLOOR))
        first = None
        with Rival() as rival:
            for name, address, peers in pages(client):
                cost = visited(client, address)
                first = first or cost
                admin = rival.visited(f"/plain/{peers}") if peers else None
                has_bare = peers.startswith(OFFICIALS) and "change" not in peers
                bare = rival.visited(f"/bare/{peers}") if has_bare else None
                tell(name, cost, admin, bare, first)
        for address in ("/officials/", "/notes/"):
            tell_file(client, reader, address)
    with scratch_database(SMALL):
        small = {"leads": 4, "engaged": 100, "actions": 3_000}
        client, reader = an_office(officials=1_000, office=small, notes=10_000)
        tell("desk, 1,000 officials", visited(client, "/"))


if __name__ == "__main__":
    main()
