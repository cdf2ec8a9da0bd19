"""The one door to the readers of files: a process for each file, and nobody believed.

The process gets the bytes and nothing else: an empty environment, no descriptor but its
three, an empty folder that goes with it. It puts up its walls by itself
(`readers/confinement.py`); here it is killed when its time is over or its answer is too
long, and what it says is looked at before anybody uses it.
"""

import contextlib
import json
import logging
import os
import re
import signal
import subprocess
import sys
from contextvars import ContextVar
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Event, Thread, Timer

from officials.imports.readers.limits import MEGABYTE, SHELF
from officials.imports.unreadable_files import SENTENCES, RefusedFile

PROGRAM = Path(__file__).parent / "readers" / "__main__.py"
# Nothing of ours; Windows starts no program without this one.
ENVIRONMENT = {n: os.environ[n] for n in ("SYSTEMROOT",) if n in os.environ}
AT_ONCE = 4  # readers of one of our own processes
PATIENCE = 20  # seconds in which one of them comes to its end
DEEPEST = 5  # lists and dicts within each other, in what comes back
NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
LAST = b'"."\n'
OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)
CHUNK = 256 * 1024  # bytes of an answer that are taken at a time

turns = BoundedSemaphore(AT_ONCE)
patience = ContextVar("patience", default=None)  # seconds; see `at_most`
listener = ContextVar("listener", default=None)  # see `telling`
logger = logging.getLogger(__name__)


class TakesLong(Exception):
    """The reader was stopped for nobody waits so long here; it did nothing wrong."""


@contextlib.contextmanager
def at_most(seconds):
    """Whoever reads in it waits so long by the clock at most, else `TakesLong`."""
    token = patience.set(seconds)
    try:
        yield
    finally:
        patience.reset(token)


def somebody_waits():
    """Whether the patience of whoever asks is short."""
    return patience.get() is not None


@contextlib.contextmanager
def telling(callback):
    """Calls `callback` with the number of records read so far, as they come."""
    token = listener.set(callback)
    try:
        yield
    finally:
        listener.reset(token)


