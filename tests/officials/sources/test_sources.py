"""Sources: which there are, how they may be quoted, and who may know who they are."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from engagements.monitoring.models import Note
from officials.sources.models import Source, SourceIdentity
from tests.factories.monitoring import NoteFactory
from tests.factories.security import CircleFactory
from tests.factories.sources import SourceFactory, SourceIdentityFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


def test_a_source_needs_a_name_an_address_or_a_file(as_role, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = as_role("Officer")

    refusal = fill(client, "/sources/new/", kind="press")

    assert refusal.status_code == 422
    assert "Give the source a name, an address on the web or a file." in (
        refusal.content.decode()
    )
    page = SimpleUploadedFile("page.txt", b"As it was printed.")
    for source_fields in (
        {"title": "The Northern Paper"},
        {"url": "northern.example"},
        {"file": page},
    ):
        assert fill(client, "/sources/new/", **source_fields).status_code == 302
    assert {str(each) for each in Source.objects.all()} == {
        "The Northern Paper",
        "https://northern.example",
        "page.txt",
    }


@pytest.mark.parametrize(
    "wrong", ["ftp://northern.example/", "javascript:alert(1)", "file:///etc/passwd"]
)
def test_an_address_that_is_not_on_the_web_is_refused(as_role, wrong):
    client = as_role("Officer")
    sentence = "This is no address on the web: it begins with https:// or http://."

    for refusal in (
        fill(client, "/sources/new/", url=wrong),
        fill(client, "/notes/new/", headline="Spoke", source_url=wrong),
    ):
        assert sentence in refusal.content.decode()
    assert not Source.objects.exists()
    assert not Note.objects.exists()


def test_a_confidential_source_is_called_by_its_number_everywhere(as_role):
    client = as_role("Officer")
    assert fill(client, "/sources/new/", confidential="on").status_code == 302
    source = Source.objects.get()
    note = NoteFactory(source=source)

    assert source.quoting == Source.Quoting.BACKGROUND
    for address in (
        "/sources/",
        f"/sources/{source.pk}/",
        f"/notes/{note.pk}/",
        "/notes/",
        f"/suggest/source/?q={source.number}",
    ):
        assert f"Source {source.number}" in client.get(address).content.decode()
    file = b"".join(client.get("/notes/?format=csv").streaming_content).decode()
    assert f"Source {source.number}" in file


def test_a_confidential_source_has_no_name_and_is_not_quoted_by_name(as_role):
    client = as_role("Officer")

    page = fill(client, "/sources/new/", confidential="on", title="A clerk")

    assert "A confidential source has no name" in page.content.decode()
    source = SourceFactory(confidential=True)
    quoted = fill(client, f"/sources/{source.pk}/edit/", quoting="attributable")
    assert "cannot be quoted by name" in quoted.content.decode()
    with pytest.raises(IntegrityError, match="is_a_number"), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(title="A clerk")


def test_an_open_source_does_not_become_confidential_later(as_role):
    client, source = as_role("Officer"), SourceFactory()

    form = client.get(f"/sources/{source.pk}/edit/").context["form"]

    assert "title" in form.fields
    assert "confidential" not in form.fields


def test_who_a_source_is_shows_to_its_circle_only(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    source = SourceFactory(confidential=True)
    page = f"/sources/{source.pk}/"

    saved = fill(
        client,
        f"{page}sourceidentitys/new/",
        name="Ada the clerk",
        circle=circle.pk,
    )

    assert saved.status_code == 302
    identity = SourceIdentity.objects.get()
    edit = f"/source-identities/{identity.pk}/edit/"
    assert "Ada the clerk" in client.get(page).content.decode()
    assert client.get(edit).status_code == 200

    as_role("Officer")
    assert "Who it is" not in client.get(page).content.decode()
    assert client.get(edit).status_code == 404


def test_who_a_source_is_is_never_for_all_staff(as_role):
    client = as_role("Officer")
    source = SourceFactory(confidential=True)
    page = f"/sources/{source.pk}/sourceidentitys/new/"

    alone = fill(client, page, name="Ada the clerk")

    sentence = "Choose a narrower circle than All staff"
    assert sentence in alone.content.decode()
    circle = CircleFactory(people=[client.person])
    form = client.get(page).context["form"]
    assert [each.pk for each in form.fields["circle"].queryset] == [circle.pk]
    with pytest.raises(ValidationError, match=sentence):
        SourceIdentity(source=source, name="Ada", circle_id=1).full_clean()


def test_an_open_source_has_nobody_behind_it(as_role):
    client, source = as_role("Officer"), SourceFactory()
    CircleFactory(people=[client.person])

    assert client.get(f"/sources/{source.pk}/sourceidentitys/new/").status_code == 404


def test_a_retired_source_is_not_offered_and_keeps_its_notes(as_role):
    client, source = as_role("Officer"), SourceFactory(title="The Northern Paper")
    note = NoteFactory(source=source, headline="Opened the hearings")
    assert client.get("/suggest/source/?q=northern").json()["results"]

    assert client.post(f"/sources/{source.pk}/retire/").status_code == 302

    assert not client.get("/suggest/source/?q=northern").json()["results"]
    refusal = fill(client, "/notes/new/", headline="New", source=source.pk)
    assert "source" in refusal.context["form"].errors
    assert fill(client, f"/notes/{note.pk}/edit/", headline="Opened").status_code == 302
    assert "Opened" in client.get(f"/sources/{source.pk}/").content.decode()
    assert client.get("/sources/?in_use=true").context["rows"] == []
    client.post(f"/sources/{source.pk}/retire/")
    source.refresh_from_db()
    assert not source.retired


def test_a_viewer_reads_the_register_and_changes_nothing(as_role):
    client, source = as_role("Viewer"), SourceFactory(title="The Northern Paper")

    assert "The Northern Paper" in client.get("/sources/").content.decode()
    for verb in ("edit", "retire"):
        assert client.get(f"/sources/{source.pk}/{verb}/").status_code == 403
    assert client.post(f"/sources/{source.pk}/retire/").status_code == 403
    assert client.get("/sources/new/").status_code == 403


def test_the_page_of_a_source_shows_the_notes_that_the_reader_sees(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    source = SourceFactory()
    NoteFactory(source=source, headline="Opened the hearings", circle=circle)
    page = f"/sources/{source.pk}/"

    assert "Opened the hearings" in client.get(page).content.decode()
    as_role("Officer")
    assert "Opened the hearings" not in client.get(page).content.decode()


def test_one_person_stands_once_in_a_circle():
    circle = CircleFactory()
    identity = SourceIdentityFactory(circle=circle)
    again = SourceIdentity(source=identity.source, name="Again", circle=circle)

    with pytest.raises(ValidationError, match="stands here already"):
        again.validate_constraints()
