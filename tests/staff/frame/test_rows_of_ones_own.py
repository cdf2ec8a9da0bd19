"""What is kept for one person shows to that person, whoever forgets to ask."""

import zlib

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.signing import b64_decode
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pghistory.models import Context

from engagements.monitoring.models import Note
from officials.people.models import Official
from officials.security.context import acting_as
from staff.jobs import drop_stale_files
from staff.models import Draft, ImportFile, ImportMapping, SavedView, User
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.make_aware(timezone.datetime(2026, 1, 2))
UserEvent, NoteEvent = User.pgh_event_model, Note.pgh_event_model


def import_file(person):
    return ImportFile.objects.create(
        brought_by=person, name="cabinet.csv", content=b"name", kept_until=LONG_AGO
    )


def mapping(person):
    return ImportMapping.objects.create(
        kept_by=person, signature="one", meanings=["name"]
    )


def view(person, **fields):
    query = {"page": "note-list", "query": "graded=B", **fields}
    return SavedView.objects.create(owner=person, name="Reliable", **query)


def draft(person):
    return Draft.objects.create(owner=person, page="/notes/new/", data={"a": ["b"]})


def shown(row, person):
    with acting_as(person):
        return type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("make", [import_file, mapping, view, draft])
def test_it_shows_to_its_person_and_to_nobody_else(make):
    mine = UserFactory()
    row = make(mine)

    assert shown(row, mine)
    for role in ("Officer", "Manager", "Administrator"):
        assert not shown(row, UserFactory(role=role))
    assert not shown(row, None)
    User.objects.filter(pk=mine.pk).update(is_active=False)
    assert not shown(row, mine)


def test_a_shared_view_shows_to_all_staff_and_is_changed_by_its_owner_alone():
    mine = UserFactory()
    row = view(mine, shared=True)
    colleague, external = UserFactory(role="Viewer"), UserFactory(is_external=True)

    assert shown(row, colleague)
    assert not shown(row, external)
    assert not shown(row, UserFactory(is_active=False))
    with acting_as(colleague):
        assert SavedView.objects.filter(pk=row.pk).update(name="Mine") == 0
        assert SavedView.objects.filter(pk=row.pk).delete()[0] == 0
    with acting_as(mine):
        assert SavedView.objects.filter(pk=row.pk).update(name="Ours") == 1


def test_files_and_views_that_nobody_takes_up_are_dropped_every_night():
    row, fresh = import_file(UserFactory()), view(UserFactory())
    removed = view(UserFactory(), removed_at=LONG_AGO)

    drop_stale_files(0)

    assert not ImportFile.objects.filter(pk=row.pk).exists()
    assert list(SavedView.objects.all()) == [fresh] != [removed]


def test_the_history_of_people_shows_to_themselves_and_to_who_administers_them():
    person = UserFactory()
    User.objects.filter(pk=person.pk).update(email="anna@example.org")

    def entries(reader):
        with acting_as(reader):
            events = UserEvent.objects.filter(pgh_obj=person.pk)
            return [event.email for event in events.order_by("pgh_id")]

    assert entries(person) == ["", "anna@example.org"]
    assert entries(UserFactory(role="Administrator")) == ["", "anna@example.org"]
    assert entries(UserFactory(role="Manager")) == entries(UserFactory()) == []
    assert entries(None) == []


def test_nobody_forges_the_history_of_a_person():
    person = UserFactory(role="Administrator")
    event = UserEvent.objects.filter(pgh_obj=person.pk).first()
    event.pk = None

    for speaker in (person, UserFactory()):
        with acting_as(speaker), pytest.raises(DatabaseError), transaction.atomic():
            event.save(force_insert=True)


def test_the_log_of_the_admin_tells_nobody_else_which_record_it_was(as_role):
    client, other = as_role("Administrator"), UserFactory(role="Administrator")
    for model, key in ((Official, OfficialFactory().pk), (User, other.pk)):
        kind = ContentType.objects.get_for_model(model)
        LogEntry.objects.create(
            user=client.person, content_type=kind, object_id=key, action_flag=2
        )

    def kinds(person):
        with acting_as(person):
            entries = LogEntry.objects.values_list("content_type__model", flat=True)
            return sorted(entries)

    assert kinds(client.person) == ["official", "user"]
    assert kinds(other) == ["user"]
    assert kinds(UserFactory(role="Manager")) == kinds(None) == []


def test_the_history_keeps_the_page_without_the_key_of_its_record(as_role):
    client, note = as_role("Officer"), NoteFactory()

    answer = fill(client, f"/notes/{note.pk}/edit/", headline="Another")

    assert answer.status_code == 302
    entry = NoteEvent.objects.filter(pgh_obj=note.pk).latest("pgh_id")
    assert entry.pgh_context.metadata["user"] == client.person.pk
    assert entry.pgh_context.metadata["url"] == "/notes/…/edit/"
    assert str(note.pk) not in str(Context.objects.values_list("metadata", flat=True))


def test_the_table_of_sessions_tells_nothing_of_their_messages(as_role):
    client, row = as_role("Officer"), view(as_role("Officer").person)
    client.force_login(row.owner)

    client.post(f"/views/{row.pk}/remove/")

    (kept,) = Session.objects.values_list("session_data", flat=True)
    body = kept.rpartition(":")[0].rpartition(":")[0]
    content = b64_decode(body.lstrip(".").encode())
    if body.startswith("."):
        content = zlib.decompress(content)
    assert b"Reliable" not in content
    assert "Reliable" in client.get("/notes/").content.decode()


def test_the_table_of_the_cache_tells_not_whom_a_limit_is_about():
    cache.set("limit:203.0.113.7", [1])

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM rapport_cache")
        keys = [key for (key,) in cursor.fetchall()]

    assert cache.get("limit:203.0.113.7") == [1]
    assert keys
    assert "203.0.113.7" not in str(keys)
