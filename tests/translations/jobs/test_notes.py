"""Translator’s notes: a word to whoever reads, as a footnote of its own kind."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.translations.formats.word_files import docx, p, r
from tests.translations.jobs.test_source_files import RUSSIAN
from translations.jobs import workflow as steps
from translations.jobs.models import Segment, Translation
from translations.jobs.publication import words_of_translation
from translations.jobs.segmentation import file_of, split_source
from translations.workbench import workflow

pytestmark = pytest.mark.django_db

State = Translation.State
NOTE = "В России это СИЗО."


def with_source(job, name, content):
    """The job, split into the sentences of `content`."""
    job.source.file.save(name, ContentFile(content), save=False)
    job.source.file_name = name
    job.source.save()
    split_source(job, by=job.translator)
    return job


def confirm(job, **targets):
    """Each sentence says what `RUSSIAN` has for it, or its number."""
    for segment in job.segments.all():
        workflow.write(
            segment,
            by=job.translator,
            target=RUSSIAN.get(segment.source, f"Правило {segment.position}."),
            version=segment.version,
            confirm=True,
        )


def note(client, segment, words=NOTE):
    page = reverse("segment-note", args=[segment.pk])
    return client.post(page, {"note": words}, follow=True)


@pytest.fixture
def translator(client, job):
    """The translator of a job that is split, at the door."""
    split_source(job, by=job.translator)
    client.force_login(job.translator)
    return client


def test_a_note_stands_beside_its_sentence_and_the_reviser_changes_it(translator, job):
    first = job.segments.first()
    page = note(translator, first).text
    assert page.count(NOTE) >= 2  # in its row, and in the column
    confirm(job)
    steps.hand_in(job, by=job.translator)
    translator.force_login(job.reviser)
    bench = reverse("translation-workbench", args=[job.pk])
    assert NOTE in translator.get(bench).text

    note(translator, first, "Так говорят в России.")

    first.refresh_from_db()
    assert first.note == "Так говорят в России."
    assert "Note:" in translator.get(bench).text


def test_a_note_costs_nobody_what_they_typed(translator, job):
    first = job.segments.first()

    note(translator, first)
    outcome = workflow.write(first, by=job.translator, target="Свидания", version=0)

    assert outcome.kept is None
    assert outcome.segment.note == NOTE


def test_who_may_not_write_in_it_writes_no_note_and_none_is_too_long(translator, job):
    first = job.segments.first()
    assert "At most 1000 letters." in note(translator, first, "а" * 1001).text
    stranger = UserFactory(role="Officer")
    translator.force_login(stranger)

    assert "its translator writes now" in note(translator, first).text

    with pytest.raises(ValidationError):
        workflow.note(first, by=stranger, text=NOTE)
    first.refresh_from_db()
    assert first.note == ""


def test_joined_sentences_keep_both_notes(job):
    split_source(job, by=job.translator)
    first, second = job.segments.filter(kind="paragraph")
    for segment, words in ((first, "Одно."), (second, "Другое.")):
        workflow.note(segment, by=job.translator, text=words)

    workflow.join(first, by=job.translator, version=0)

    first.refresh_from_db()
    assert first.note == "Одно. Другое."


def test_a_page_says_the_note_in_brackets_before_the_stop(job):
    split_source(job, by=job.translator)
    confirm(job)
    cell = job.segments.get(source__startswith="The cell")
    workflow.note(cell, by=job.translator, text=NOTE)

    text = file_of(job).decode()

    assert f"мала [прим. пер.: {NOTE}]. Окна в ней нет." in text


@pytest.mark.parametrize(
    ("name", "content"),
    [("rules.md", b"Rule one. Rule two."), ("rules.txt", b"Rule one. Rule two.")],
)
def test_so_do_markdown_and_plain_text(job, name, content):
    with_source(job, name, content)
    confirm(job)
    workflow.note(job.segments.get(position=1), by=job.translator, text="Правило.")

    text = file_of(job).decode()

    assert "прим. пер.: Правило." in text
    assert text.index("Правило 1") < text.index("прим. пер.") < text.index("Правило 2")
    assert "⟦" not in text


def footnotes_in(content):
    """(text of the document with ^ for each mark, texts of the footnotes)."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        notes = parts.read("word/footnotes.xml").decode()
    return body, notes


def test_a_document_of_word_has_it_as_a_footnote_that_says_whose_it_is(job):
    with_source(job, "rules.docx", docx(p(r("Rule one. Rule two."))))
    confirm(job)
    for position, words in ((1, NOTE), (2, "Второе.")):
        segment = job.segments.get(position=position)
        workflow.note(segment, by=job.translator, text=words)

    body, notes = footnotes_in(file_of(job))

    assert notes.index(NOTE) < notes.index("Второе.")
    assert notes.count("прим. пер.") == 2
    first, second = (body.index(f"Правило {n}") for n in (1, 2))
    marks = [at for at in range(len(body)) if body.startswith("footnoteReference ", at)]
    assert first < marks[0] < second < marks[1]
    assert body[marks[0] :].index("<w:t") < body[marks[0] :].index("Правило 2")


def test_a_note_is_a_part_of_what_is_published_and_stays_in_the_edition(job):
    split_source(job, by=job.translator)
    confirm(job)
    before = words_of_translation(job)
    cell = job.segments.get(source__startswith="The cell")
    workflow.note(cell, by=job.translator, text=NOTE)
    assert words_of_translation(job) != before
    steps.hand_in(job, by=job.translator)
    steps.approve(job, by=job.reviser)

    edition = steps.publish(job, by=UserFactory()).in_force

    assert NOTE in edition.snapshot
    with edition.file.open("rb") as file:
        assert NOTE in file.read().decode()
    Segment.objects.filter(pk=cell.pk).update(note="")
    edition.refresh_from_db()
    assert NOTE in edition.snapshot
