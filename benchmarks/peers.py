"""Our pages beside the plain Django admin on the same tables, whole requests, one run.

100,000 officials with two names each and 1,000,000 notes, 50 rows a page, signed in,
warm, through Django's test client in one process: what differs is the page alone. The
floor is a page that asks nothing of its own. CSV is measured against what `COPY` sends
of the same columns. What counts are the ratios.
"""

import statistics
import time

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Count
from django.test import Client

from benchmarks.data import a_reader, fill, scratch_database
from benchmarks.notes_data import fill_notes
from benchmarks.suggestions import clocked
from engagements.monitoring.models import Mention
from officials.security.context import acting_as, as_system
from staff.models import User

FLOOR = "/seen/browser/"
TIMES = 15
PLAIN_COPY = """
    COPY (SELECT name, native_name, sort_name, gender FROM officials_official) TO STDOUT
    (FORMAT csv)
"""


def pages(person):
    """(what is asked, ours, the plain admin's, the ratio to reach)."""
    return (
        ("officials, first page", "/officials/", "officials/official/", 0.25),
        (
            "officials, two filters",
            "/officials/?gender=m&circle=1",
            "officials/official/?gender__exact=m&circle__id__exact=1",
            0.25,
        ),
        (
            "officials, a name",
            "/officials/?q=Кузнечов",
            "officials/official/?q=Кузнечов",
            0.15,
        ),
        (
            "a person, 200 mentions",
            f"/officials/{person}/",
            f"officials/official/{person}/change/",
            0.1,
        ),
        ("notes, first page", "/notes/", "engagements/note/", 0.08),
        ("notes, a word", "/notes/?q=суд", "engagements/note/?q=суд", 0.08),
    )


def somebody_known():
    """The key of an official with about 200 mentions."""
    with as_system():
        counted = Mention.objects.values("official").annotate(many=Count("pk"))
        ranking = counted.filter(many__lte=200).order_by("-many")
        return ranking.values_list("official", flat=True)[0]


def request_cost(client, address):
    """(median milliseconds of a whole request, queries); it must answer 200."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    took = []
    while len(took) < TIMES and sum(took) < 20_000:
        began = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - began) * 1000)
    with clocked(queries := []):
        client.get(address)
    return statistics.median(took), len(queries)


def exported(client):
    """(rows, seconds, seconds to the first byte) of the CSV of all officials."""
    began = time.perf_counter()
    parts = iter(client.get("/officials/?format=csv").streaming_content)
    lines = next(parts).count(b"\n")
    first = time.perf_counter() - began
    lines += sum(part.count(b"\n") for part in parts)
    return lines - 1, time.perf_counter() - began, first


def copied(reader):
    """Seconds that Postgres needs to send the same rows."""
    began = time.perf_counter()
    with (
        acting_as(reader),
        connection.cursor() as cursor,
        cursor.copy(PLAIN_COPY) as copy,
    ):
        for _block in copy:
            pass
    return time.perf_counter() - began


def signed_in(person):
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    return client


def main():
    settings.ROOT_URLCONF = "benchmarks.plain_admin"
    settings.SECURE_SSL_REDIRECT = settings.SECOND_FACTOR_REQUIRED = False
    with scratch_database():
        fill()
        fill_notes()
        reader = a_reader()
        reader.groups.add(Group.objects.get(name="Officer"))
        keeper, _is_new = User.objects.get_or_create(
            username="bench-admin", is_staff=True, is_superuser=True
        )
        ours, plain = signed_in(reader), signed_in(keeper)
        floor, queries = request_cost(ours, FLOOR)
        print(f"floor: {floor:.1f} ms, {queries} queries")
        for name, address, peers, target_ratio in pages(somebody_known()):
            mine, asks = request_cost(ours, address)
            its, its_asks = request_cost(plain, f"/plain/{peers}")
            print(
                f"{name:24} {mine:7.1f} ms {asks:3} queries | admin {its:8.1f} ms"
                f" {its_asks:4} queries | {mine / its:.2f}, to reach {target_ratio}"
            )
        rows, took, first = exported(ours)
        best = copied(reader)
        print(
            f"CSV of {rows:,} officials: {rows / took:,.0f} rows/s, first byte after"
            f" {first * 1000:.0f} ms; {best / took:.2f} of COPY alone, to reach 0.6"
        )


if __name__ == "__main__":
    main()
