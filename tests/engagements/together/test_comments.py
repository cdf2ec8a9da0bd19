"""Comments: said below a record, told only to those who may see it."""

import pytest
from django.core.exceptions import ValidationError

from engagements.together import workflow
from engagements.together.models import Comment, CommentMention
from officials.batches.moves import move
from officials.security.context import acting_as
from officials.security.readers import readers_of
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.together import CommentFactory, CommentMentionFactory

pytestmark = pytest.mark.django_db


def test_who_is_told_of_a_comment_finds_it_on_the_desk_until_it_is_read(as_role):
    client = as_role("Officer")
    note = NoteFactory(headline="She spoke for a public hearing")
    comment_mention = CommentMentionFactory(
        comment=CommentFactory(note=note, text="Shall we thank her?"),
        person=client.person,
    )
    assert "Shall we thank her?" in client.get("/").content.decode()

    client.post(f"/told/{comment_mention.pk}/read/")

    assert "Shall we thank her?" not in client.get("/").content.decode()
    client.post(f"/told/{comment_mention.pk}/unread/")
    assert "Shall we thank her?" in client.get("/").content.decode()


def test_only_people_who_may_see_the_record_are_offered_and_can_be_told(as_role):
    client = as_role("Officer")
    inside, outside = UserFactory(), UserFactory()
    circle = CircleFactory(people=[client.person, inside])
    note = NoteFactory(circle=circle, recorded_by=inside)
    page = f"/comments/note/{note.pk}/new/"

    people = client.get(page).context["form"].fields["told"].queryset
    assert inside in people
    assert outside not in people
    refusal = client.post(page, {"text": "Look", "told": [outside.pk]})

    assert refusal.status_code == 422
    assert "This person may not see the record." in refusal.content.decode()
    assert not Comment.objects.exists()
    with (
        acting_as(client.person),
        pytest.raises(ValidationError, match="may not see this record"),
    ):
        workflow.comment(note, "Look", by=client.person, told=[outside])


def test_a_translator_from_outside_is_never_offered():
    external = UserFactory(role="Translator", is_external=True)
    staff = UserFactory(role="Viewer")

    readers = readers_of(NoteFactory())

    assert staff in readers
    assert external not in readers


def test_a_manager_can_be_told_in_every_circle_but_a_sealed_one():
    manager, member = UserFactory(role="Manager"), UserFactory()
    open_note = NoteFactory(circle=CircleFactory(people=[member]))
    sealed = CircleFactory(sealed=True, people=[member, UserFactory()])
    sealed_note = NoteFactory(circle=sealed)

    assert manager in readers_of(open_note)
    assert manager not in readers_of(sealed_note)
    assert member in readers_of(sealed_note)


@pytest.mark.parametrize(
    ("kind", "factory"),
    [
        ("official", OfficialFactory),
        ("institution", InstitutionFactory),
        ("note", NoteFactory),
    ],
)
def test_what_is_said_stands_below_the_record(as_role, kind, factory):
    client, record = as_role("Officer"), factory()

    client.post(f"/comments/{kind}/{record.pk}/new/", {"text": "Ask him in spring."})

    page = client.get(f"/{kind}s/{record.pk}/").content.decode()
    assert "Ask him in spring." in page
    assert str(client.person) in page


def test_a_comment_is_in_the_circle_of_what_it_is_about_and_moves_with_it():
    officer = UserFactory()
    note = NoteFactory(recorded_by=officer)
    comment = CommentFactory(note=note)
    CommentMentionFactory(comment=comment, person=officer)
    circle = CircleFactory(people=[officer])

    with acting_as(officer):
        move(note, circle, by=officer)

    comment.refresh_from_db()
    assert comment.circle == circle
    assert comment.told.get().circle == circle


def test_what_is_edited_is_marked_and_what_is_taken_back_is_not_read(as_role):
    client, note = as_role("Officer"), NoteFactory()
    comment = CommentFactory(note=note, text="He lies.", written_by=client.person)
    page = f"/notes/{note.pk}/"
    edit = f"/comments/{comment.pk}/edit/"

    form = client.get(edit)
    client.post(edit, {"text": "I doubt it.", "revision": form.context["revision"]})
    page_text = client.get(page).content.decode()
    assert "I doubt it." in page_text
    assert "edited" in page_text

    client.post(f"/comments/{comment.pk}/take-back/")
    page_text = client.get(page).content.decode()
    assert "I doubt it." not in page_text
    assert "Taken back" in page_text
    client.post(f"/comments/{comment.pk}/put-back/")
    assert "I doubt it." in client.get(page).content.decode()


def test_nobody_changes_the_words_of_another(as_role):
    client, comment = as_role("Manager"), CommentFactory(text="He called.")

    assert client.get(f"/comments/{comment.pk}/edit/").status_code == 404
    client.post(f"/comments/{comment.pk}/take-back/")

    comment.refresh_from_db()
    assert comment.taken_back_at is None
    with pytest.raises(ValidationError, match="Only who wrote"):
        workflow.reword(comment, "He did not.", by=client.person)


def test_a_viewer_reads_comments_and_writes_none(as_role):
    client, note = as_role("Viewer"), NoteFactory()
    CommentFactory(note=note, text="Shall we thank her?")

    assert "Shall we thank her?" in client.get(f"/notes/{note.pk}/").content.decode()
    refusal = client.post(f"/comments/note/{note.pk}/new/", {"text": "No."})
    assert refusal.status_code == 403
    assert Comment.objects.count() == 1


def test_a_comment_sent_twice_is_one(as_role):
    client, note = as_role("Officer"), NoteFactory()
    page = f"/comments/note/{note.pk}/new/"
    data = {"text": "Once.", "once": client.get(page).context["once"]}

    for _again in range(2):
        client.post(page, data)

    assert Comment.objects.count() == 1


def test_nothing_said_gets_a_sentence(as_role):
    client, note = as_role("Officer"), NoteFactory()

    refusal = client.post(f"/comments/note/{note.pk}/new/", {"text": "   "})

    assert refusal.status_code == 422
    assert not Comment.objects.exists()


def test_the_author_is_not_told_of_their_own_words():
    officer = UserFactory()
    with acting_as(officer):
        workflow.comment(NoteFactory(), "So be it.", by=officer, told=[officer])

    assert not CommentMention.objects.exists()
