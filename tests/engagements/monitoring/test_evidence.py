"""What stands behind a note: its source, its words, its files, its twins."""

import datetime
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engagements.monitoring.models import Mention, Note, NoteAttachment, NoteLink
from tests.factories.monitoring import (
    NoteAttachmentFactory,
    NoteFactory,
    NoteLinkFactory,
)
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.sources import SourceFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
PRINTED = b"As it was printed."


@pytest.fixture(autouse=True)
def a_place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_source_gives_its_kind_and_reliability_unless_somebody_says_otherwise(
    as_role,
):
    client = as_role("Officer")
    source = SourceFactory(kind="court_record", reliability="B")

    fill(client, "/notes/new/", headline="One", source=source.pk)
    fill(client, "/notes/new/", headline="Other", source=source.pk, reliability="D")

    graded = dict(Note.objects.values_list("headline", "reliability"))
    assert graded == {"One": "B", "Other": "D"}
    assert {n.source_kind for n in Note.objects.all()} == {"court_record"}


def test_what_was_printed_says_where_it_stands(as_role):
    client, sentence = as_role("Officer"), "Say where it stands"

    refusal = fill(client, "/notes/new/", headline="Spoke", source_kind="press")

    assert sentence in refusal.content.decode()
    page = SimpleUploadedFile("page.txt", PRINTED)
    for note_fields in (
        {"source_kind": "press", "source_title": "The Northern Paper"},
        {"source_kind": "press", "source_url": "https://northern.example/1"},
        {"source_kind": "press", "source": SourceFactory().pk},
        {"source_kind": "press", "file": page},
        {"source_kind": "conversation"},
    ):
        assert (
            fill(client, "/notes/new/", headline="x", **note_fields).status_code == 302
        )
    assert NoteAttachment.objects.get().sha256 == hashlib.sha256(PRINTED).hexdigest()


def test_nobody_has_seen_it_tomorrow_or_before_it_happened(as_role):
    client, today = as_role("Officer"), timezone.localdate()
    yesterday, tomorrow = (today + datetime.timedelta(days=n) for n in (-1, 1))

    before = fill(client, "/notes/new/", headline="x", seen_on=yesterday)
    ahead = fill(client, "/notes/new/", headline="x", seen_on=tomorrow)

    assert "Nobody has seen it before it happened" in before.content.decode()
    assert "That day is still to come." in ahead.content.decode()
    assert not Note.objects.exists()


def test_each_person_of_a_note_may_show_another_stance(as_role):
    client = as_role("Officer")
    one, other = OfficialFactory(), OfficialFactory()
    note_fields = {"headline": "Spoke", "officials": [one.pk, other.pk], "each": "on"}

    question_page = fill(client, "/notes/new/", **note_fields)

    assert question_page.status_code == 422
    assert "Say what it shows of each, then save." in question_page.content.decode()
    assert f"stance_{one.pk}" in question_page.context["form"].fields
    stances = {f"stance_{one.pk}": 2, f"stance_{other.pk}": "", "stance": -1}
    assert fill(client, "/notes/new/", **note_fields, **stances).status_code == 302
    stances_on_record = dict(Mention.objects.values_list("official", "stance"))
    assert stances_on_record == {one.pk: 2, other.pk: -1}

    note = Note.objects.get()
    edit = f"/notes/{note.pk}/edit/"
    assert fill(client, edit, **{f"stance_{other.pk}": 1}).status_code == 302
    stances_on_record = dict(Mention.objects.values_list("official", "stance"))
    assert stances_on_record == {one.pk: 2, other.pk: 1}


def test_the_page_of_a_note_shows_its_words_and_how_they_may_be_used(as_role):
    client = as_role("Officer")
    note = NoteFactory(
        quote="Открытые заседания",
        quote_language="ru",
        excerpt="Open hearings",
        source=SourceFactory(confidential=True),
    )

    page = client.get(f"/notes/{note.pk}/").content.decode()

    assert '<blockquote class="rp-quote" lang="ru">Открытые заседания' in page
    assert "Open hearings" in page
    assert "Background only: what it said, not who said it" in page


