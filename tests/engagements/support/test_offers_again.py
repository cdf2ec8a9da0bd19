"""An offer that stands open again goes out anew, and asks the gate like the first."""

import pytest
from django.urls import reverse

from engagements.support.models import Offer
from officials.clearance.rules import NOT_CLEARED
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.people import OfficialFactory
from tests.factories.support import OfferFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.filled_forms import fill
from tests.officials.clearance.closings import unsigned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def client(as_role):
    return as_role("Officer")


@pytest.fixture
def long_ago(client):
    """An offer of ours of the last month, to somebody to whom it may not go now."""
    offer = OfferFactory(offered_on=days(-30), offered_by=client.person)
    unsigned(offer.official)
    return offer


def test_what_they_declined_is_not_offered_again_past_the_gate(client, long_ago):
    page = f"/offers/{long_ago.pk}/edit/"
    assert fill(client, page, answer="declined").status_code == 302
    assert fill(client, page, answer="accepted").status_code == 302

    again = fill(client, page, answer="open")

    assert str(NOT_CLEARED) in again.text
    assert Offer.objects.get().answer == "accepted"


def test_what_was_taken_back_is_not_put_back_past_the_gate(client, long_ago):
    client.post(f"/offers/{long_ago.pk}/take-back/")

    again = client.post(f"/offers/{long_ago.pk}/put-back/", follow=True)

    assert str(NOT_CLEARED) in again.text
    assert not Offer.objects.standing().exists()


def test_what_is_offered_again_to_who_may_be_turned_to_goes(client):
    offer = OfferFactory(offered_on=days(-30), answer="declined", words="Not now")

    page = f"/offers/{offer.pk}/edit/"
    assert fill(client, page, answer="open").status_code == 302

    client.post(f"/offers/{offer.pk}/take-back/")
    client.post(f"/offers/{offer.pk}/put-back/")
    assert Offer.objects.standing().get().answer == "open"


@pytest.mark.parametrize(
    ("whose", "day", "goes"),
    [("mine", 0, True), ("theirs", 0, False), ("mine", -1, False)],
    ids=["mine of today", "of a colleague", "mine of another day"],
)
def test_an_offer_rests_on_a_contact_of_my_own_of_that_day(client, whose, day, goes):
    official = OfficialFactory()
    lead = {"lead": client.person} if whose == "mine" else {}
    contact = OutreachActionFactory(
        towards=[official], done=True, done_on=days(day), kind="meeting", **lead
    )
    text = TranslationFactory(state="published").in_force

    answer = fill(
        client,
        reverse("offer-add", args=[official.pk]),
        edition=text.pk,
        action=contact.pk,
    )

    assert Offer.objects.exists() is goes
    assert (str(NOT_CLEARED) in answer.text) is not goes
