"""External translators: their jobs, and nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory, SourceTextFactory
from tests.factories.translations.jobs import (
    TranslationFactory,
)
from tests.filled_forms import fill
from translations.catalogue.models import Document
from translations.jobs import workflow
from translations.jobs.models import Translation

pytestmark = pytest.mark.django_db

State = Translation.State


@pytest.fixture
def external(client):
    """An external translator who has signed in."""
    client.person = UserFactory(role="Translator", is_external=True)
    client.force_login(client.person)
    return client


def test_an_external_translator_sees_their_own_jobs_only(external):
    mine = TranslationFactory(translator=external.person, state=State.TRANSLATING)
    revised = TranslationFactory(reviser=external.person)
    other = TranslationFactory()

    for visible in (mine, revised):
        assert external.get(f"/translations/{visible.pk}/").status_code == 200
        assert external.get(f"/documents/{visible.document_id}/").status_code == 200
    assert external.get(f"/translations/{other.pk}/").status_code == 404
    assert external.get(f"/documents/{other.document_id}/").status_code == 404
    listed = external.get("/translations/").content.decode()
    assert mine.document.title in listed
    assert other.document.title not in listed
    with acting_as(external.person):
        assert set(Translation.objects.all()) == {mine, revised}
        assert set(Document.objects.all()) == {mine.document, revised.document}


def test_a_job_ends_when_it_is_given_to_another(external):
    job = TranslationFactory(translator=external.person, state=State.TRANSLATING)
    assert external.get(f"/translations/{job.pk}/").status_code == 200

    job.translator = UserFactory(role="Translator")
    job.save()

    assert external.get(f"/translations/{job.pk}/").status_code == 404
    assert external.get(f"/documents/{job.document_id}/").status_code == 404


def shown(person, job):
    """What the database alone shows of a job: it, its document, its history."""
    with acting_as(person):
        return (
            Translation.objects.filter(pk=job.pk).count(),
            Document.objects.filter(pk=job.document_id).count(),
            Translation.pgh_event_model.objects.filter(pgh_obj=job.pk).exists(),
        )


def test_what_is_withdrawn_is_taken_from_its_translator(external, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    text, document = SimpleUploadedFile("text.txt", b"The text"), DocumentFactory()
    job = TranslationFactory(
        translator=external.person,
        state=State.TRANSLATING,
        file=text,
        file_name="text.txt",
        source=SourceTextFactory(
            document=document,
            file=SimpleUploadedFile("source.txt", b"The source"),
            file_name="source.txt",
        ),
        document=document,
    )
    pages = [
        f"/translations/{job.pk}/",
        f"/translations/{job.pk}/file/",
        f"/documents/{job.document_id}/",
        f"/texts/{job.source_id}/file/",
    ]
    for page in pages:
        answer = external.get(page)
        assert answer.status_code == 200, page
        assert answer.getvalue()
    assert job.document.title in external.get("/translations/").content.decode()
    assert shown(external.person, job) == (1, 1, True)

    workflow.withdraw(job, by=UserFactory(), reason="It was a mistake")

    for page in pages:
        assert external.get(page).status_code == 404, page
    assert job.document.title not in external.get("/translations/").content.decode()
    assert shown(external.person, job) == (0, 0, False)


def test_the_job_of_one_who_left_shows_in_no_layer(external):
    mine = {"translator": external.person, "state": State.TRANSLATING}
    job, revised = (
        TranslationFactory(**mine),
        TranslationFactory(reviser=external.person),
    )
    for each in (job, revised):
        assert shown(external.person, each) == (1, 1, True)

    external.person.is_active = False
    external.person.save()

    for each in (job, revised):
        assert shown(external.person, each) == (0, 0, False)


def test_an_external_translator_learns_only_what_the_job_needs(external):
    circle = CircleFactory(name="Prison reform", people=[external.person])
    official = OfficialFactory(named="Anna Volkova", circle=circle)
    document = DocumentFactory(title="The Mandela Rules", circle=circle)
    job = TranslationFactory(
        document=document,
        translator=external.person,
        state=State.TRANSLATING,
        requested_by=UserFactory(full_name="Igor Asked"),
    )
    TranslationFactory(
        document=document, language="uk", translator=UserFactory(full_name="Olga Other")
    )
    NoteFactory(circle=circle, about=[official], headline="Hearings opened")
    Translation.objects.filter(pk=job.pk).update(withdrawn_because="Volkova left")

    pages = "".join(
        external.get(page).content.decode()
        for page in (
            f"/translations/{job.pk}/",
            f"/documents/{document.pk}/",
            "/translations/",
            "/",
        )
    )

    assert "The Mandela Rules" in pages
    for secret in (
        "Prison reform",
        "Volkova",
        "Igor Asked",
        "Olga Other",
        "Hearings opened",
    ):
        assert secret not in pages


def test_an_external_translator_enters_no_other_room(external):
    official, note = OfficialFactory(), NoteFactory()
    job = TranslationFactory(translator=external.person, state=State.TRANSLATING)

    for page in (
        "/officials/",
        "/institutions/",
        "/notes/",
        "/actions/",
        "/exchanges/",
        "/documents/",
        "/reports/",
        "/outcomes/",
        "/suggest/official/",
        f"/officials/{official.pk}/",
        f"/notes/{note.pk}/",
        "/documents/new/",
        f"/translations/{job.pk}/edit/",
        f"/history/translation/{job.pk}/",
    ):
        assert external.get(page).status_code in (403, 404), page


def test_the_text_is_brought_while_it_is_worked_on_and_by_nobody_else(external):
    job = TranslationFactory(translator=external.person, state=State.TRANSLATING)
    theirs = TranslationFactory(state=State.TRANSLATING)
    published = TranslationFactory(
        translator=external.person, state=State.PUBLISHED, language="uk"
    )

    saved = fill(external, f"/translations/{job.pk}/deliver/", title="Правила")

    assert saved.status_code == 302
    job.refresh_from_db()
    assert job.title == "Правила"
    for closed in (theirs, published):
        assert external.get(f"/translations/{closed.pk}/deliver/").status_code == 404


def test_the_file_is_brought_by_whose_turn_it_is(external):
    reviser = UserFactory(role="Translator", is_external=True)
    job = TranslationFactory(
        translator=external.person, reviser=reviser, state=State.TRANSLATING
    )
    way = f"/translations/{job.pk}/deliver/"
    assert external.get(way).status_code == 200

    Translation.objects.filter(pk=job.pk).update(state=State.REVISING)

    assert external.get(way).status_code == 404
    external.force_login(reviser)
    assert external.get(way).status_code == 200


def test_a_symbol_that_is_one_long_word_does_not_widen_its_column(as_role):
    ecli = "ECLI:CE:ECHR:2012:0110JUD004252507"
    for symbol in ("CM/Rec(2010)4", ecli):
        TranslationFactory(document__symbol=symbol)

    page = as_role("Officer").get("/translations/").content.decode()

    (row,) = [line for line in page.splitlines() if ecli in line]
    assert f'">{ecli}' in row.split("rp-breaks")[1]
    assert page.count("rp-breaks") == 1
