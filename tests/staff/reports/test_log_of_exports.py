"""The log of files tells who took what kind of thing, and no key of a record."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from officials.security.context import acting_as
from officials.security.models import Access
from staff.models import Export
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db
LOG = "/reports/exports/"
LONG_AGO = timezone.make_aware(timezone.datetime(2026, 1, 2))


@pytest.fixture
def insider(as_role):
    """An officer of a sealed circle, signed in, and the official they know there."""
    client = as_role("Officer")
    circle = CircleFactory(sealed=True, people=[client.person])
    client.official = OfficialFactory(circle=circle)
    NoteFactory(about=[client.official], circle=circle)
    return client


def take(client):
    """The paper about the official, and the list of their notes as a file."""
    key = str(client.official.pk)
    assert client.get(f"/officials/{key}/print/").status_code == 200
    answer = client.get("/notes/", {"official": key, "format": "csv"})
    assert len(answer.getvalue().decode().splitlines()) == 2
    return key


@pytest.mark.parametrize("role", ["Manager", "Administrator"])
def test_whoever_reads_the_log_meets_no_key_of_a_sealed_record(insider, role):
    key, taker = take(insider), insider.person
    reader = UserFactory(role=role)
    insider.force_login(reader)

    page = insider.get(LOG).content.decode()
    file = insider.get(LOG, {"format": "csv"}).getvalue().decode()

    for text in (page, file):
        assert text.count(taker.full_name) == 2
        assert "note-list" in text
        assert key not in text
    with acting_as(reader):
        lines = Export.objects.filter(taken_by=taker).values_list("filters", flat=True)
        assert len(lines) == 2
        assert key not in str(list(lines))
        assert not Access.objects.filter(person=taker).exists()


def test_the_log_says_in_words_what_was_asked_of_a_list(as_role):
    client = as_role("Manager")
    client.get("/notes/", {"q": "courts", "format": "csv"}).getvalue()
    client.get("/officials/", {"format": "csv"}).getvalue()

    page = client.get(LOG).content.decode()

    assert "q: …" in page  # the words of a search are nobody's to read
    assert "{" not in page.split("<tbody")[1].split("</tbody>")[0]


def test_who_took_a_record_is_kept_for_those_who_see_it(insider):
    take(insider)
    colleague = UserFactory()
    insider.official.circle.people.add(colleague)

    with acting_as(colleague):
        accesses = Access.objects.of(insider.official).filter(in_file=True)
        pages = {each.page for each in accesses}
        assert {each.person for each in accesses} == {insider.person}
        assert pages == {"official-print", "note-list"}


def test_each_sealed_row_of_a_list_that_is_taken_is_kept(insider):
    other = NoteFactory()

    insider.get("/notes/", {"format": "csv"}).getvalue()

    keys = {each.key for each in Access.objects.filter(kind="engagements_note")}
    assert keys == set(insider.official.notes.values_list("pk", flat=True))
    assert other.pk not in keys


def test_the_log_names_no_circle(insider):
    circle = insider.official.circle

    insider.get("/officials/", {"circle": circle.pk, "format": "csv"}).getvalue()

    assert Export.objects.get().filters == {"circle": ["…"]}


def test_the_log_shows_to_who_took_a_file_and_to_who_reads_logs(insider):
    take(insider)

    def lines(person):
        with acting_as(person):
            return Export.objects.count()

    assert lines(insider.person) == lines(UserFactory(role="Manager")) == 2
    assert lines(UserFactory()) == lines(UserFactory(role="Viewer")) == 0
    assert lines(UserFactory(role="Manager", is_active=False)) == lines(None) == 0


def test_nobody_rewrites_the_log_nor_takes_a_line_from_it(insider):
    take(insider)
    Export.objects.update(taken_at=LONG_AGO)
    Access.objects.update(at=LONG_AGO)

    with acting_as(insider.person):
        for rows in (Export.objects.all(), Access.objects.all()):
            assert rows.exists()
            for change in (rows.delete, lambda rows=rows: rows.update(page="desk")):
                with pytest.raises(IntegrityError), transaction.atomic():
                    change()


def test_nobody_writes_a_line_in_the_name_of_another(insider):
    other = UserFactory(role="Manager")
    key = insider.official.pk
    line = {"person": insider.person, "kind": "officials_official", "key": key}

    with acting_as(other):
        for forge in (
            lambda: Export.objects.create(taken_by=insider.person, page="desk"),
            lambda: Access.objects.create(**line, page="desk"),
        ):
            refusal = pytest.raises(ProgrammingError, match="row-level security")
            with refusal, transaction.atomic():
                forge()


def test_a_key_that_somebody_types_into_an_address_is_not_logged_either(insider):
    key = str(insider.official.pk)

    insider.get("/notes/", {"columns": [key, "headline"], "format": "csv"}).getvalue()

    assert Export.objects.get().filters == {"columns": ["…", "headline"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(taken_by=insider.person, filters={"x": [key]})
