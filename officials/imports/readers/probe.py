"""Tries what no reader may do, and says how that went: “held”, or “open”."""

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

from officials.imports.readers.unreadable import Unreadable

WORDS_OF_US = ("django", "psycopg", "config", "staff", "engagements")


def read(content, _options):
    """One record {what was tried: answer}; asked to, it misbehaves in other ways."""
    if how := HARM.get(content.decode()):
        yield from how()
        return
    yield {name: answer_of(attempt) for name, attempt in ATTEMPTS.items()}
    yield {
        "environment": sorted(os.environ),
        "modules": sorted({*sys.modules} & {*WORDS_OF_US}),
    }


def answer_of(attempt):
    try:
        attempt()
    except (OSError, PermissionError, ValueError):
        return "held"
    return "open"


def connect():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as ours:
        ours.settimeout(1)
        with contextlib.suppress(ConnectionRefusedError, TimeoutError):
            ours.connect(("127.0.0.1", 9))


def read_file():
    Path(__file__).read_bytes()


def write_file():
    Path("written").write_bytes(b"x")


def run():
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def fork():
    if os.fork() == 0:
        os._exit(0)


def endless():
    while True:
        pass


def swell():
    return ["x" * 1_000_000 * number for number in range(1_000_000)]


def chatter():
    while True:
        yield ["x" * 1000]


def deep():
    record = "x"
    for _level in range(100):
        record = [record]
    yield record


def give_up():
    raise Unreadable("nobody knows this code")


def stumble():
    raise ZeroDivisionError


ATTEMPTS = {
    "network": connect,
    "reading": read_file,
    "writing": write_file,
    "program": run,
    "process": fork,
}
HARM = {
    "endless": endless,
    "memory": swell,
    "chatter": chatter,
    "deep": deep,
    "code": give_up,
    "fault": stumble,
    "numbers": lambda: [[1, None, 2.5]],
    "half a letter": lambda: [["a\ud800b"]],
    "no end": lambda: os._exit(0),
}
