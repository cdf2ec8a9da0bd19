"""pgtrigger keeps history, which a setting can leave out; no wall is of it."""

import datetime

import pgtrigger
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from engagements.assessment.models import Score, ScoreEvidence
from engagements.monitoring.models import Recommendation
from engagements.outcomes.models import OutcomeLink, Reform
from engagements.relationships.models import Relationship
from engagements.support.models import SupportRequest
from officials.clearance.models import WallChange
from officials.safeguards.models import ReviewRequest, Switch
from officials.security.context import acting_as
from officials.security.row_security import DatabaseRule
from staff.keepers.models import Assurance, Keeper, KeyRequest
from staff.locks.models import HouseKey, HouseLock, Lock
from tests.factories.accounts import UserFactory, wake
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ParticipationFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.letters import LegalLabelFactory, LetterFactory
from tests.factories.monitoring import RecommendationFactory
from tests.factories.outcomes import (
    OutcomeFactory,
    ReformFactory,
    ReformStepFactory,
    SubstantiationFactory,
)
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import (
    InstitutionRelationshipFactory,
    InstitutionStageMoveFactory,
    RelationshipFactory,
    StageMoveFactory,
    TakenOverFactory,
)
from tests.factories.safeguards import ReviewRequestFactory
from tests.factories.security import CircleFactory
from tests.factories.support import OfferFactory, SupportRequestFactory
from tests.factories.translations.deliveries import DeliveryFactory, in_force
from tests.factories.translations.jobs import (
    EditionFactory,
    SegmentFactory,
    TranslationFactory,
    corrected,
)
from translations.jobs import workflow as translation_steps

pytestmark = pytest.mark.django_db

SWITCHED_OFF = """
    SELECT t.tgrelid::regclass::text, t.tgname
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND p.prosrc LIKE '%pgtrigger_should_ignore%'
"""
OURS = """
    SELECT count(*) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND p.proname LIKE 'app@_%' ESCAPE '@'
"""
TRIGGERS = """
    SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND p.proname LIKE 'app@_%' ESCAPE '@'
"""
# Every function that refuses a row and hangs on a table, whichever file it stands in.
WALLS = """
    SELECT DISTINCT p.proname
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND p.prosrc LIKE '%check_violation%'
"""
HISTORY = {"insert_insert", "update_update", "delete_delete", "append_only"}
OFFENCES = {}  # function: (code, what arranges, and returns the offence)


@pytest.fixture
def all_ignored():
    """The setting that switches off whatever a setting can."""
    names = [trigger.get_pgid(model) for model, trigger in pgtrigger.registered()]
    assert len(names) > 200
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', %s, true)",
            [f"{{{','.join(names)}}}"],
        )


def test_only_history_can_be_switched_off_by_a_setting():
    with connection.cursor() as cursor:
        cursor.execute(SWITCHED_OFF)
        triggers = cursor.fetchall()
        cursor.execute(OURS)
        assert cursor.fetchone()[0] > 200
    assert len(triggers) > 200

    registered = pgtrigger.registered()
    assert {trigger.name for _model, trigger in registered} == HISTORY
    names = {(m._meta.db_table, trigger.get_pgid(m)) for m, trigger in registered}
    assert set(triggers) <= names


def test_no_trigger_and_no_key_is_switched_off():
    """Keys are triggers of Postgres' own: whoever disables all, disables them too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger"
        )
        modes = cursor.fetchall()

    assert len(modes) > 1000
    assert [each for each in modes if each[2] != "O"] == []


def test_every_trigger_of_ours_is_declared_with_a_model():
    """But for those that only the test database has (tests/one_road.py)."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        triggers = {name for (name,) in cursor.fetchall()}
    assert len(triggers) > 200
    declared = "\n".join(
        rule.create_sql(model, connection.schema_editor())
        for model in apps.get_models()
        for rule in model._meta.constraints
        if isinstance(rule, DatabaseRule)
    )

    strangers = {name for name in triggers if f'"{name}"' not in declared}
    assert {name for name in strangers if not name.endswith("_said")} == set()


def against(function, code):
    """Names the wall, and the code with which it refuses what is returned."""
    return lambda arrange: OFFENCES.setdefault(function, (code, arrange))


def changed(record, **values):
    """The offence of changing `record` past all Python."""
    return lambda: type(record).objects.filter(pk=record.pk).update(**values)


@against("app_no_wider", "wider_than_named")
def names_what_fewer_see(person):
    hidden = InstitutionFactory(circle=CircleFactory(people=[person]))
    return changed(InstitutionFactory(), parent=hidden)


@against("app_not_left_wider", "circle_changed_by_hand")
def moves_away_from_what_names_it(person):
    parent = InstitutionFactory()
    InstitutionFactory(parent=parent)
    return changed(parent, circle=CircleFactory(people=[person]))


@against("app_no_loop", "above_itself")
def stands_above_itself(person):
    parent = InstitutionFactory()
    return changed(parent, parent=InstitutionFactory(parent=parent))


