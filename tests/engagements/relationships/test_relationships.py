"""Relationships: who keeps in touch, how often, and who is going quiet."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.relationships.models import Relationship
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def contact(official, on, **fields):
    return OutreachActionFactory(towards=[official], done=True, done_on=on, **fields)


def test_the_next_contact_is_due_a_rhythm_after_the_last_one():
    reader = UserFactory()
    tie = RelationshipFactory(rhythm_days=30, began_on=days(-400))
    contact(tie.official, days(-40))
    contact(tie.official, days(-10))
    OutreachActionFactory(towards=[tie.official], planned_on=days(-1))
    contact(OfficialFactory(), days(0))

    relationship = Relationship.objects.with_contact(reader).get()

    assert (relationship.last_contact_on, relationship.due_on) == (days(-10), days(20))


def test_without_any_contact_it_counts_from_the_beginning():
    RelationshipFactory(rhythm_days=30, began_on=days(-10))

    relationship = Relationship.objects.with_contact(UserFactory()).get()

    assert (relationship.last_contact_on, relationship.due_on) == (None, days(20))


@pytest.mark.parametrize(
    ("what", "counts"),
    [
        ({"kind": "letter"}, False),
        ({"kind": "letter", "responded": True}, True),
        ({"kind": "email", "direction": "in"}, True),
        ({"kind": "congratulation"}, False),
        ({"kind": "call"}, True),
        ({"kind": "visit"}, True),
    ],
)
def test_a_letter_that_nobody_answered_is_no_contact_but_we_tried(what, counts):
    tie = RelationshipFactory(rhythm_days=30, began_on=days(-100))
    contact(tie.official, days(-50))
    contact(tie.official, days(-5), **what)

    relationship = Relationship.objects.with_contact(UserFactory()).get()

    assert relationship.last_contact_on == (days(-5) if counts else days(-50))
    assert relationship.last_tried_on == days(-5)


def test_the_relationship_tab_says_when_we_last_tried(as_role):
    client, tie = as_role("Viewer"), RelationshipFactory(began_on=days(-100))
    contact(tie.official, days(-5), kind="letter")

    tab_page = client.get(f"/officials/{tie.official_id}/?tab=relationship")

    assert "Last tried" in tab_page.content.decode()


def test_who_looks_later_says_why_and_the_desk_keeps_quiet_until_then(as_role):
    client = as_role("Officer")
    tie = RelationshipFactory(lead=client.person, rhythm_days=30, began_on=days(-99))
    page, tab = f"/relationships/{tie.pk}/snoozes/new/", "?tab=relationship"
    assert str(tie.official) in client.get("/").content.decode()

    past = fill(client, page, until=days(0), reason="Elections")
    for_ever = fill(client, page, until=days(900), reason="Elections")
    fill(client, page, until=days(20), reason="Elections in March")

    assert "Choose a day that is still to come." in past.content.decode()
    assert "A year at most" in for_ever.content.decode()
    assert str(tie.official) not in client.get("/").content.decode()
    tab_text = client.get(f"/officials/{tie.official_id}/{tab}").content.decode()
    assert "Elections in March" in tab_text
    client.post(f"/snoozes/{tie.snoozes.get().pk}/wake/")
    assert str(tie.official) in client.get("/").content.decode()


def test_going_quiet_is_from_the_day_it_is_due_the_most_overdue_first():
    reader = UserFactory()
    due = RelationshipFactory(rhythm_days=30, began_on=days(-30))
    overdue = RelationshipFactory(rhythm_days=30, began_on=days(-300))
    RelationshipFactory(rhythm_days=30, began_on=days(-29))
    relationship = RelationshipFactory(rhythm_days=30, began_on=days(-300))
    contact(relationship.official, days(-29))

    assert list(Relationship.objects.going_quiet(reader)) == [overdue, due]


def test_a_contact_that_the_reader_may_not_see_does_not_count_for_them():
    member, outsider = UserFactory(), UserFactory()
    tie = RelationshipFactory(rhythm_days=30, began_on=days(-100))
    contact(tie.official, days(-5), circle=CircleFactory(people=[member]))

    assert not Relationship.objects.going_quiet(member).exists()
    assert list(Relationship.objects.going_quiet(outsider)) == [tie]


def test_an_official_has_one_lead_in_a_circle(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    official = OfficialFactory()
    page = f"/officials/{official.pk}/relationships/new/"

    assert fill(client, page, lead=client.person.pk).status_code == 302
    refusal = fill(client, page, lead=client.person.pk)
    in_circle = fill(client, page, lead=client.person.pk, circle=circle.pk)

    assert refusal.status_code == 422
    assert "This official has a lead already." in refusal.content.decode()
    assert in_circle.status_code == 302
    with pytest.raises(IntegrityError, match="relationship_once"), transaction.atomic():
        RelationshipFactory(official=official)


@pytest.mark.parametrize("rhythm", [0, 1001, -5, 99999])
def test_a_rhythm_is_1_to_1000_days(as_role, rhythm):
    client, tie = as_role("Officer"), RelationshipFactory()

    page = f"/relationships/{tie.pk}/edit/"
    assert fill(client, page, rhythm_days=rhythm).status_code == 422
    assert fill(client, page, rhythm_days=1000).status_code == 302
    tie.rhythm_days = rhythm
    with pytest.raises(ValidationError, match="A rhythm is 1 to 1000 days"):
        tie.validate_constraints()


def test_a_relationship_with_somebody_of_a_narrower_circle_is_in_that_circle(as_role):
    client = as_role("Officer")
    circle = CircleFactory(people=[client.person])
    official = OfficialFactory(circle=circle)
    page = f"/officials/{official.pk}/relationships/new/"

    refusal = fill(client, page, lead=client.person.pk, circle=1)
    saved = fill(client, page, lead=client.person.pk)

    assert f"known to the circle {circle} only" in refusal.content.decode()
    assert saved.status_code == 302
    assert official.relationships.get().circle == circle


def test_a_beginning_lies_in_days_of_ours_and_breaks_no_page(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    page = f"/officials/{official.pk}/relationships/new/"

    for wrong, sentence in (
        ("9999-12-31", "between 1900 and 2200"),
        ("2199-12-31", "That day is still to come."),
        ("0001-01-01", "between 1900 and 2200"),
    ):
        refusal = fill(client, page, lead=client.person.pk, began_on=wrong)
        assert refusal.status_code == 422
        assert sentence in refusal.content.decode()
    saved = fill(client, page, lead=client.person.pk, began_on="1900-01-01")
    assert saved.status_code == 302
    for path in ("/relationships/", f"/officials/{official.pk}/", "/"):
        assert client.get(path).status_code == 200