@pytest.mark.parametrize(
    ("reliability", "credibility", "doubtful"),
    [("E", 2, True), ("B", 5, True), ("B", 2, False), ("F", 6, False)],
)
def test_what_is_unreliable_or_improbable_is_never_shown_as_a_fact(
    as_role, reliability, credibility, doubtful
):
    client = as_role("Officer")
    note = NoteFactory(reliability=reliability, credibility=credibility)
    warning = "Unreliable or improbable: not to be quoted as fact"

    assert (warning in client.get(f"/notes/{note.pk}/").content.decode()) == doubtful
    assert ("not as a fact" in client.get("/notes/").content.decode()) == doubtful


def test_a_file_is_kept_with_its_digest_and_handed_out_to_the_circle_only(as_role):
    client = as_role("Officer")
    note = NoteFactory(circle=CircleFactory(people=[client.person]))
    page = f"/notes/{note.pk}/noteattachments/new/"
    digest = hashlib.sha256(PRINTED).hexdigest()

    first = fill(client, page, file=SimpleUploadedFile("page.txt", PRINTED))
    again = fill(client, page, file=SimpleUploadedFile("copy.txt", PRINTED))
    wrong = fill(client, page, file=SimpleUploadedFile("page.pdf", PRINTED))

    assert first.status_code == 302
    assert "kept with the note already" in again.content.decode()
    assert "its content is something else" in wrong.content.decode()
    assert digest in client.get(f"/notes/{note.pk}/").content.decode()
    file = f"/attachments/{NoteAttachment.objects.get().pk}/file/"
    assert b"".join(client.get(file).streaming_content) == PRINTED
    as_role("Manager")
    assert b"".join(client.get(file).streaming_content) == PRINTED
    as_role("Officer")
    assert client.get(file).status_code == 404


def test_a_note_of_the_same_act_is_linked_once_and_unlinked(as_role):
    client = as_role("Officer")
    one, other = NoteFactory(headline="One of it"), NoteFactory(headline="Other of it")
    page = f"/notes/{one.pk}/notelinks/new/"

    assert fill(client, page, other_search="Other of it").status_code == 302
    for note, twin in ((one, other), (other, one)):
        answer = client.get(f"/notes/{note.pk}/").content.decode()
        assert twin.headline in answer
    back = f"/notes/{other.pk}/notelinks/new/"
    assert "linked already" in fill(client, back, other=one.pk).content.decode()
    itself = fill(client, page, other=one.pk)
    assert "Choose another note than this one." in itself.content.decode()

    link = NoteLink.objects.get()
    removed = client.post(f"/note-links/{link.pk}/remove/?from={other.pk}")
    assert removed.url == f"/notes/{other.pk}/"
    assert not NoteLink.objects.exists()


def test_a_link_is_in_the_narrower_circle_and_never_between_two(as_role):
    client = as_role("Officer")
    first, second = (CircleFactory(people=[client.person]) for _ in range(2))
    wide, narrow = NoteFactory(), NoteFactory(circle=first)
    elsewhere = NoteFactory(circle=second)

    fill(client, f"/notes/{wide.pk}/notelinks/new/", other=narrow.pk)
    refusal = fill(client, f"/notes/{narrow.pk}/notelinks/new/", other=elsewhere.pk)

    assert NoteLink.objects.get().circle == first
    assert "a link would show each to the others" in refusal.content.decode()


def test_the_source_of_a_twin_is_offered_as_the_second_one(as_role):
    client = as_role("Officer")
    twin = NoteFactory(source=SourceFactory(title="The Other Paper"))
    note = NoteFactory()
    edit = f"/notes/{note.pk}/edit/"
    alone = fill(client, edit, credibility=1)
    NoteLinkFactory(one=twin, other=note)

    first_edit = fill(client, edit, credibility=1)
    second_edit = fill(client, edit, credibility=1, second_source="The Other Paper")

    assert "The Other Paper" not in alone.content.decode()
    assert "rests on “The Other Paper”: name that here" in first_edit.content.decode()
    assert second_edit.status_code == 302


def test_a_viewer_adds_nothing_to_a_note(as_role):
    client, link = as_role("Viewer"), NoteLinkFactory()
    attachment = NoteAttachmentFactory(note=link.one)

    file = client.get(f"/attachments/{attachment.pk}/file/")
    assert b"".join(file.streaming_content) == PRINTED
    for page in ("noteattachments", "notelinks"):
        assert client.get(f"/notes/{link.one.pk}/{page}/new/").status_code == 403
    assert client.post(f"/note-links/{link.pk}/remove/").status_code == 403
