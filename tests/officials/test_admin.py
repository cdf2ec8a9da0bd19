"""What an administrator can and cannot do in the Django admin."""

import pytest

from officials.security.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.jobs import TranslationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(db):
    """A sealed circle of two signatories."""
    circle = CircleFactory(sealed=True, people=[UserFactory(), UserFactory()])
    circle.memberships.update(is_signatory=True)
    return circle


def rows(circle, *added):
    """What the form of a circle sends: who is in it, and who is added."""
    memberships = list(circle.memberships.order_by("pk"))
    data = {
        "name": circle.name,
        "memberships-TOTAL_FORMS": len(memberships) + len(added),
        "memberships-INITIAL_FORMS": len(memberships),
    }
    for number, row in enumerate(memberships):
        data |= {
            f"memberships-{number}-id": row.pk,
            f"memberships-{number}-person": row.person_id,
            f"memberships-{number}-is_signatory": "on",
        }
    for number, person in enumerate(added, start=len(memberships)):
        data[f"memberships-{number}-person"] = person.pk
    return data


def change(client, circle, data):
    return client.post(f"/admin/officials/circle/{circle.pk}/change/", data)


def test_an_administrator_does_not_let_themselves_into_a_sealed_circle(as_role, sealed):
    client = as_role("Administrator")

    refusal = change(client, sealed, rows(sealed, client.person))

    assert "Only a signatory of a sealed circle" in refusal.content.decode()
    assert client.person not in sealed.people.all()


def test_an_administrator_does_not_take_somebody_elses_place_in_it(as_role, sealed):
    client = as_role("Administrator")
    data = rows(sealed)
    data["memberships-0-person"] = client.person.pk

    change(client, sealed, data)

    assert client.person not in sealed.people.all()


def test_a_signatory_lets_somebody_else_in(as_role, sealed):
    client, newcomer = as_role("Administrator"), UserFactory()
    Membership.objects.create(circle=sealed, person=client.person, is_signatory=True)

    saved = change(client, sealed, rows(sealed, newcomer))

    assert saved.status_code == 302
    assert newcomer in sealed.people.all()


def test_a_rule_beyond_the_fields_of_the_admin_is_said_in_words(as_role):
    client = as_role("Administrator")
    job = TranslationFactory(state="translating")
    page = f"/admin/translations/translation/{job.pk}/change/"
    data = {"document": job.document_id, "language": "ru", "translator": ""}

    refusal = client.post(page, data)

    assert "Say first who translates it." in refusal.content.decode()


def test_the_admins_own_log_keeps_no_names(as_role, sealed):
    client = as_role("Administrator")
    client.post(
        "/admin/officials/circle/add/",
        {
            "name": "Case 77",
            "memberships-TOTAL_FORMS": 0,
            "memberships-INITIAL_FORMS": 0,
        },
    )

    assert "Case 77" in client.get("/admin/officials/circle/").content.decode()
    assert "Case 77" not in client.get("/admin/").content.decode()
