"""May we turn to them now: the gate, and what writes the clearances that it asks."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from engagements.approach import workflow
from engagements.approach.models import Approach
from engagements.approach.respect_check import QUESTIONS
from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.relationships import workflow as relationship_steps
from engagements.support.models import Offer
from officials.clearance import gate
from officials.clearance.models import Clearance, WorkCountry
from officials.safeguards.models import ConductCheck, ExposureThreat, ReviewRequest
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.exchanges import ParticipationFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.letters import LetterFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.deliveries import in_force

pytestmark = pytest.mark.django_db
GOES, BY_MANAGER, WAITS = gate.Answer
YES, NO, CLICK = GOES, WAITS, BY_MANAGER
TICKED = [code for code, _question in QUESTIONS]


def approach_to_sign(**fields):
    approach = ApproachFactory(**fields)
    AssessmentFactory(official=approach.official)
    return workflow.ask(approach, by=approach.written_by)


def answers_about(official):
    """What the gate says of each weight, lightest first."""
    return [gate.answer(official, weight) for weight in gate.Weight]


def unsigned():
    return OfficialFactory()


def signed():
    return cleared(OfficialFactory())


def ahead():
    approach = approach_to_sign()
    workflow.go_ahead(approach, by=approach.written_by, reason="Leaves tomorrow")
    return approach.official


def red():
    return ApproachFactory(threat=(3, 5)).official


def red_signed():
    approach = approach_to_sign(threat=(5, 5))
    workflow.sign(approach, by=UserFactory(role="Manager"))
    return approach.official


def refused():
    official = signed()
    ApproachFactory(official=official, version=2, decision="refuse")
    return official


def deferred():
    official = signed()
    ApproachFactory(official=official, version=2, decision="defer")
    return official


def at_rest():
    tie = RelationshipFactory(official=signed(), stage="monitored")
    relationship_steps.move_stage(tie, "paused", by=UserFactory(), reason="Ill")
    return tie.official


def ran_out(by=3):
    official = signed()
    check = ConductCheck.objects.filter(official=official)
    for each in check:
        each.checked_on, each.valid_until = days(-400), days(-by)
        each.save()
    return official


def ran_out_long():
    return ran_out(by=15)


def new_post(since=2):
    official = signed()
    long_ago = timezone.now() - datetime.timedelta(days=since + 1)
    for each in ReviewRequest.objects.filter(approach__official=official):
        each.decided_at = long_ago
        each.save()
    Clearance.objects.filter(official=official).update(signed_at=long_ago)
    AppointmentFactory(official=official, started=days(-since).isoformat())
    return official


def new_post_long():
    return new_post(since=31)


def left_office():
    official = signed()
    AppointmentFactory(official=official, started="2015", ended=days(0).isoformat())
    return official


def dead():
    official = signed()
    official.died = "2026-01-02"
    official.save()
    return official


# own answer, answer, condolence, courtesy, work, exposing: the table of the issue.
STATES = {
    unsigned: [YES, YES, NO, NO, NO, NO],
    signed: [YES, YES, YES, YES, YES, YES],
    ahead: [YES, YES, YES, YES, YES, NO],
    red: [YES, NO, CLICK, CLICK, NO, NO],
    red_signed: [YES, YES, YES, YES, YES, CLICK],
    refused: [NO, NO, NO, NO, NO, NO],
    deferred: [YES, YES, YES, YES, NO, NO],
    at_rest: [YES, YES, YES, YES, NO, NO],
    ran_out: [YES, YES, YES, YES, YES, NO],
    ran_out_long: [YES, YES, YES, YES, NO, NO],
    new_post: [YES, YES, YES, YES, YES, NO],
    new_post_long: [YES, YES, YES, YES, NO, NO],
    left_office: [YES, YES, YES, YES, YES, NO],
    dead: [NO, NO, YES, NO, NO, NO],
}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_what_goes_out_follows_the_state_of_the_person(state):
    assert answers_about(state()) == STATES[state]


def test_of_several_states_the_strictest_answer_counts():
    official = red_signed()
    official.died = "2026-01-02"
    official.save()

    assert answers_about(official) == [NO, NO, YES, NO, NO, NO]


def test_72_hours_are_all_that_somebody_goes_ahead_alone():
    official = ahead()
    assert gate.answer(official) is GOES

    ago = timezone.now() - datetime.timedelta(hours=73)
    for review in ReviewRequest.objects.filter(approach__official=official):
        review.ahead_at = ago
        review.save()
    Clearance.objects.update(ahead_until=ago + datetime.timedelta(hours=72))

    assert gate.answer(official) is WAITS


def test_nobody_goes_ahead_alone_twice_without_a_signature_between():
    first = approach_to_sign()
    writer, official = first.written_by, first.official
    workflow.go_ahead(first, by=writer, reason="Leaves tomorrow")
    second = workflow.ask(workflow.renew(first, by=writer), by=writer, respected=TICKED)
    with pytest.raises(ValidationError, match="went ahead alone before"):
        workflow.go_ahead(second, by=writer, reason="Still away")

    ReviewRequest.objects.filter(approach=second).update(
        state="unsigned", ahead_at=timezone.now(), ahead_reason="Still away"
    )
    ago = timezone.now() - datetime.timedelta(hours=73)
    ReviewRequest.objects.filter(approach=first).update(ahead_at=ago)
    assert gate.answer(official) is WAITS


def test_nobody_goes_ahead_alone_after_a_signature_was_withdrawn():
    first = approach_to_sign()
    workflow.sign(first, by=UserFactory())
    workflow.withdraw(first, by=first.written_by, reason="They were moved")
    second = workflow.renew(first, by=first.written_by)
    second = workflow.ask(second, by=first.written_by, respected=TICKED)

    with pytest.raises(ValidationError, match="a signature was withdrawn"):
        workflow.go_ahead(second, by=first.written_by, reason="Now")


def test_worse_news_acts_from_a_draft_and_better_news_when_signed():
    official = signed()
    draft = ApproachFactory(official=official, version=2, threat=(5, 5))
    assert gate.answer(official) is WAITS

    ExposureThreat.objects.filter(exposure=draft.exposure).update(severity=1)
    assert gate.answer(official) is WAITS

    AssessmentFactory(official=official)
    workflow.ask(draft, by=draft.written_by)
    workflow.sign(draft, by=UserFactory())
    assert gate.answer(official) is GOES


def test_a_refusal_stays_until_something_newer_is_signed():
    official = signed()
    draft = ApproachFactory(official=official, version=2, decision="refuse")
    ConductCheck.objects.filter(pk=draft.conduct_id).update(decision="proceed")
    assert gate.answer(official, gate.Weight.OWN_ANSWER) is WAITS

    AssessmentFactory(official=official)
    draft = Approach.objects.get(pk=draft.pk)
    workflow.ask(draft, by=draft.written_by)
    workflow.sign(draft, by=UserFactory())
    assert gate.answer(official) is GOES


def test_a_signature_taken_back_closes_at_once_and_an_older_one_does_not_come_back():
    official = signed()
    newer = approach_to_sign(official=official, version=2)
    workflow.sign(newer, by=UserFactory())
    assert gate.answer(official) is GOES

    workflow.withdraw(newer, by=newer.written_by, reason="They were moved")

    assert gate.answer(official) is WAITS


def test_no_recorded_contact_and_no_stage_opens_the_gate():
    ally = RelationshipFactory(stage="ally").official
    OutreachActionFactory(towards=[ally], done=True)

    assert gate.answer(ally) is WAITS


def test_a_closing_counts_everywhere_and_an_opening_in_its_own_circle():
    insider, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[insider])
    official = OfficialFactory()
    approach = approach_to_sign(official=official, circle=circle, written_by=insider)
    workflow.sign(approach, by=UserFactory())
    everyone = official.circle_id

    assert gate.answer(official, circle=circle.pk) is GOES
    assert gate.answer(official, circle=everyone) is WAITS
    cleared(official)
    assert gate.answer(official, circle=everyone) is GOES
    ApproachFactory(official=official, circle=circle, version=2, threat=(5, 5))

    for person in (insider, outsider):
        with acting_as(person):
            assert gate.answer(official, circle=everyone) is WAITS
    with acting_as(outsider):
        assert not Clearance.objects.filter(circle=circle).exists()
        assert not Clearance.objects.visible_to(outsider).filter(is_red=True).exists()
        assert Clearance.objects.visible_to(outsider).exists()


def test_the_context_is_put_back_whoever_asked():
    user, official = UserFactory(), OfficialFactory()
    hidden = OfficialFactory(circle=CircleFactory())
    with acting_as(user):
        gate.answer(official)
        with connection.cursor() as cursor:
            cursor.execute("SELECT app_uid(), app_system()")
            assert cursor.fetchone() == (user.pk, False)
        assert not type(hidden).objects.filter(pk=hidden.pk).exists()


def test_other_counterparts_abroad_are_asked_about_only_when_there_is_a_reason():
    abroad = PostFactory(institution=InstitutionFactory(country="FI"))
    counterpart = AppointmentFactory(post=abroad).official
    home = AppointmentFactory(
        post=PostFactory(institution=InstitutionFactory(country="RU"))
    ).official
    assert gate.answer(counterpart, gate.Weight.EXPOSING) is WAITS

    WorkCountry.objects.create(code="RU")
    assert gate.answer(counterpart, gate.Weight.EXPOSING) is GOES
    assert gate.answer(home) is gate.answer(OfficialFactory()) is WAITS

    RelationshipFactory(official=counterpart)
    assert gate.answer(counterpart) is WAITS


def test_nobody_writes_a_clearance_by_hand():
    official, manager = signed(), UserFactory(role="Manager")
    with acting_as(manager):
        rows = Clearance.objects.filter(official=official)
        assert rows.exists()
        with pytest.raises(IntegrityError, match="clearance_by_rule"):
            rows.update(is_red=False)


# What waits, and is not lost


def test_what_closes_sets_plans_to_waiting_and_what_opens_plans_them_again():
    approach = approach_to_sign()
    action = OutreachAction(lead=UserFactory(), subject="Talk", planned_on=days(5))
    action = action_steps.plan(action, [approach.official], by=action.lead)
    assert action.state == "waiting"

    workflow.sign(approach, by=UserFactory())
    action.refresh_from_db()
    assert (action.state, action.planned_on) == ("planned", days(5))

    workflow.withdraw(approach, by=approach.written_by, reason="They were moved")
    action.refresh_from_db()
    assert (action.state, action.planned_on) == ("waiting", days(5))


def test_a_plan_waits_for_all_of_its_people():
    friend, stranger, by = signed(), OfficialFactory(), UserFactory()
    action = OutreachAction(lead=by, subject="Round table", planned_on=days(5))
    action = action_steps.plan(action, [friend, stranger], by=by)
    assert action.state == "waiting"

    cleared(stranger)

    action.refresh_from_db()
    assert action.state == "planned"


def test_a_day_that_has_passed_is_not_planned_again_by_itself():
    by, official = UserFactory(), OfficialFactory()
    action = OutreachAction(lead=by, subject="Talk", planned_on=days(-1))
    action = action_steps.plan(action, [official], by=by)

    cleared(official)

    action.refresh_from_db()
    assert action.state == "waiting"


def test_an_answer_belongs_to_what_they_wrote_themselves_and_lately():
    official, by = OfficialFactory(), UserFactory()
    incoming = OutreachActionFactory(
        towards=[official], done=True, direction="in", kind="letter"
    )
    outgoing = OutreachActionFactory(towards=[official], done=True, kind="letter")
    earlier = OutreachActionFactory(
        towards=[official], done=True, direction="in", done_on=days(-61)
    )
    others = OutreachActionFactory(towards=[signed()], done=True, direction="in")

    def state(answers, **fields):
        step = OutreachAction(
            lead=by, subject="Answer", planned_on=days(1), answers=answers, **fields
        )
        return action_steps.plan(step, [official], by=by).state

    assert state(incoming, kind="letter") == state(incoming) == "planned"
    assert state(incoming, kind="invitation") == "waiting"
    for each in (outgoing, earlier, others, None):
        assert state(each) == "waiting"


def test_an_answer_to_somebody_red_goes_by_their_own_channel():
    official, by = red(), UserFactory()
    rang = OutreachActionFactory(
        towards=[official], done=True, direction="in", kind="call"
    )

    def state(kind):
        step = OutreachAction(
            lead=by, subject="Back", planned_on=days(1), answers=rang, kind=kind
        )
        return action_steps.plan(step, [official], by=by).state

    assert (state("call"), state("letter")) == ("planned", "waiting")


@pytest.mark.parametrize("ground", ["warning", "decline", "law", "formal"])
def test_a_warning_a_refusal_of_ours_and_what_a_law_demands_always_go(ground):
    by, office = UserFactory(), InstitutionFactory()
    step = OutreachAction(
        lead=by,
        subject="At once",
        planned_on=days(0),
        ground=ground,
        ground_words="Federal law 59, article 12",
        institution=office,
    )

    assert action_steps.plan(step, [refused(), red(), dead()], by=by).state == "planned"


def test_a_law_is_named_and_a_formal_letter_goes_to_an_office():
    step = OutreachAction(lead=UserFactory(), subject="x", planned_on=days(0))
    step.ground = "formal"
    with pytest.raises(ValidationError) as refusal:
        step.full_clean()

    assert "Name the law or the rule that it rests on." in refusal.value.messages
    sentence = "A formal letter goes to an office: choose the institution."
    assert sentence in refusal.value.messages


def test_what_the_gate_leaves_to_a_manager_goes_when_one_lets_it_go():
    official, manager = red(), UserFactory(role="Manager")
    step = OutreachAction(
        lead=UserFactory(), subject="Their father died", planned_on=days(0)
    )
    step.kind = OutreachAction.Kind.CONDOLENCE
    waiting = action_steps.plan(step, [official], by=step.lead)
    assert waiting.state == "waiting"

    with pytest.raises(ValidationError, match="Only a manager"):
        action_steps.let_go(waiting, by=UserFactory(role="Officer"))
    assert action_steps.let_go(waiting, by=manager).state == "planned"
    meeting = OutreachAction(lead=manager, subject="Meet", planned_on=days(0))
    meeting = action_steps.plan(meeting, [official], by=manager)
    with pytest.raises(ValidationError, match="has to be looked at"):
        action_steps.let_go(meeting, by=manager)


def test_the_click_of_a_manager_does_not_outlive_a_closing():
    official, manager = red(), UserFactory(role="Manager")
    step = OutreachAction(
        lead=UserFactory(), subject="Their father died", planned_on=days(3)
    )
    step.kind = OutreachAction.Kind.CONDOLENCE
    action = action_steps.plan(step, [official], by=step.lead)
    action_steps.let_go(action, by=manager)
    ApproachFactory(official=official, decision="refuse")
    action.refresh_from_db()
    assert (action.state, action.let_go_by) == ("waiting", None)


# The rule of the database


def refused_by_gate(write):
    with pytest.raises(IntegrityError, match="not_cleared"), transaction.atomic():
        write()
    return True


def test_the_database_refuses_each_way_out_to_whom_we_may_not_turn():
    stranger = OfficialFactory()
    plan = OutreachActionFactory(towards=[signed()])
    waiting = OutreachActionFactory(towards=[stranger], state="waiting")
    letter = LetterFactory(official=stranger, cold=True)
    nominated = ParticipationFactory(official=stranger)
    invited = ParticipationFactory(state="invited")

    def set_(record, **fields):
        return lambda: type(record).objects.filter(pk=record.pk).update(**fields)

    link = plan.action_officials.get()
    assert refused_by_gate(set_(waiting, state="planned"))
    assert refused_by_gate(set_(link, official=stranger))
    assert refused_by_gate(lambda: plan.officials.add(stranger))
    assert refused_by_gate(set_(letter, state="ready"))
    assert refused_by_gate(set_(nominated, state="invited"))
    assert refused_by_gate(set_(nominated, state="confirmed"))
    assert refused_by_gate(set_(invited, official=stranger))
    # What has happened, waits or is called off is recorded always.
    set_(waiting, state="done", done_on=days(0))()
    set_(nominated, state="attended")()
    set_(invited, state="declined")()
    set_(letter, state="cancelled", reason="No")()


def test_an_offer_rests_on_a_contact_with_that_person_and_no_other():
    stranger, by = OfficialFactory(), UserFactory()
    with_them = OutreachActionFactory(towards=[stranger], done=True, lead=by)
    with_others = OutreachActionFactory(towards=[OfficialFactory()], done=True)

    def offer(action):
        Offer.objects.create(
            official=stranger,
            edition=in_force(),
            offered_by=by,
            action=action,
        )

    assert refused_by_gate(lambda: offer(with_others))
    offer(with_them)
