"""Files that take longer to read than a person waits: the background reads them.

What is to be done stands in `ImportFile.work`: the `step` (“check” a file that was
brought, “lay out” its rows, “read” one of another kind whole, “split” the source of a
translation into sentences, or “lay beside” them what came back), what that step needs,
the language its sentences are to be in, how many `rows` it has come to and `at` what
moment; or why it was `refused`.
Nothing is done while a transaction is open but to read and write that.
"""

import time
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from engagements.contacts import email_reader
from engagements.contacts.models import BroughtEmail
from engagements.monitoring import recommendation_list
from officials.imports.destination import Destination
from officials.imports.file_reader import HAVE_COLUMNS, check, layout_of, read
from officials.imports.reader_process import TakesLong, at_most, telling
from officials.security.context import acting_as
from staff import import_files
from staff.models import ImportFile, User
from translations.jobs import segmentation
from translations.jobs.models import Translation
from translations.workbench.returns import returned_file

LETTERS = 100_000  # of a text whose sentences are made while its person waits
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


def bring_list(content, *, name, by):
    """The same of a list of recommendations: its `lines` are kept in its work."""
    file = import_files.of_kind(recommendation_list.KIND, content, name=name, by=by)
    try:
        with at_most(WAIT):
            file.work = {"lines": recommendation_list.read(content)}
    except TakesLong:
        file.save()
        leave(file, step="read")
    else:
        file.save()
    return file


def bring_email(content, *, name, by):
    """The `BroughtEmail` in `content`; one that takes long is an `ImportFile` first.

    The background makes the e-mail of it, and `work` has its key.
    """
    try:
        with at_most(WAIT):
            message = email_reader.message_of(content)
    except TakesLong:
        file = import_files.of_kind(import_files.EMAIL, content, name=name, by=by)
        file.save()
        leave(file, step="read")
        return file
    return keep_email(content, message, name=name, by=by)


def keep_email(content, message, *, name, by):
    return BroughtEmail.objects.create(
        owner=by, file_name=name[-200:], content=content, message=message
    )


def split(job, *, by, as_final=False):
    """Makes the sentences of a translation of the file of its source; how many.

    Where that takes long, an `ImportFile` without content: the background makes them.
    """
    waiting = ImportFile.objects.filter(brought_by=by, kind=import_files.SOURCE)
    waiting = waiting.filter(work__translation=str(job.pk), work__has_key="step")
    if file := waiting.first():
        return file
    segmentation.refuse_second_split(job)
    with suppress(TakesLong), at_most(WAIT):
        text = segmentation.text_of(job, as_final=as_final)
        if sum(len(each.text) for each in text.paragraphs) <= LETTERS:
            segments = segmentation.segments_in(job, text)
            return segmentation.keep_segments(job, segments, by=by, as_final=as_final)
    file = import_files.of_kind(
        import_files.SOURCE, b"", name=job.source.file_name, by=by
    )
    file.save()
    leave(file, step="split", translation=str(job.pk), as_final=as_final)
    return file


def bring_return(content, *, job, name, by, as_final=False):
    """The file that somebody brings back to the translation `job`, with its lines.

    Raises ValidationError; one that takes long is kept, and read later.
    """
    file = import_files.of_kind(import_files.RETURN, content, name=name, by=by)
    file.settings = {"translation": str(job.pk)}
    try:
        with at_most(WAIT):
            lay_down(file, returned_file.read(content, job, as_final=as_final))
    except TakesLong:
        file.save()
        leave(file, step="lay beside", as_final=as_final)
    return file


def lay_down(file, manner_and_lines):
    """Keeps what a file that came back is, and its lines, to be looked over."""
    manner, lines = manner_and_lines
    if manner == returned_file.TEXT:
        file.kind = import_files.RETURNED_TEXT
    file.work = {"manner": manner, "lines": lines}
    file.save()


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
        except ValidationError as refusal:
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
            step = self.file.work["step"]
            mine = ImportFile.objects.filter(pk=self.file.pk, work__step=step)
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


def read_whole(file):
    """A list of recommendations, or an e-mail, which then waits as such."""
    content = bytes(file.content)
    if file.kind == recommendation_list.KIND:
        lines = recommendation_list.read(content)
        return lambda now: keep(now, {"lines": lines})
    message = email_reader.message_of(content)

    def hand_on(now):
        email = keep_email(content, message, name=now.name, by=now.brought_by)
        now.content = b""
        now.save(update_fields=["content"])
        keep(now, {"email": str(email.pk)})

    return hand_on


def made_sentences(file):
    """The sentences of the source of a translation, to be kept."""
    as_final, key = file.work["as_final"], file.work["translation"]
    job = job_for(file, key)
    text = segmentation.text_of(job, as_final=as_final)
    segments = segmentation.segments_in(job, text)

    def keep_sentences(now):
        segmentation.keep_segments(job, segments, by=now.brought_by, as_final=as_final)
        keep(now, {"translation": key})

    return keep_sentences


def laid_beside(file):
    """What came back to a translation, beside its sentences as they are now."""
    job = job_for(file, file.settings["translation"])
    content, as_final = bytes(file.content), file.work["as_final"]
    with acting_as(file.brought_by):
        contents = returned_file.read(content, job, as_final=as_final)
    return lambda now: lay_down(now, contents)


def job_for(file, key):
    """The translation with this key, as who brought the file sees it."""
    with acting_as(file.brought_by):
        jobs = Translation.objects.visible_to(file.brought_by).filter(pk=key)
        job = jobs.select_related("source", "document").first()
    if job is None:
        raise ValidationError(gettext("The translation is not there any more."))
    return job


def refuse(file, refusal):
    """Why it cannot be read, beside what was to be done."""
    work = {name: value for name, value in file.work.items() if name != "step"}
    work["refused"] = " ".join(refusal.messages)
    return lambda now: keep(now, work)


def keep(file, work):
    file.work = work
    file.save(update_fields=["work"])


STEPS = {
    "check": checked,
    "lay out": laid_out,
    "read": read_whole,
    "split": made_sentences,
    "lay beside": laid_beside,
}
