"""Institutions have their own lead, rhythm, stage and actions; nobody is named."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.relationships.institutions import workflow as institution_steps
from engagements.relationships.models import InstitutionRelationship, Relationship
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.relationships import InstitutionRelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db
Stage = Relationship.Stage


def stands_at(stage, **fields):
    return InstitutionRelationshipFactory(stage=stage, **fields)


def test_a_lead_is_named_for_an_institution_on_its_page(as_role):
    client, place = as_role("Officer"), InstitutionFactory()

    client.post(
        f"/institutions/{place.pk}/institutionrelationships/new/",
        {
            "lead": client.person.pk,
            "rhythm_days": 90,
            "began_on": "2024-03-01",
            "remarks": "Through the press office only.",
        },
    )

    page = client.get(f"/institutions/{place.pk}/").content.decode()
    assert "Where it stands: monitored" in page
    assert "Through the press office only." in page


def test_the_desk_tells_when_an_institution_has_not_heard_from_us(as_role):
    client = as_role("Officer")
    long_ago = timezone.localdate() - datetime.timedelta(400)
    ours = InstitutionRelationshipFactory(lead=client.person, began_on=long_ago)
    assert str(ours.institution) in client.get("/").content.decode()

    OutreachActionFactory(institution=ours.institution, done=True)

    assert str(ours.institution) not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("before", "to", "reason", "sentence"),
    [
        (Stage.MONITORED, Stage.APPROACHED, "", "one stage at a time"),
        (Stage.IDENTIFIED, Stage.APPROACHED, "", "that took place"),
        (Stage.APPROACHED, Stage.DIALOGUE, "", "in which they responded"),
        (Stage.IDENTIFIED, Stage.MONITORED, " ", "Say why."),
        (Stage.DIALOGUE, Stage.PAUSED, "", "Say why."),
        (Stage.PAUSED, Stage.ALLY, "Why not", "where it stood before"),
    ],
)
def test_an_illegal_move_is_refused_in_words(before, to, reason, sentence):
    ours = stands_at(before)
    if to == Stage.DIALOGUE:
        OutreachActionFactory(institution=ours.institution, done=True)

    with pytest.raises(ValidationError, match=sentence):
        institution_steps.move_stage(ours, to, by=ours.lead, reason=reason)


def test_a_contact_opens_approached_and_an_answer_opens_dialogue():
    ours = stands_at(Stage.IDENTIFIED)
    contact = OutreachActionFactory(institution=ours.institution, done=True)

    institution_steps.move_stage(ours, Stage.APPROACHED, by=ours.lead)
    contact.responded = True
    contact.save()
    institution_steps.move_stage(ours, Stage.DIALOGUE, by=ours.lead)

    ours.refresh_from_db()
    assert ours.stage == Stage.DIALOGUE
    assert ours.stage_moves.count() == 2


def test_a_contact_that_one_may_not_see_opens_nothing():
    ours = stands_at(Stage.IDENTIFIED)
    secret = CircleFactory(people=[UserFactory()])
    OutreachActionFactory(institution=ours.institution, done=True, circle=secret)

    with (
        acting_as(ours.lead),
        pytest.raises(ValidationError, match="that took place"),
    ):
        institution_steps.move_stage(ours, Stage.APPROACHED, by=ours.lead)


def test_the_database_refuses_what_a_form_refuses():
    ours = stands_at(Stage.MONITORED)

    with (
        acting_as(ours.lead),
        pytest.raises(IntegrityError, match="stage_one_at_a_time"),
        transaction.atomic(),
    ):
        ours.stage_moves.create(
            from_stage=Stage.MONITORED, to_stage=Stage.ALLY, moved_by=ours.lead
        )
    with (
        acting_as(ours.lead),
        pytest.raises(IntegrityError, match="institution_stage_written_over"),
        transaction.atomic(),
    ):
        InstitutionRelationship.objects.update(stage=Stage.ALLY)
    ours.refresh_from_db()
    assert ours.stage == Stage.MONITORED


def test_a_move_stays_as_it_was_made():
    ours = stands_at(Stage.MONITORED)
    with acting_as(ours.lead):
        move = institution_steps.move_stage(ours, Stage.IDENTIFIED, by=ours.lead)

        with pytest.raises(IntegrityError, match="move_stays"):
            ours.stage_moves.filter(pk=move.pk).update(reason="Otherwise")


def test_the_last_move_is_taken_back_once(as_role):
    client, ours = as_role("Officer"), stands_at(Stage.MONITORED)
    base = f"/institution-relationships/{ours.pk}"

    client.post(f"{base}/move/", {"move-to": "identified"})
    ours.refresh_from_db()
    assert ours.stage == Stage.IDENTIFIED
    client.post(f"{base}/undo/")
    client.post(f"{base}/undo/")

    ours.refresh_from_db()
    assert ours.stage == Stage.MONITORED
    assert ours.stage_moves.count() == 2


def test_after_rest_it_goes_back_to_where_it_stood():
    ours = stands_at(Stage.IDENTIFIED)
    institution_steps.move_stage(ours, Stage.PAUSED, by=ours.lead, reason="Elections")

    institution_steps.move_stage(
        ours, Stage.IDENTIFIED, by=ours.lead, reason="They are over"
    )

    assert InstitutionRelationship.objects.get().stage == Stage.IDENTIFIED


def test_a_viewer_sees_where_it_stands_and_no_button(as_role):
    client, ours = as_role("Viewer"), stands_at(Stage.IDENTIFIED)

    page = client.get(f"/institutions/{ours.institution.pk}/").content.decode()

    assert "Where it stands: identified" in page
    assert f"/institution-relationships/{ours.pk}/move/" not in page
