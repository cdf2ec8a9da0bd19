"""A source text that takes long to split: somebody sees how far it is, and goes on."""

import pytest
from django.core.files.base import ContentFile

from staff import slow_files
from staff.models import ImportFile
from tests.factories.accounts import UserFactory
from tests.imports.test_slow_files import address, job_args, work_off  # noqa: F401
from tests.translations.jobs.steps import step
from translations.jobs import workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(client, job, roles):
    """The translator of the job, from outside, at the door."""
    job.translator.is_external = True
    job.translator.save()
    client.force_login(job.translator)
    return client


def page(job):
    return f"/translations/{job.pk}/"


def split(client, job):
    """Presses the button; the answer, which leads on."""
    return client.post(f"{page(job)}split/")


def test_a_long_text_is_split_behind_and_its_translator_is_led_on(
    translator,
    job,
    job_args,  # noqa: F811
):
    assert split(translator, job).url == address("progress")
    waiting = translator.get(address("progress"))
    assert waiting.status_code == 200
    assert "It is a long text" in waiting.text
    assert "visits.html" in waiting.text
    assert job.segments.count() == 0

    work_off(job_args)

    there = translator.get(address("progress"), follow=True)
    assert there.redirect_chain == [(page(job), 302)]
    assert "It is split into sentences." in there.text
    assert job.segments.count() == 3
    assert not ImportFile.objects.exists()


def test_a_text_with_many_letters_is_left_to_the_background_too(
    translator,
    job,
    job_args,  # noqa: F811
    monkeypatch,
):
    monkeypatch.setattr(slow_files, "WAIT", 20)
    monkeypatch.setattr(slow_files, "LETTERS", 10)

    assert split(translator, job).url == address("progress")

    work_off(job_args)
    assert job.segments.count() == 3


def test_whoever_presses_twice_waits_for_one(
    translator,
    job,
    job_args,  # noqa: F811
):
    split(translator, job)
    again = split(translator, job)

    assert again.url == address("progress")  # there is one file only
    work_off(job_args)
    assert job.segments.count() == 3


def test_without_a_background_it_is_split_on_the_page_itself(
    translator,
    job,
    job_args,  # noqa: F811
):
    split(translator, job)

    assert translator.post(address("progress")).url == address("progress")

    assert translator.get(address("progress")).url == page(job)
    assert job.segments.count() == 3


def test_why_it_cannot_be_read_is_said_there(
    translator,
    job,
    job_args,  # noqa: F811
):
    job.source.file.save("text.docx", ContentFile(b"PK\x03\x04 nothing"), save=False)
    job.source.file_name = "text.docx"
    job.source.save()
    split(translator, job)

    work_off(job_args)

    words = translator.get(address("progress")).text
    assert "damaged" in words
    assert "Back to the translation" in words
    assert job.segments.count() == 0
    dropped = translator.post(address("drop"))
    assert dropped.url == page(job)
    assert not ImportFile.objects.exists()


def test_another_file_that_came_meanwhile_is_not_taken_for_the_first(
    translator,
    job,
    job_args,  # noqa: F811
    monkeypatch,
):
    split(translator, job)
    read = slow_files.segmentation.text_of

    def read_while_another_comes(translation, **options):
        text = read(translation, **options)
        source = type(translation.source).objects.get(pk=translation.source_id)
        source.file.save("other.html", ContentFile(b"<p>Other words.</p>"))
        return text

    monkeypatch.setattr(slow_files.segmentation, "text_of", read_while_another_comes)
    work_off(job_args)

    assert "Another file has come meanwhile" in translator.get(address("progress")).text
    assert job.segments.count() == 0


def test_a_job_that_was_given_to_another_is_split_for_nobody(
    translator,
    job,
    job_args,  # noqa: F811
):
    split(translator, job)
    workflow.withdraw(job, by=UserFactory(), reason="A mistake")

    work_off(job_args)

    assert "not there any more" in translator.get(address("progress")).text
    assert job.segments.count() == 0


def test_what_one_person_waits_for_shows_to_nobody_else(
    translator,
    job,
    job_args,  # noqa: F811
):
    split(translator, job)
    progress = address("progress")
    assert translator.get(progress).status_code == 200

    translator.force_login(UserFactory(role="Translator"))

    assert translator.get(progress).status_code == 404


def test_a_short_text_is_split_at_once(translator, job):
    answer = step(translator, job, "split")

    assert "3 sentences." in answer.text
    assert not ImportFile.objects.exists()