@against("app_append_only", "written_stays")
def rewrites_what_is_old(person):
    year_ago = timezone.now() - datetime.timedelta(days=365)
    return changed(AssessmentFactory(assessed_at=year_ago), summary="Else")


@against("app_rests_on_something", "score_rests_on_nothing")
def a_score_without_a_reason(person):
    assessment = AssessmentFactory(scores={"alignment": 4}, assessor=person)
    ScoreEvidence.objects.filter(score__assessment=assessment).delete()
    (score,) = Score.objects.filter(assessment=assessment)

    def offend():
        changed(score, reason="")()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    return offend


@against("app_delivers_edition", "delivers_out_of_force")
def gives_an_edition_that_was_corrected(person):
    earlier = in_force()
    corrected(earlier)
    return changed(DeliveryFactory(edition=earlier), is_past=False)


@against("app_offers_edition", "offers_out_of_force")
def offers_an_edition_that_was_corrected(person):
    earlier = in_force()
    corrected(earlier)
    return changed(OfferFactory(), edition=earlier)


@against("app_published_to_answer", "answered_unpublished")
def answers_with_a_draft(person):
    return changed(
        SupportRequestFactory(),
        state=SupportRequest.State.ANSWERED,
        answered_on=timezone.localdate(),
        translation=TranslationFactory(),
    )


@against("app_no_own_work", "own_work")
def approves_what_they_began_themselves(person):
    job = TranslationFactory(state="revising", translator=person)
    translation_steps.send_back(job, by=UserFactory(), reason="Too free")
    job.translator = UserFactory()
    job.save()
    return changed(job, approved_by=person, approved_at=timezone.now())


@against("app_done_before_edition", "further_check_open")
def makes_an_edition_of_what_no_expert_has_seen(person):
    job = TranslationFactory(state="to_publish", expert=person)
    return lambda: EditionFactory(translation=job)


@against("app_source_stands", "source_stands")
def takes_another_file_for_the_same_sentences(person):
    return changed(SegmentFactory().translation.source, file="another")


@against("app_language_stands", "language_stands")
def says_what_is_published_is_in_another_language(person):
    return changed(TranslationFactory(state="published"), language="kk")


@against("app_rights_decided", "rights_undecided")
def publishes_what_nobody_has_decided_on(person):
    job = TranslationFactory(state="to_publish", document__rights="")
    return lambda: EditionFactory(translation=job)


@against("app_goes_out", "not_cleared")
def goes_out_to_somebody_nobody_signed_for(person):
    return changed(ParticipationFactory(), state="invited")


@against("app_let_go_wall", "let_go_by_a_manager")
def is_let_go_in_the_name_of_another(person):
    other, now = UserFactory(role="Manager"), timezone.now()
    return changed(ParticipationFactory(), let_go_by=other, let_go_at=now)


@against("app_wallchange_by_rule", "clearance_by_rule")
def rewrites_who_changed_a_wall(person):
    Switch.objects.turn(Switch.Name.FEEDS, on=True)
    return changed(WallChange.objects.get(), is_on=False)


@against("app_clearance_by_rule", "clearance_by_rule")
def clears_somebody_by_hand(person):
    return changed(RelationshipFactory().official.clearances.get(), is_red=True)


@against("app_letter_wall", "letter_without_label")
def goes_out_without_its_label(person):
    letter = LetterFactory(official=AppointmentFactory().official)
    LegalLabelFactory()
    return changed(
        letter,
        state="dispatched",
        method="post",
        dispatched_on=timezone.localdate(),
        dispatched_by=person,
        number=1,
        year=2026,
        series_circle=letter.circle_id,
    )


@against("app_relationship_by_rule", "stage_")
def a_stage_written_over(person):
    return changed(RelationshipFactory(), stage="ally")


@against("app_relationship_begun", "stage_written_over")
def begins_as_an_ally(person):
    official = OfficialFactory()

    def offend():
        Relationship.objects.create(official=official, lead=person, stage="ally")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    return offend


@against("app_stage_move_by_rule", "move_stays")
def a_move_written_over(person):
    return changed(StageMoveFactory(), reason="Else")


@against("app_taken_over_by_rule", "taken_over_by_bringer")
def answers_for_whom_they_brought(person):
    row = TakenOverFactory(brought_by=person)
    answers = {"harm": "no", "goes_on": False, "answered_at": timezone.now()}
    return changed(row, answered_by=person, **answers)


@against("app_institution_stage_move_by_rule", "move_stays")
def a_move_of_an_institution_written_over(person):
    return changed(InstitutionStageMoveFactory(), reason="Else")


@against("app_institution_relationship_by_rule", "institution_stage_written_over")
def a_stage_of_an_institution_written_over(person):
    return changed(InstitutionRelationshipFactory(), stage="ally")


@against("app_outcome_by_rule", "outcome_out_of_order")
def an_outcome_that_leaps(person):
    return changed(OutcomeFactory(), state="substantiated")


