"""Where a relationship stands, on a tab of its own and nowhere else."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.approach import workflow as approach_steps
from engagements.relationships.models import Relationship
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.people import OfficialFactory, TieFactory
from tests.factories.relationships import RelationshipFactory, StageMoveFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db
Stage = Relationship.Stage


@pytest.fixture
def anna():
    return OfficialFactory(named="Anna Volkova")


def page(client, official, tab="relationship"):
    url = reverse("official-detail", args=[official.pk])
    return client.get(url, {"tab": tab}).content.decode()


def test_the_stage_shows_on_its_tab_and_neither_in_the_head_nor_in_print(as_role, anna):
    client = as_role("Officer")
    relationship = RelationshipFactory(
        official=anna, stage=Stage.COLLABORATING, remarks="Prefers to walk and talk"
    )
    StageMoveFactory(
        relationship=relationship,
        to_stage=Stage.COLLABORATING,
        was_so_before=True,
        moved_by__full_name="Irina Solntseva",
    )

    text = page(client, anna)
    assert "Where it stands: collaborating" in text
    assert "already so when we began" in text
    assert "Irina Solntseva" in text
    assert "Prefers to walk and talk" in text

    print_out = reverse("official-print", args=[anna.pk])
    others = [page(client, anna, tab) for tab in ("timeline", "ties", "names")]
    others.append(client.get(print_out).content.decode())
    others.append(client.get(reverse("official-list")).content.decode())
    for other in others:
        assert "Anna Volkova" in other
        assert "collaborating" not in other
        assert "Prefers to walk" not in other


def test_a_contact_before_we_began_counts_as_the_last_one(as_role, anna):
    client = as_role("Officer")
    relationship = RelationshipFactory(official=anna, lead=client.person)
    before = timezone.localdate() - datetime.timedelta(days=40)
    edit = reverse("relationship-edit", args=[relationship.pk])
    fields = {
        "lead": client.person.pk,
        "rhythm_days": 30,
        "began_on": before.isoformat(),
        "revision": client.get(edit).context_data["revision"],
    }

    late = client.post(edit, {**fields, "contact_before_on": "2099-01-01"})
    assert "That day is still to come." in late.content.decode()
    client.post(edit, {**fields, "contact_before_on": before.isoformat()})

    relationship_row = Relationship.objects.with_contact(client.person).get()
    assert (relationship_row.contact_before_on, relationship_row.last_contact_on) == (
        before,
        before,
    )
    OutreachActionFactory(towards=[anna], done=True)
    relationship_row = Relationship.objects.with_contact(client.person).get()
    assert relationship_row.last_contact_on == timezone.localdate()


def test_the_tab_says_over_whom_to_be_introduced_and_who_to_ask(as_role, anna):
    client = as_role("Officer")
    boris = OfficialFactory(named="Boris Somov")
    TieFactory(official=anna, other=boris, kind="reports_to")
    lead = UserFactory(full_name="Pavel Ozerov")
    relationship = RelationshipFactory(official=boris, lead=lead)
    assert "None of the people we are in dialogue with" in page(client, anna)

    Relationship.objects.filter(pk=relationship.pk).update(stage=Stage.DIALOGUE)

    text = page(client, anna)
    assert "Ask Pavel Ozerov, who keeps in touch with Boris Somov." in text
    assert "is the superior of" in text
    assert "1 step" in text


def test_whom_we_talk_to_nobody_needs_to_introduce(as_role, anna):
    client = as_role("Officer")
    assert "How to be introduced" in page(client, anna)

    RelationshipFactory(official=anna, stage=Stage.DIALOGUE)

    assert "How to be introduced" not in page(client, anna)


def test_a_hidden_relationship_begins_no_path_and_shows_no_lead(as_role, anna):
    manager_of_it = UserFactory()
    circle = CircleFactory(people=[manager_of_it])
    boris = OfficialFactory(named="Boris Somov")
    TieFactory(official=anna, other=boris)
    RelationshipFactory(official=boris, stage=Stage.ALLY, circle=circle)
    client = as_role("Officer")
    assert "Boris Somov" not in page(client, anna)

    client.force_login(manager_of_it)
    assert "Boris Somov" in page(client, anna)


def test_the_tab_opens_approached_when_the_first_contact_is_prepared(as_role, anna):
    client = as_role("Officer")
    RelationshipFactory(official=anna, stage=Stage.IDENTIFIED)
    AssessmentFactory(official=anna)
    approach = ApproachFactory(official=anna)
    approach_steps.ask(approach, by=approach.written_by)
    sentence = "It takes a signed “Before we approach” before the first contact."
    assert sentence in page(client, anna)

    approach_steps.sign(approach, by=UserFactory())

    text = page(client, anna)
    assert sentence not in text
    assert "Move to “approached”" in text


def test_the_tab_says_that_dialogue_takes_an_answer(as_role, anna):
    client = as_role("Officer")
    RelationshipFactory(official=anna, stage=Stage.APPROACHED)
    sentence = "It takes a contact that took place, in which they responded"
    OutreachActionFactory(towards=[anna], done=True)
    assert sentence in page(client, anna)

    OutreachActionFactory(towards=[anna], done=True, responded=True)

    assert sentence not in page(client, anna)


def test_the_day_on_which_it_goes_quiet_is_said_where_it_is_another(as_role, anna):
    client = as_role("Officer")
    tie = RelationshipFactory(official=anna, rhythm_days=30, longest_days=60)
    assert "Gone quiet after: + 60 days" in page(client, anna)

    tie.longest_days = None
    tie.save()

    assert "+ 30 days = " in page(client, anna)
    assert "Gone quiet after" not in page(client, anna)
