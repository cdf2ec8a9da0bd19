"""Relationships go from hand to hand, with a brief that is read."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagements.contacts.models import OutreachAction
from engagements.relationships import handover_steps
from engagements.relationships.models import Handover
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.relationships import HandoverFactory, RelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def relationship():
    return RelationshipFactory(lead=UserFactory(full_name="Irina"))


def test_who_takes_over_leads_and_finds_an_unread_brief_on_the_desk(
    as_role, relationship
):
    client = as_role("Officer")
    plan = OutreachActionFactory(
        towards=[relationship.official], lead=relationship.lead
    )
    with acting_as(relationship.lead):
        handover_steps.hand_over(
            relationship, client.person, by=relationship.lead, brief="Call, never write"
        )

    relationship.refresh_from_db()
    assert relationship.lead == client.person
    assert OutreachAction.objects.get(pk=plan.pk).lead == client.person
    desk = client.get("/").content.decode()
    assert "read the brief" in desk
    handover = Handover.objects.get()
    page = client.get(f"/handovers/{handover.pk}/").content.decode()
    assert "Call, never write" in page

    client.post(f"/handovers/{handover.pk}/read/")

    assert "read the brief" not in client.get("/").content.decode()


def test_several_relationships_go_at_once_from_one_form(as_role, relationship):
    client, other = as_role("Manager"), UserFactory()
    second = RelationshipFactory(lead=relationship.lead)
    third = RelationshipFactory(lead=relationship.lead)

    client.post(
        f"/relationships/{relationship.pk}/hand-over/",
        {"to_lead": other.pk, "brief": "All of it.", "others": [second.pk]},
    )

    for each in (relationship, second, third):
        each.refresh_from_db()
    assert (relationship.lead, second.lead) == (other, other)
    assert third.lead != other


def test_a_second_click_lands_where_the_first_one_did(as_role, relationship):
    client, other = as_role("Manager"), UserFactory()
    page = f"/relationships/{relationship.pk}/hand-over/"
    data = {
        "to_lead": other.pk,
        "brief": "All.",
        "once": client.get(page).context["once"],
    }

    first, second = client.post(page, data), client.post(page, data)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Handover.objects.get().to_lead == other
    again = client.post(page, {**data, "brief": "Other words."})
    assert again.status_code == 422


def test_cover_for_a_leave_is_given_back_after_its_last_day(as_role, relationship):
    client, before = as_role("Officer"), relationship.lead
    with acting_as(before):
        handover = handover_steps.hand_over(
            relationship,
            client.person,
            by=before,
            brief="Two weeks",
            until=timezone.localdate() + datetime.timedelta(14),
        )
    relationship.refresh_from_db()
    assert relationship.deputy == before
    handover_steps.mark_read(handover, by=client.person)
    assert not handover_steps.waiting_for(client.person).exists()
    Handover.objects.update(until=timezone.localdate() - datetime.timedelta(1))
    assert "give it back" in client.get("/").content.decode()

    client.post(f"/handovers/{handover.pk}/give-back/")

    relationship.refresh_from_db()
    assert (relationship.lead, relationship.deputy) == (before, client.person)
    assert "give it back" not in client.get("/").content.decode()


def test_nobody_takes_over_what_they_may_not_see(relationship):
    outside = UserFactory()
    circle = CircleFactory(people=[relationship.lead])
    narrow = RelationshipFactory(
        lead=relationship.lead, official=relationship.official, circle=circle
    )

    with (
        acting_as(relationship.lead),
        pytest.raises(ValidationError, match="may not see this relationship"),
    ):
        handover_steps.hand_over(narrow, outside, by=relationship.lead, brief="Take it")


@pytest.mark.parametrize(
    ("handover_fields", "sentence"),
    [
        ({"brief": ""}, "This field is required."),
        ({"until": "2020-01-01"}, "That day has passed."),
    ],
)
def test_a_handover_that_lacks_something_gets_a_sentence(
    as_role, relationship, handover_fields, sentence
):
    client, other = as_role("Manager"), UserFactory()
    data = {"to_lead": other.pk, "brief": "All of it.", **handover_fields}

    refusal = client.post(f"/relationships/{relationship.pk}/hand-over/", data)

    assert refusal.status_code == 422
    assert sentence in refusal.content.decode()
    assert not Handover.objects.exists()


def test_what_was_for_good_is_not_given_back():
    handover = HandoverFactory()

    with pytest.raises(ValidationError, match="nothing to give back"):
        handover_steps.give_back(handover, by=handover.to_lead)
