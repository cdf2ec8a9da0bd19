"""Stages move by rule, and every way round it is refused with the same sentence."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from engagements.approach import workflow as approach_steps
from engagements.contacts.models import ActionOfficial
from engagements.relationships import workflow
from engagements.relationships.models import Relationship, StageMove
from engagements.relationships.rules import refusal
from engagements.relationships.workflow import LADDER, NEXT_STAGES, next_stages
from officials.safeguards.models import Switch
from officials.security.context import acting_as
from officials.security.refusals import ask, in_words, sentence_of
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory, StageMoveFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db
Stage = Relationship.Stage

UNPREPARED = "It takes a signed “Before we approach” before the first contact."
UNANSWERED = (
    "It takes a contact that took place, in which they responded or came to us."
)
ONE = "It moves one stage at a time."
BACK = "From “paused” and “closed” it goes back to where it stood before."
WHY = "Say why."
ASSESS = "It takes an assessment to be identified: write one first."
ILLEGAL = [
    *[("monitored", to, ONE) for to in LADDER[2:]],
    ("monitored", "identified", ASSESS),
    ("monitored", "paused", WHY),
    ("monitored", "closed", WHY),
    ("identified", "monitored", WHY),
    ("identified", "approached", UNPREPARED),
    *[("identified", to, ONE) for to in LADDER[3:]],
    ("identified", "paused", WHY),
    *[("approached", to, ONE) for to in ("monitored", "collaborating", "ally")],
    ("approached", "identified", WHY),
    ("approached", "in_dialogue", UNANSWERED),
    *[("in_dialogue", to, ONE) for to in ("monitored", "identified", "ally")],
    ("in_dialogue", "approached", WHY),
    ("in_dialogue", "collaborating", UNANSWERED),
    *[("collaborating", to, ONE) for to in LADDER[:3]],
    ("collaborating", "ally", UNANSWERED),
    *[("ally", to, ONE) for to in LADDER[:4]],
    ("ally", "collaborating", WHY),
    ("ally", "closed", WHY),
    *[("paused", to, BACK) for to in LADDER[1:]],
    ("paused", "monitored", WHY),
    ("paused", "closed", WHY),
    *[("closed", to, BACK) for to in LADDER[1:]],
    ("closed", "paused", WHY),
]


def refused_in_words(action):
    with pytest.raises(ValidationError) as error:
        action()
    return error.value.messages


def refused_by_the_database(action):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        action()
    return sentence_of(error.value)


def in_shell(user, tie, to):
    """What somebody at a shell is told, whichever way they try."""
    refusals = []
    with acting_as(user):
        tie.refresh_from_db()
        refusals += refused_in_words(lambda: workflow.move_stage(tie, to, by=user))
        move = {"from_stage": tie.stage, "to_stage": to, "moved_by": user}
        move_fields = {"relationship": tie, "circle": tie.circle, **move}
        refusals.append(
            refused_by_the_database(lambda: StageMove.objects.create(**move_fields))
        )
        mine = Relationship.objects.filter(pk=tie.pk)
        refusals.append(refused_by_the_database(lambda: mine.update(stage=to)))
        tie.stage = to
        refusals += refused_in_words(tie.full_clean)
        refusals.append(refused_by_the_database(tie.save))
    return refusals


def in_form(client, tie, to):
    url = reverse("relationship-move", args=[tie.pk])
    answer = client.post(url, {"move-to": to, "move-reason": ""})
    assert answer.status_code == 422
    return answer.context_data["form"].non_field_errors()


def in_admin(client, tie, to):
    url = reverse("admin:engagements_relationship_change", args=[tie.pk])
    data = {
        "official": tie.official_id,
        "lead": tie.lead_id,
        "rhythm_days": tie.rhythm_days,
        "began_on": tie.began_on,
        "to_stage": to,
        "reason": "",
    }
    answer = client.post(url, data)
    assert answer.status_code == 200
    return answer.context_data["adminform"].form.errors["to_stage"]


@pytest.fixture
def administrator(as_role, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return as_role("Administrator")


@pytest.mark.parametrize(("before", "to", "sentence"), ILLEGAL)
def test_an_illegal_move_is_refused_everywhere_with_the_same_sentence(
    administrator, before, to, sentence
):
    tie = RelationshipFactory(stage=before)

    refusals = [
        *in_form(administrator, tie, to),
        *in_admin(administrator, tie, to),
        *in_shell(administrator.person, tie, to),
    ]

    assert len(refusals) == 7
    assert all(sentence in each for each in refusals), refusals
    tie.refresh_from_db()
    assert tie.stage == before
    assert not tie.stage_moves.exists()


def test_the_table_of_next_stages_and_the_database_tell_the_same():
    tie = RelationshipFactory()
    for before, following in NEXT_STAGES.items():
        for to in Stage:
            why = refusal(tie.pk, to, before=before, reason="Because")
            structural = why in (ONE, BACK, in_words("stage_is_that"))
            assert structural == (to not in following), (before, to, why)


def test_the_ladder_of_the_database_is_the_one_of_the_stages():
    assert ask("app_ladder()") == [stage.value for stage in LADDER]


def ready(**fields):
    """A monitored relationship with an assessment and a signed approach."""
    tie = RelationshipFactory(**fields)
    AssessmentFactory(official=tie.official)
    approach = ApproachFactory(official=tie.official)
    approach_steps.ask(approach, by=approach.written_by)
    return tie, approach


def test_identified_needs_an_assessment_and_a_signature():
    user = UserFactory()
    tie = RelationshipFactory()
    assert refusal(tie.pk, "identified", before="monitored") == ASSESS

    AssessmentFactory(official=tie.official)
    refusals = refused_in_words(lambda: workflow.move_stage(tie, "identified", by=user))
    assert refusals == ["It takes a signed “Before we approach” to be identified."]

    approach = ApproachFactory(official=tie.official)
    approach_steps.ask(approach, by=approach.written_by)
    assert refusal(tie.pk, "identified", before="monitored") == refusals[0]
    approach_steps.sign(approach, by=user)
    tie.refresh_from_db()
    assert tie.stage == "identified"


def met(tie, **fields):
    return OutreachActionFactory(towards=[tie.official], done=True, **fields)


def test_approached_needs_the_first_contact_prepared():
    user = UserFactory()
    tie, approach = ready()
    approach_steps.sign(approach, by=user)
    tie.refresh_from_db()
    with acting_as(user):
        workflow.move_stage(tie, "approached", by=user)
        workflow.undo_stage(tie, by=user)
        approach_steps.withdraw(approach, by=user, reason="They were moved")
    refusals = in_shell(user, tie, "approached")
    assert all("The signature was withdrawn" in each for each in refusals), refusals


def test_a_red_risk_that_nobody_signed_keeps_from_approached(administrator):
    tie, approach = ready()
    approach_steps.sign(approach, by=UserFactory())
    ApproachFactory(official=tie.official, version=2, threat=(5, 3))

    refusals = [
        *in_form(administrator, tie, "approached"),
        *in_admin(administrator, tie, "approached"),
    ]
    tie.refresh_from_db()
    refusals += in_shell(administrator.person, tie, "approached")

    assert len(refusals) == 7
    assert all("The risk of exposure is red" in each for each in refusals), refusals


@pytest.mark.parametrize("answer", [{"responded": True}, {"direction": "in"}])
@pytest.mark.parametrize("stage", ["approached", "in_dialogue", "collaborating"])
def test_beyond_approached_they_answered_or_came_to_us(stage, answer):
    user = UserFactory()
    tie = RelationshipFactory(stage=stage)
    next_stage = LADDER[LADDER.index(stage) + 1]
    met(tie)
    with acting_as(user):
        assert refusal(tie.pk, next_stage, before=stage) == UNANSWERED
    met(tie, **answer)
    with acting_as(user):
        workflow.move_stage(tie, next_stage, by=user)
    tie.refresh_from_db()
    assert tie.stage == next_stage


def test_an_answer_in_a_narrower_circle_counts_for_its_people_only():
    insider, outsider = UserFactory(), UserFactory()
    tie = RelationshipFactory(stage="approached")
    action = OutreachActionFactory(
        done=True, responded=True, circle=CircleFactory(people=[insider])
    )
    ActionOfficial.objects.create(
        action=action, official=tie.official, circle=action.circle
    )

    with acting_as(insider):
        assert refusal(tie.pk, "in_dialogue", before="approached") == ""
    with acting_as(outsider):
        assert refusal(tie.pk, "in_dialogue", before="approached") == UNANSWERED


def test_a_contact_offers_the_stage_that_it_showed(as_role):
    client = as_role("Officer")
    tie, approach = ready()
    action = met(tie)
    page = reverse("action-detail", args=[action.pk])
    move = reverse("action-move_on", args=[action.pk])
    assert "Move to “" not in client.get(page).content.decode()
    approach_steps.sign(approach, by=UserFactory())

    assert "Move to “approached”" in client.get(page).content.decode()
    client.post(move)
    tie.refresh_from_db()
    assert tie.stage == "approached"
    assert "Move to “" not in client.get(page).content.decode()

    answered = met(tie, responded=True)
    client.post(reverse("action-move_on", args=[answered.pk]))
    tie.refresh_from_db()
    assert tie.stage == "in_dialogue"


def test_an_answer_to_the_first_contact_is_two_moves_each_kept(as_role):
    client = as_role("Officer")
    tie, approach = ready()
    approach_steps.sign(approach, by=UserFactory())
    action = met(tie, responded=True)
    page = client.get(reverse("action-detail", args=[action.pk])).content.decode()
    assert "Move to “in dialogue”" in page

    client.post(reverse("action-move_on", args=[action.pk]))

    moves = tie.stage_moves.order_by("moved_at").values_list("to_stage", flat=True)
    assert list(moves) == ["identified", "approached", "in_dialogue"]


def test_a_viewer_is_not_offered_a_move(as_role):
    client = as_role("Viewer")
    tie, approach = ready()
    approach_steps.sign(approach, by=UserFactory())
    action = met(tie)
    page = client.get(reverse("action-detail", args=[action.pk])).content.decode()
    assert str(action) in page
    assert "Move to “" not in page
    answer = client.post(reverse("action-move_on", args=[action.pk]))
    assert answer.status_code == 403


def test_an_assessment_of_a_narrower_circle_counts_for_its_people_only():
    insider, outsider = UserFactory(), UserFactory()
    tie, approach = ready()
    with acting_as(insider):
        approach_steps.sign(approach, by=insider)
    workflow.undo_stage(tie, by=insider)
    circle = CircleFactory(people=[insider])
    tie.official.assessments.update(circle=circle)

    with acting_as(insider):
        assert refusal(tie.pk, "identified", before="monitored") == ""
    with acting_as(outsider):
        assert refusal(tie.pk, "identified", before="monitored") == ASSESS


def test_a_move_is_kept_and_taken_back_once():
    user = UserFactory()
    tie = RelationshipFactory()
    with acting_as(user):
        workflow.move_stage(tie, "paused", by=user, reason="On leave until spring")
        workflow.undo_stage(tie, by=user)
        refusals = refused_in_words(lambda: workflow.undo_stage(tie, by=user))

    assert refusals == ["Only the latest move can be taken back, and once."]
    tie.refresh_from_db()
    assert tie.stage == "monitored"
    undo, move = tie.stage_moves.all()
    assert (move.reason, move.moved_by) == ("On leave until spring", user)
    assert undo.undoes == move


def test_from_a_pause_it_goes_back_to_where_it_stood():
    user = UserFactory()
    tie = RelationshipFactory(stage=Stage.COLLABORATING)
    with acting_as(user):
        workflow.move_stage(tie, "paused", by=user, reason="Elections")
        workflow.move_stage(tie, "closed", by=user, reason="Left the country")
        assert next_stages(tie)[0] == Stage.COLLABORATING
        workflow.move_stage(tie, "collaborating", by=user, reason="Came back")

    tie.refresh_from_db()
    assert tie.stage == "collaborating"


def test_a_move_stays_as_it_was_made():
    user = UserFactory()
    tie = RelationshipFactory()
    with acting_as(user):
        workflow.move_stage(tie, "paused", by=user, reason="On leave")
        moves = StageMove.objects.filter(relationship=tie)
        update_refusal = refused_by_the_database(lambda: moves.update(to_stage="ally"))
        gone = refused_by_the_database(moves.delete)
    assert "stays as it was made" in update_refusal
    assert "stays as it was made" in gone


def test_already_so_when_we_began_is_no_way_round():
    user = UserFactory()
    tie = RelationshipFactory()
    with acting_as(user):
        move = {"relationship": tie, "to_stage": "ally", "moved_by": user}
        creation_refusal = refused_by_the_database(
            lambda: StageMove.objects.create(was_so_before=True, **move)
        )
    assert "look again" in creation_refusal


def test_a_relationship_begins_as_monitored_or_says_that_it_was_so():
    user, official = UserFactory(role="Manager"), OfficialFactory()
    at_once = "SET CONSTRAINTS relationship_begun IMMEDIATE"
    with acting_as(user):

        def begin_as_ally():
            Relationship.objects.create(official=official, lead=user, stage="ally")
            with connection.cursor() as cursor:
                cursor.execute(at_once)

        assert "not written over" in refused_by_the_database(begin_as_ally)
        tie = begun_at("in_dialogue", official, user)
        assert tie.stage_moves.get().was_so_before


def begun_at(stage, official, user):
    """A relationship that was at `stage` before there was a register."""
    tie = Relationship.objects.create(official=official, lead=user, stage=stage)
    StageMoveFactory(
        relationship=tie, to_stage=stage, was_so_before=True, moved_by=user
    )
    return tie


def test_nobody_was_an_ally_before_we_began_and_only_managers_say_what_was():
    manager, officer = UserFactory(role="Manager"), UserFactory()
    official = OfficialFactory()
    with acting_as(manager):
        for stage in ("collaborating", "ally"):
            too_high = refused_by_the_database(
                lambda to=stage: begun_at(to, official, manager)
            )
            assert "above “in dialogue”" in too_high
        begun_at("in_dialogue", official, manager)
    other = OfficialFactory()
    with acting_as(officer):
        by_officer = refused_by_the_database(
            lambda: begun_at("approached", other, officer)
        )
    assert "Only a manager brings stages in" in by_officer


def test_the_tab_offers_the_next_moves_and_says_what_is_missing(as_role):
    client = as_role("Officer")
    tie = RelationshipFactory()
    tab = reverse("official-detail", args=[tie.official_id]) + "?tab=relationship"

    text = client.get(tab).content.decode()
    assert "Move to “identified”" in text
    assert ASSESS in text

    move = reverse("relationship-move", args=[tie.pk])
    client.post(move, {"move-to": "paused", "move-reason": "On leave"})
    text = client.get(tab).content.decode()
    assert "Where it stands: paused" in text
    assert "Take the last move back" in text
    client.post(reverse("relationship-undo", args=[tie.pk]))
    assert "Where it stands: monitored" in client.get(tab).content.decode()


def test_a_viewer_sees_the_stage_and_moves_nothing(as_role):
    client = as_role("Viewer")
    tie = RelationshipFactory()
    tab = reverse("official-detail", args=[tie.official_id]) + "?tab=relationship"

    text = client.get(tab).content.decode()
    assert "Where it stands: monitored" in text
    assert "Move to" not in text
    move = reverse("relationship-move", args=[tie.pk])
    answer = client.post(move, {"move-to": "paused", "move-reason": "x"})
    assert answer.status_code == 403


def test_warmth_changes_with_a_contact_that_showed_it():
    user = UserFactory()
    tie = RelationshipFactory()
    planned = OutreachActionFactory(towards=[tie.official])
    action = OutreachActionFactory(towards=[tie.official], done=True)
    with acting_as(user):
        with pytest.raises(ValidationError, match="took place"):
            workflow.change_warmth(tie, 3, by=user, action=planned)
        tie.warmth = 3
        assert "contact that showed it" in refused_by_the_database(tie.save)
        tie.refresh_from_db()
        workflow.change_warmth(tie, 3, by=user, action=action, reason="Two hours")
    tie.refresh_from_db()
    assert tie.warmth == 3
    assert tie.warmth_changes.get().action == action


def test_the_steps_that_ask_something_have_a_page_without_javascript(as_role):
    client = as_role("Officer")
    tie = RelationshipFactory(lead=client.person)
    action = OutreachActionFactory(towards=[tie.official], done=True)
    Switch.objects.update_or_create(name="warmth", defaults={"on": True})
    warmth = reverse("relationship-warmth", args=[tie.pk])

    move = client.get(reverse("relationship-move", args=[tie.pk]))
    assert "identified" in move.content.decode()
    assert str(action) in client.get(warmth).content.decode()
    client.post(
        warmth, {"warmth-to": 3, "warmth-action": action.pk, "warmth-reason": ""}
    )
    tie.refresh_from_db()
    assert tie.warmth == 3

    Switch.objects.filter(name="warmth").update(on=False)
    client.post(warmth, {"warmth-to": 4, "warmth-action": action.pk})
    tie.refresh_from_db()
    assert tie.warmth == 3
