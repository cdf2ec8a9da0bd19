"""From the file of a source to an edition: in, through many hands, and out again."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests.factories.translations.catalogue import SourceTextFactory
from tests.filled_forms import fill
from tests.translations.jobs.conftest import HTML
from tests.translations.jobs.steps import step
from translations.catalogue.models import SourceText
from translations.jobs.models import Segment, Translation
from translations.jobs.segmentation import split_source

pytestmark = pytest.mark.django_db

State = Translation.State
RUSSIAN = {
    "Visits": "Свидания",
    "The cell is ⟦1⟧very⟦/1⟧ small.": "Камера ⟦1⟧очень⟦/1⟧ мала.",
    "It has no window.": "Окна в ней нет.",
}


def translate(job):
    """All its sentences, as its translator would."""
    for segment in job.segments.all():
        Segment.objects.filter(pk=segment.pk).update(
            target=RUSSIAN[segment.source], state="confirmed"
        )


def test_a_document_is_brought_with_its_first_text(as_role, media):
    client = as_role("Officer")
    text = SimpleUploadedFile("visits.html", HTML)

    answer = fill(
        client, "/documents/new/", title="Visits", kind="guidelines", file=text
    )
    assert answer.status_code == 302, answer.context["form"].errors

    page = client.get(answer.url).content.decode()
    assert "visits.html" in page
    assert "authentic" in page


def test_a_file_becomes_sentences_and_an_edition_in_the_other_language(as_role, job):
    translator = as_role("Officer")
    job.translator = translator.person
    job.save()

    answer = step(translator, job, "split")
    assert "3 sentences." in answer.content.decode()
    assert [each.source for each in job.segments.all()] == [*RUSSIAN]
    translate(job)
    step(translator, job, "hand_in", **{"hand_in-names_translator": "on"})
    reviser = as_role("Translator")
    Translation.objects.filter(pk=job.pk).update(reviser=reviser.person)
    step(reviser, job, "approve")
    publisher = as_role("Manager")
    step(publisher, job, "publish")

    edition = job.in_force
    with edition.file.open("rb") as file:
        text = file.read().decode()
    assert "Камера <b>очень</b> мала. Окна в ней нет." in text
    assert 'lang="ru"' in text
    assert 'var text = "never";' in text
    page = publisher.get(f"/editions/{edition.pk}/file/")
    assert b"".join(page.streaming_content).decode() == text
    assert "The cell is ⟦1⟧very⟦/1⟧ small.\tКамера" in edition.snapshot


def test_the_text_is_looked_at_as_a_file_before_it_is_done(as_role, job):
    client = as_role("Officer")
    assert client.get(f"/translations/{job.pk}/draft/").status_code == 404
    step(client, job, "split")
    first = job.segments.first()
    Segment.objects.filter(pk=first.pk).update(target="Свидания", state="draft")

    answer = client.get(f"/translations/{job.pk}/draft/")

    text = answer.content.decode()
    assert "<title>Свидания</title>" in text
    assert "It has no window." in text
    assert "-ru.html" in answer["Content-Disposition"]


def test_what_is_split_is_not_split_again(job):
    assert split_source(job, by=job.translator) == 3

    with pytest.raises(ValidationError, match="split into sentences already"):
        split_source(job, by=job.translator)

    assert job.segments.count() == 3


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("text.pdf", b"%PDF-1.7 text", "The UN and HUDOC also offer Word"),
        ("text.docx", b"{\\rtf1 text}", "This is RTF"),
        ("text.docx", b"PK\x03\x04 nothing", "damaged"),
        ("text.html", b"<html><script>1</script></html>", "There are no words"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    as_role, job, name, content, sentence
):
    client = as_role("Officer")
    source = job.source
    source.file.save(name, SimpleUploadedFile(name, content), save=False)
    source.file_name = name
    source.save()

    answer = step(client, job, "split")

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert job.segments.count() == 0


def test_what_is_split_keeps_its_source_and_takes_no_other_file(as_role, job, media):
    client = as_role("Officer")
    job.translator = client.person
    job.save()
    other = SourceTextFactory(document=job.document, language="fr")
    step(client, job, "split")

    edited = fill(client, f"/translations/{job.pk}/edit/", source=other.pk)
    text = fill(
        client,
        f"/texts/{job.source_id}/edit/",
        file=SimpleUploadedFile("other.html", b"<p>Other words.</p>"),
    )

    first = job.source
    job.refresh_from_db()
    assert job.source == first
    assert edited.status_code in (302, 422)
    assert text.status_code in (302, 422)
    first.refresh_from_db()
    assert first.file_name == "visits.html"
    assert client.get(f"/translations/{job.pk}/deliver/").status_code == 404
    assert "Bring the text" not in client.get(f"/translations/{job.pk}/").text
    for offence in (
        lambda: Translation.objects.filter(pk=job.pk).update(source=other),
        lambda: SourceText.objects.filter(pk=first.pk).update(file="another"),
    ):
        with pytest.raises(IntegrityError, match="source_stands"), transaction.atomic():
            offence()
