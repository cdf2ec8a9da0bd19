"""What one request costs: by the clock, of the processor, in queries and in bytes."""

import gzip
import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test import Client

TIMES = 20
LONGEST = 15  # seconds for all times together
AS_A_BROWSER = {
    "host": "localhost",
    "accept-encoding": "gzip, deflate, br",
    "sec-fetch-site": "same-origin",
}


@dataclass
class Cost:
    """Of one request: medians of the clock, means of the processor (milliseconds)."""

    clock: float
    python: float
    database: float
    queries: int
    size: int  # bytes of the page
    wire_bytes: int  # that go over the wire

    @property
    def processor(self):
        return self.python + self.database


def signed_in(person):
    client = Client(headers=AS_A_BROWSER)
    client.force_login(person)
    return client


def page_of(client, address):
    """(the page, bytes sent); it must answer 200."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    content = answer.content
    if answer.get("Content-Encoding") == "gzip":
        return gzip.decompress(content).decode(), len(content)
    return content.decode(), len(content)


def visited(client, address):
    """The `Cost` of `address`, warm."""
    page, wire_bytes = page_of(client, address)
    took, asked = [], []
    python, database = time.process_time(), processor_time()
    while len(took) < TIMES and sum(took) < LONGEST:
        began = time.perf_counter()
        client.get(address)
        took.append(time.perf_counter() - began)
    python = time.process_time() - python
    database = processor_time() - database

    def noting(execute, *arguments):
        asked.append(arguments[0])
        return execute(*arguments)

    with connection.execute_wrapper(noting):
        client.get(address)
    return Cost(
        clock=1000 * statistics.median(took),
        python=1000 * python / len(took),
        database=database / len(took),
        queries=len(asked),
        size=len(page.encode()),
        wire_bytes=wire_bytes,
    )


def processor_time():
    """Milliseconds of processor that the server process of this connection took.

    What does not depend on how busy the machine is with other things; Linux only.
    With it those of helpers that the server started and that have ended since, so that
    nobody else may use this server meanwhile.
    """
    process = connection.connection.info.backend_pid
    own = Path(f"/proc/{process}/schedstat").read_text().split()[0]
    parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1]
    ended = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[13:15]
    return int(own) / 1e6 + 1000 * sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")