def records_of(kind, content, options=None, sentences=SENTENCES, shelf=SHELF):
    """What the reader of `kind` (on `shelf`) makes of `content`, in bytes: a list.

    Each record is a list or a dict of text, nested at most DEEPEST deep. `options` are
    what JSON knows, for that reader. Raises `RefusedFile`, its sentence taken from
    `sentences` by the code that the reader gave.
    """
    limit = shelf.limits[kind]
    if len(content) > limit.size:
        raise RefusedFile("size", most=limit.size // MEGABYTE)
    head = json.dumps(options or {}).encode() + b"\n"
    if not turns.acquire(timeout=min(PATIENCE, patience.get() or PATIENCE)):
        raise RefusedFile("busy") if patience.get() is None else TakesLong
    try:
        lines = answer_of(shelf, kind, head, content)
    finally:
        turns.release()
    return [*checked_records(lines, limit, sentences)]


def answer_of(shelf, kind, head, content):
    """The lines that the reader of `kind` says; RefusedFile if it does not end well.

    TakesLong where it is stopped by the patience of who asks, and not by its limit.
    """
    limit, too_late, most = shelf.limits[kind], Event(), patience.get()
    is_hurried = most is not None and most < limit.deadline
    with (
        TemporaryDirectory(prefix="rapport-") as folder,
        begun(shelf, kind, folder) as reader,
    ):

        def stop():
            too_late.set()
            reader.kill()

        timer = Timer(most if is_hurried else limit.deadline, stop)
        writer = Thread(target=send, args=(reader.stdin, head, content))
        timer.start()
        writer.start()
        try:
            answer = what_it_says(reader.stdout, limit.answer + 1)
        finally:
            timer.cancel()
            reader.kill()  # it has told all, or too much
            writer.join()
    if len(answer) > limit.answer:
        raise RefusedFile("memory")
    if answer.endswith(LAST):
        return answer.splitlines()[:-1]
    if is_hurried and too_late.is_set():
        raise TakesLong
    ran_out = too_late.is_set() or reader.returncode == OUT_OF_TIME
    logger.warning("The reader of %s ended with %s.", kind, reader.returncode)
    raise RefusedFile("time" if ran_out else "fault", seconds=limit.seconds)


def what_it_says(pipe, most):
    """What comes through `pipe`, `most` bytes of it; the listener hears how much."""
    tell, parts, size, lines = listener.get(), [], 0, 0
    while size < most and (part := pipe.read1(min(CHUNK, most - size))):
        parts.append(part)
        size += len(part)
        lines += part.count(b"\n")
        if tell is not None:
            tell(lines)
    return b"".join(parts)


def begun(shelf, kind, folder):
    """The process that reads a file of `kind`, begun in `folder`."""
    return subprocess.Popen(
        [sys.executable, "-I", str(PROGRAM), shelf.folder, kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it would tell what stands in the file
        cwd=folder,
        env=ENVIRONMENT,
        close_fds=True,
        start_new_session=True,
    )


def send(pipe, *parts):
    """Writes `parts` to a process, which may be gone before it has them all."""
    with contextlib.suppress(OSError):
        for part in parts:
            pipe.write(part)
    with contextlib.suppress(OSError):
        pipe.close()


# What comes back


def checked_records(lines, limit, sentences):
    """The records in `lines`, each looked at; RefusedFile when one is none of ours."""
    for number, line in enumerate(lines):
        if number > limit.rows:
            raise RefusedFile("rows", sentences, most=limit.rows)
        record = record_in(line)
        if isinstance(record, dict) and "refused" in record:
            refuse(record, limit, sentences)
        check(record, limit, sentences)
        yield kept(record) if b"\\u" in line else record


def record_in(line):
    """What stands in a line of JSON; no numbers, for none of our readers tells any."""
    try:
        record = DECODER.decode(line.decode())
    except (ValueError, RecursionError):
        raise RefusedFile("fault") from None
    if not isinstance(record, list | dict):
        raise RefusedFile("fault")
    return record


def no_number(text):
    raise ValueError(text[:20])


def check(value, limit, sentences, depth=0):
    """RefusedFile unless `value` is text, or lists and dicts of such, within limits."""
    if isinstance(value, str):
        if len(value) > limit.text:
            raise RefusedFile("text", sentences, most=limit.text)
        return
    if depth == DEEPEST or not isinstance(value, list | dict):
        raise RefusedFile("fault")
    for each in value:
        check(each, limit, sentences, depth + 1)
    if isinstance(value, dict):
        for each in value.values():
            check(each, limit, sentences, depth + 1)


def kept(value):
    """`value`, of its text only what the database can keep: no NUL, no half letter."""
    if isinstance(value, str):
        return NOT_KEPT.sub("\ufffd", value)
    if isinstance(value, list):
        return [kept(each) for each in value]
    return {kept(name): kept(each) for name, each in value.items()}


@contextlib.contextmanager
def nothing_strange():
    """RefusedFile where the records are not of the form that their reader has."""
    try:
        yield
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as fault:
        logger.warning("A reader told what none tells: %s", type(fault).__name__)
        raise RefusedFile("fault") from None


def refuse(record, limit, sentences):
    """Raises the RefusedFile that a reader asks for."""
    reason, params = record["refused"], record.get("params")
    if not isinstance(reason, str) or not isinstance(params, dict):
        raise RefusedFile("fault")
    if reason == "fault":
        fault = str(params.get("fault"))[:40]
        logger.warning("The %s failed: %s", limit.reader, fault)
    params = {name: str(value)[:200] for name, value in params.items()}
    words = sentences if reason in sentences else SENTENCES
    raise RefusedFile(reason, words, seconds=limit.seconds, **params)


DECODER = json.JSONDecoder(
    parse_int=no_number, parse_float=no_number, parse_constant=no_number
)