@against("app_substantiation_by_rule", "confirmed_by_writer")
def confirms_their_own(person):
    outcome = OutcomeFactory(written_by=person)
    return lambda: SubstantiationFactory(
        outcome=outcome, person=person, name="", recorded_by=person
    )


@against("app_outcomelink_by_rule", "link_led_by_confirmer")
def links_what_the_confirmer_led(person):
    confirmer = UserFactory(full_name="Vera Confirmer")
    outcome = OutcomeFactory()
    SubstantiationFactory(outcome=outcome, name="Vera Confirmer")
    action = OutreachActionFactory(done=True, lead=confirmer)
    link = {"outcome": outcome, "action": action, "how": "It began with this."}
    return lambda: OutcomeLink.objects.create(**link)


@against("app_reformstep_by_rule", "moved_meanwhile")
def steps_from_where_it_does_not_stand(person):
    reform = ReformFactory()
    return lambda: ReformStepFactory(
        reform=reform, from_state="adopted", to_state="in_force", moved_by=person
    )


@against("app_reform_by_rule", "reform_step_by_step")
def a_reform_that_leaps(person):
    return changed(ReformFactory(), state=Reform.State.ADOPTED)


@against("app_signed_stays", "signed_stays")
def rewrites_what_is_signed(person):
    review = ReviewRequestFactory()
    return changed(ApproachFactory(review=review), why_this_person="Else")


@against("app_signed_by_another", "signed_by_writer")
def signs_their_own(person):
    review = ReviewRequestFactory()
    ApproachFactory(review=review, written_by=person)
    return changed(
        review,
        state=ReviewRequest.State.SIGNED,
        decided_by=person,
        decided_at=timezone.now(),
    )


@against("app_recommendation_accepted", "recommendation_not_accepted")
def rests_on_what_was_not_accepted(person):
    recommendation = RecommendationFactory(response=Recommendation.Response.NOTED)
    return changed(ApproachFactory(), recommendation=recommendation)


@against("app_lock_by_rule", "lock_lifted_by_another")
def lifts_their_own_lock(person):
    lock = Lock.objects.create(person=person)
    return changed(lock, lifted_at=timezone.now(), lifted_by=person)


@against("app_house_lock_by_rule", "house_opened_by_two")
def opens_the_house_alone(person):
    return changed(HouseLock.objects.create(), opened_at=timezone.now())


@against("app_house_key_by_rule", "house_opened_by_two")
def opens_the_house_and_keeps_no_key(person):
    lock = HouseLock.objects.create()
    return lambda: HouseKey.objects.create(house_lock=lock, keeper=person)


@against("app_keeper_by_rule", "keeper_by_two_managers")
def names_a_keeper_for_another(person):
    keeper = {"person": UserFactory(), "named_by": UserFactory(role="Manager")}
    return lambda: Keeper.objects.create(**keeper)


@against("app_circle_sealed", "sealed_too_early")
def seals_before_two_hold_the_keys(person):
    return changed(CircleFactory(), sealed=True)


@against("app_membership_by_rule", "membership_by_rule")
def suspends_by_hand(person):
    circle = CircleFactory(people=[person])
    return changed(circle.memberships.get(), suspended_at=timezone.now())


@against("app_assured", "assured_by_another")
def assures_whom_nobody_suspended(person):
    circle = CircleFactory(sealed=True, people=[person, UserFactory()])
    named = {"circle": circle, "person": circle.people.exclude(pk=person.pk).get()}
    return lambda: Assurance.objects.create(**named, given_by=person)


@against("app_key_request_by_rule", "key_request_by_two")
def asks_in_the_name_of_another(person):
    request = {"person": person, "kind": "manager", "lasts_until": timezone.now()}
    oleg = UserFactory(role="Administrator")
    return lambda: KeyRequest.objects.create(**request, asked_by=oleg)


@against("app_role_by_two", "role_by_two")
def makes_a_manager_alone(person):
    wake()
    newcomer, managers = UserFactory(), Group.objects.get(name="Manager")
    return lambda: newcomer.groups.add(managers)


@against("app_nobody_above_roles", "role_by_two")
def puts_somebody_above_the_roles(person):
    wake()
    return changed(UserFactory(), is_superuser=True)


@against("app_factor_by_two", "factor_by_two")
def takes_a_factor_off_alone(person):
    wake()
    factor = {"user": UserFactory(), "type": "totp", "data": {}}
    return Authenticator.objects.create(**factor).delete


def test_every_wall_is_tried():
    with connection.cursor() as cursor:
        cursor.execute(WALLS)
        walls = {name for (name,) in cursor.fetchall()}

    assert walls == OFFENCES.keys()


@pytest.mark.parametrize("wall", OFFENCES)
def test_a_wall_stands_while_everything_is_ignored(wall, all_ignored):
    code, arrange = OFFENCES[wall]
    person = UserFactory(role="Manager")
    offend = arrange(person)

    with (
        acting_as(person),
        pytest.raises(IntegrityError, match=code) as refusal,
        transaction.atomic(),
    ):
        offend()

    assert refusal.value.__cause__.sqlstate == "23514"
