"""Files that take longer to read than a person waits: the background reads them.

What is to be done stands in `ImportFile.work`: the `step` (“check” a file that was
brought, or “lay out” its rows), what that step needs, the language its sentences are
to be in, how many `rows` it has come to and `at` what moment; or why it was `refused`.
Nothing is done while a transaction is open but to read and write that.
"""

import time
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from officials.imports.destination import Destination
from officials.imports.file_reader import HAVE_COLUMNS, check, layout_of, read
from officials.imports.reader_process import TakesLong, at_most, telling
from officials.imports.unreadable_files import UnreadableFile
from officials.security.context import acting_as
from staff import import_files
from staff.models import ImportFile, User

WAIT = 2  # seconds by the clock in which a file is read while its person waits
TOLD_EVERY = 1  # seconds between two signs of how far it is
JOB = "read_slow_file"


def bring(content, *, name, by):
    """As `import_files.bring`; a file that takes long is kept, and read later."""
    try:
        with at_most(WAIT):
            return import_files.bring(content, name=name, by=by)
    except TakesLong:
        file = import_files.not_yet_read(content, name=name, by=by)
        file.save()
        leave(file, step="check")
        return file


def set_up(file, destination, meanings=None):
    """As `import_files.set_up`; a file that takes long is left to the background."""
    file.work = {}
    try:
        with at_most(WAIT):
            import_files.set_up(file, destination, meanings)
    except TakesLong:
        settings = {**destination.as_settings(), "meanings": meanings}
        leave(file, step="lay out", settings=settings)
    file.save(update_fields=["work"])


def leave(file, **work):
    """Leaves `work` on `file` to the background."""
    moment = timezone.now().isoformat()
    file.work = {**work, "language": translation.get_language(), "at": moment}
    file.save(update_fields=["kind", "work"])
    job = app.configure_task(JOB, queueing_lock=f"{JOB} {file.pk}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(file=file.pk, person=file.brought_by_id)


def waits(file):
    """Whether something is still to be done with `file` before one can go on."""
    return "step" in file.work


def go_on(key, person):
    """Does what waits to be done with the file `key` of the person with that key.

    Nothing where it is gone, done, or no longer theirs to see.
    """
    reader = User.objects.get(pk=person)
    with acting_as(reader):
        file = ImportFile.objects.filter(pk=key).first()
    if file is None or not waits(file):
        return
    with translation.override(file.work["language"]), telling(Progress(file, reader)):
        try:
            step = STEPS[file.work["step"]](file)
        except UnreadableFile as refusal:
            step = refuse(file, refusal)
        try:
            write(file, reader, step)
        except ValidationError as refusal:
            write(file, reader, refuse(file, refusal))


def write(file, reader, step):
    """Calls `step` with `file` as it is now, unless that was done or dropped."""
    with acting_as(reader):
        now = ImportFile.objects.select_for_update().filter(pk=file.pk).first()
        if now is not None and now.work.get("step") == file.work["step"]:
            step(now)


class Progress:
    """Keeps how many rows of a file were read, every second, for who waits."""

    def __init__(self, file, reader):
        self.file, self.reader, self.told = file, reader, time.monotonic()

    def __call__(self, rows):
        if time.monotonic() - self.told < TOLD_EVERY:
            return
        self.told = time.monotonic()
        moment = timezone.now().isoformat()
        with acting_as(self.reader):
            mine = ImportFile.objects.filter(pk=self.file.pk, work__has_key="step")
            mine.update(work={**self.file.work, "rows": rows, "at": moment})


# Each reads `file`, and returns what is to be written of it in one transaction.


def checked(file):
    """The file can be read: its columns are kept, for the page that asks of them."""
    content, meanings = bytes(file.content), import_files.all_meanings()
    work = {}
    if file.kind in HAVE_COLUMNS:
        work = {"layout": layout_of(content, file.kind, meanings)._asdict()}
    else:
        check(content, file.kind, meanings)
    return lambda now: keep(now, work)


def laid_out(file):
    """Its rows, to be compared with what is on record."""
    settings = file.work["settings"]
    content, meanings = bytes(file.content), import_files.all_meanings()
    rows = read(content, file.kind, meanings, settings["meanings"], settings["post"])

    def lay_out(now):
        destination = Destination.of(settings, user=now.brought_by)
        import_files.lay_out(now, rows, destination, settings["meanings"])
        keep(now, {})

    return lay_out


def refuse(file, refusal):
    """Why it cannot be read, beside what was to be done."""
    work = {name: value for name, value in file.work.items() if name != "step"}
    work["refused"] = " ".join(refusal.messages)
    return lambda now: keep(now, work)


def keep(file, work):
    file.work = work
    file.save(update_fields=["work"])


STEPS = {"check": checked, "lay out": laid_out}
