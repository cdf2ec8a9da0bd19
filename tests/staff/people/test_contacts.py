"""How to reach an official, and their numbers in other registers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from officials.people.models import ContactPoint, Identifier
from officials.security.context import acting_as
from staff.views.people.contact_points import contacts_of
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.people import (
    ContactPointFactory,
    IdentifierFactory,
    OfficialFactory,
)
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return OfficialFactory(named="Anna Volkova")


def page(client, official):
    url = reverse("official-detail", args=[official.pk])
    return client.get(url, {"tab": "names"}).content.decode()


def add(client, official, part="contactpoint", **fields):
    return client.post(reverse(f"{part}-add", args=[official.pk]), fields)


def test_an_officer_records_how_to_reach_somebody(as_role, anna):
    client = as_role("Officer")

    answer = add(
        client,
        anna,
        kind="office_phone",
        value="+7 812 555-01-01",
        preferred="on",
        safe_to_use="on",
        gatekeeper="Lidia Pavlovna",
        hours="weekdays after 16:00",
        valid_from="2020",
    )

    assert answer.url.endswith(f"/{anna.pk}/?tab=names")
    text = page(client, anna)
    assert 'href="tel:+78125550101"' in text
    assert "Gatekeeper: Lidia Pavlovna" in text
    assert "When: weekdays after 16:00" in text
    assert "since 2020" in text
    assert "Preferred" in text
    assert "Not safe" not in text


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("email", "m.kirsanov", "An e-mail address looks like name@example.org."),
        ("mobile", "ask Lidia", "A telephone number has digits"),
        ("office_phone", "12", "A telephone number has digits"),
        ("postal", "   ", "This field is required."),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(as_role, anna, kind, value, sentence):
    answer = add(as_role("Officer"), anna, kind=kind, value=value)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ContactPoint.objects.exists()


def test_what_is_not_safe_is_marked_and_leads_nowhere(as_role, anna):
    client = as_role("Viewer")
    contact = ContactPointFactory(official=anna, safe_to_use=True)
    assert f'href="mailto:{contact.value}"' in page(client, anna)

    contact.safe_to_use = False
    contact.save()

    text = page(client, anna)
    assert contact.value in text
    assert "mailto:" not in text
    assert "Not safe" in text


def test_what_is_valid_comes_first_and_what_is_past_is_greyed(anna):
    user = UserFactory()
    today = timezone.localdate()
    ContactPointFactory(
        official=anna, value="old@example.org", preferred=True, valid_until=day("2019")
    )
    ContactPointFactory(official=anna, value="new@example.org", safe_to_use=True)
    ContactPointFactory(
        official=anna, value="today@example.org", valid_until=day(today.isoformat())
    )

    with acting_as(user):
        rows = contacts_of(anna, user)["contact_points"]

    assert [(row["value"], row["is_past"]) for row in rows] == [
        ("new@example.org", False),
        ("today@example.org", False),
        ("old@example.org", True),
    ]
    assert not rows[2]["preferred"]


def test_a_private_number_is_for_its_circle_and_leaves_no_trace_elsewhere(
    as_role, anna
):
    client = as_role("Officer")
    member = UserFactory()
    circle = CircleFactory(people=[member])
    private = ContactPointFactory(official=anna, value="private line", circle=circle)
    with acting_as(member):
        (row,) = contacts_of(anna, member)["contact_points"]
    assert row["value"] == "private line"

    text = page(client, anna)
    private.delete()

    assert "private line" not in text
    assert "We do not know how to reach them yet." in text
    assert len(text) == len(page(client, anna))


def test_the_form_asks_who_may_see_it(as_role, anna):
    client = as_role("Officer")
    circle = CircleFactory(name="The few", people=[client.person])
    form = client.get(reverse("contactpoint-add", args=[anna.pk])).content.decode()
    assert "Who may see it" in form

    add(client, anna, kind="mobile", value="+7 000 555", circle=circle.pk)

    assert ContactPoint.objects.get().circle == circle
    assert "Seen by The few only" in page(client, anna)


def test_a_number_of_another_register_is_added_changed_and_removed(as_role, anna):
    client = as_role("Officer")

    add(client, anna, "identifier", scheme="Wikidata", value="q7747")
    identifier = Identifier.objects.get()
    assert (identifier.scheme, identifier.value) == ("wikidata", "Q7747")
    assert 'href="https://www.wikidata.org/wiki/Q7747" rel="noreferrer"' in page(
        client, anna
    )

    edit = reverse("identifier-edit", args=[identifier.pk])
    revision = client.get(edit).context_data["revision"]
    client.post(edit, {"scheme": "viaf", "value": "12345", "revision": revision})
    identifier.refresh_from_db()
    assert str(identifier) == "viaf: 12345"

    client.post(reverse("identifier-remove", args=[identifier.pk]))
    assert not Identifier.objects.exists()


def test_the_address_of_an_item_will_do_for_its_number(as_role, anna):
    address = "https://www.wikidata.org/wiki/Q7747"

    add(as_role("Officer"), anna, "identifier", scheme="wikidata", value=address)

    assert Identifier.objects.get().value == "Q7747"


@pytest.mark.parametrize(
    ("scheme", "value", "sentence"),
    [
        ("wikidata", "7747", "A Wikidata item is Q and a number"),
        ("my register", "1", "Write the register in small letters"),
        ("wikidata", "Q1", "An official of this circle has it already."),
    ],
)
def test_a_number_that_cannot_be_is_refused(as_role, anna, scheme, value, sentence):
    IdentifierFactory(value="Q1")

    answer = add(as_role("Officer"), anna, "identifier", scheme=scheme, value=value)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_contact_is_removed_after_asking(as_role, anna):
    client = as_role("Officer")
    contact = ContactPointFactory(official=anna)
    remove = reverse("contactpoint-remove", args=[contact.pk])
    assert contact.value in client.get(remove).content.decode()

    assert client.post(remove).url.endswith("?tab=names")

    assert not ContactPoint.objects.exists()
