"""A document of 300 pages: how long until it stands at the workbench, and there.

Some 5,800 sentences of invented words in Word, 500 words a page, in the scratch
database of the memory (`benchmarks.translations.memory` fills it first), rolled back.
Printed are seconds from the file to its sentences, with the memory that this process
took meanwhile; milliseconds of the first screen and of a screen in the middle, as the
translator asks for it, in all and in the database; and of saving a sentence. Limits:
10 s; 100 ms of the server; 30 ms.
"""

import resource
import statistics
import time
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from benchmarks.data import NAME, scratch_database
from benchmarks.signals import tell
from benchmarks.translations.memory import Language
from benchmarks.visits import signed_in, visited
from officials.security.context import as_system
from staff.roles import set_roles
from tests.factories.accounts import UserFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.translations.formats.word_files import docx, p
from translations.jobs.segmentation import split_source

PAGES, WORDS = 300, 500
IN_PARAGRAPH = 3  # sentences
SAVED = 100


def text_of(language):
    """A DOCX of so many pages."""
    paragraphs, words = [], 0
    while words < PAGES * WORDS:
        text = " ".join(language.sentence() for _n in range(IN_PARAGRAPH))
        paragraphs.append(p(text))
        words += len(text.split())
    return docx("".join(paragraphs))


def job_of(content):
    source = SourceTextFactory(
        file=ContentFile(content, "long.docx"), file_name="long.docx", language="en"
    )
    return TranslationFactory(
        source=source,
        document=source.document,
        state="translating",
        translator=UserFactory(role="Translator"),
    )


def highest():
    """Megabytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def split(job):
    """Seconds from the file to its sentences, and megabytes more than before."""
    before, start = highest(), time.perf_counter()
    number = split_source(job, by=job.translator)
    took = time.perf_counter() - start
    print(f"{number} sentences in {took:.1f} s, {highest() - before:.0f} MB more")


def screens(client, job):
    bench = reverse("translation-workbench", args=[job.pk])
    for name, at in (("first screen", 1), ("a screen in the middle", 2_900)):
        cost = visited(client, f"{bench}?at={at}")
        print(
            f"{name}: {cost.clock:.0f} ms, of them the processor {cost.processor:.0f}"
            f" ({cost.database:.0f} of the database); {cost.queries} queries"
        )


def savings(client, job, language):
    """Milliseconds of saving a sentence, one after the other."""
    took = []
    for segment in job.segments.order_by("position")[:SAVED]:
        fields = {"target": language.sentence(), "version": 0, "confirm": "1"}
        start = time.perf_counter()
        answer = client.post(reverse("segment-save", args=[segment.pk]), fields)
        took.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            raise SystemExit(f"Saving answers {answer.status_code}")
    tell("a sentence saved", took)
    print(f"   the first ten: {statistics.median(took[:10]):.1f} ms")


def main():
    settings.SECOND_FACTOR_REQUIRED = False
    language = Language(12)
    content = text_of(language)
    with (
        scratch_database(f"{NAME}_memory"),
        TemporaryDirectory() as settings.MEDIA_ROOT,
        transaction.atomic(),
    ):
        with as_system():
            set_roles()
            job = job_of(content)
        split(job)
        client = signed_in(job.translator)
        screens(client, job)
        savings(client, job, language)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
