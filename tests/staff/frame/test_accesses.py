"""Who saw this: looks at sealed records are kept, and what was taken in a file."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.duplicates import merger
from officials.security.context import acting_as
from officials.security.models import Access
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def insider(as_role):
    """An officer of a sealed circle, signed in, and an official they know there."""
    client = as_role("Officer", full_name="Irina Inside")
    circle = CircleFactory(sealed=True, people=[client.person])
    client.official = OfficialFactory(circle=circle, named="Anna Volkova")
    return client


def page_of(record, kind="official"):
    return reverse("accesses", args=[kind, record.pk])


def pages(record):
    return [each.page for each in Access.objects.of(record).order_by("pk")]


def test_each_look_at_a_sealed_record_is_kept_with_who_and_when(insider):
    official = insider.official
    note = NoteFactory(about=[official], circle=official.circle)

    insider.get(f"/officials/{official.pk}/")
    insider.get(f"/officials/{official.pk}/edit/")
    insider.get(f"/notes/{note.pk}/")

    assert pages(official) == ["official-detail", "official-edit"]
    (access,) = Access.objects.of(note)
    assert (access.person, access.page) == (insider.person, "note-detail")
    assert not access.in_file
    assert access.at


def test_a_look_at_what_is_not_sealed_is_not_kept(insider):
    circle = CircleFactory(people=[insider.person])
    for official in (OfficialFactory(), OfficialFactory(circle=circle)):
        assert insider.get(f"/officials/{official.pk}/").status_code == 200
        assert pages(official) == []


def test_whoever_is_not_shown_the_record_leaves_no_trace_of_a_look(insider):
    insider.force_login(UserFactory(role="Manager"))

    assert insider.get(f"/officials/{insider.official.pk}/").status_code == 404
    assert pages(insider.official) == []


def test_a_look_in_the_admin_is_kept_as_well(insider):
    official = insider.official
    administrator = UserFactory(role="Administrator")
    official.circle.people.add(administrator)
    open_official = OfficialFactory()
    insider.force_login(administrator)

    for each in (official, open_official):
        page = reverse("admin:officials_official_change", args=[each.pk])
        assert insider.get(page).status_code == 200

    (access,) = Access.objects.of(official)
    assert (access.person, access.page) == (administrator, "officials_official_change")
    assert pages(open_official) == []


def test_who_saw_it_shows_to_those_who_may_see_it(insider):
    official = insider.official
    colleague = UserFactory(full_name="Oleg Other")
    official.circle.people.add(colleague)
    insider.get(f"/officials/{official.pk}/")
    insider.get(f"/officials/{official.pk}/print/")
    insider.force_login(colleague)

    page = insider.get(page_of(official)).content.decode()

    assert page.count("Irina Inside") == 2
    assert "taken" in page
    assert (
        page_of(official) in insider.get(f"/officials/{official.pk}/").content.decode()
    )


@pytest.mark.parametrize("role", ["Manager", "Administrator", "Officer", "Translator"])
def test_who_saw_it_is_not_there_for_anybody_else(insider, role):
    official, stranger = insider.official, UserFactory(role=role)
    insider.get(f"/officials/{official.pk}/")
    insider.force_login(stranger)

    assert Access.objects.of(official).exists()
    assert insider.get(page_of(official)).status_code in (403, 404)
    with acting_as(stranger):
        assert not Access.objects.exists()


def test_what_was_seen_of_a_duplicate_is_told_by_the_one_that_stays(insider):
    official = insider.official
    other = OfficialFactory(circle=official.circle, named="Anna Volkowa")
    insider.get(f"/officials/{other.pk}/")
    manager = UserFactory(role="Manager")
    official.circle.people.add(manager)
    with acting_as(manager):
        merger.merge(official, other, by=manager)
    insider.force_login(manager)

    assert "Irina Inside" in insider.get(page_of(official)).content.decode()


def test_looks_cost_nothing_where_they_are_not_kept(insider):
    open_official, address = OfficialFactory(), "/officials/{}/edit/"
    queries = {}
    for official in (open_official, insider.official):
        insider.get(address.format(official.pk))
        with CaptureQueriesContext(connection) as asked:
            insider.get(address.format(official.pk))
        queries[official] = [query["sql"] for query in asked]

    assert not [sql for sql in queries[open_official] if "officials_access" in sql]
    (write,) = [sql for sql in queries[insider.official] if "officials_access" in sql]
    assert "INSERT INTO" in write
