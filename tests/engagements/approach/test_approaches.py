"""Before we approach: four answers, four eyes, one signature."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from engagements.approach import hostility, workflow
from engagements.approach.models import Approach
from engagements.approach.respect_check import QUESTIONS
from engagements.monitoring.models import Mention
from engagements.relationships import workflow as relationship_steps
from officials.safeguards.models import ConductCheck, ReviewRequest
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.monitoring import MentionFactory, NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db
State = ReviewRequest.State
ANSWERS = {
    "why_this_person": "Speaks for open hearings",
    "what_would_help": "A glossary",
    "allegations": "Nothing found in the press and the courts' registers",
    "decision": "proceed",
    "publicity": "unknown",
    "threat-TOTAL_FORMS": "1",
    "threat-INITIAL_FORMS": "0",
    "threat-0-what": "Colleagues talk",
    "threat-0-whom": "official",
    "threat-0-likelihood": "2",
    "threat-0-severity": "3",
    "threat-0-mitigation": "We write to the institution",
}


@pytest.fixture
def open_approach():
    """A request that waits: by an officer, about somebody led by another."""
    tie = RelationshipFactory()
    AssessmentFactory(official=tie.official)
    approach = ApproachFactory(official=tie.official)
    return workflow.ask(approach, by=approach.written_by)


def refused(action):
    with pytest.raises(ValidationError) as error:
        action()
    return error.value.messages


def test_of_two_who_begin_at_once_neither_loses_a_word(as_role):
    official = OfficialFactory()
    before = reverse("official-before", args=[official.pk])
    assert as_role("Officer").post(before, ANSWERS).status_code == 302
    second = as_role("Officer")
    mine = {**ANSWERS, "why_this_person": "What the second one typed"}

    page = second.post(before, mine)

    assert page.status_code == 409
    assert "What the second one typed" in page.text
    draft = Approach.objects.get()
    edit = reverse("approach-edit", args=[draft.pk])
    assert f'action="{edit}"' in page.text
    again = {**mine, "revision": page.context["revision"]}
    assert second.post(edit, again).status_code == 302
    draft.refresh_from_db()
    assert draft.why_this_person == "What the second one typed"


def test_a_double_click_begins_one_draft_and_shows_it(as_role):
    officer, official = as_role("Officer"), OfficialFactory()
    before = reverse("official-before", args=[official.pk])
    assert officer.post(before, ANSWERS).status_code == 302

    answer = officer.post(before, ANSWERS)

    draft = Approach.objects.get()
    assert answer.url == reverse("approach-detail", args=[draft.pk])
    assert draft.exposure.threats.count() == 1


def test_a_draft_is_saved_incomplete_and_says_what_is_missing(as_role):
    client = as_role("Officer")
    official = OfficialFactory()
    before = reverse("official-before", args=[official.pk])
    sparse = {**ANSWERS, "what_would_help": "", "threat-0-what": "",
              "threat-0-likelihood": "", "threat-0-severity": "",
              "threat-0-mitigation": ""}  # fmt: skip

    answer = client.post(before, sparse, follow=True)

    text = answer.content.decode()
    assert "Say what would help their work." in text
    assert "Say what could go wrong" in text
    assert "Write an assessment first" in text
    approach = Approach.objects.get()
    assert approach.review is None
    ask = reverse("approach-ask", args=[approach.pk])
    assert client.post(ask, {"ask-message": ""}).status_code == 422


def test_a_row_more_comes_without_javascript_and_nothing_typed_is_lost(as_role):
    client = as_role("Officer")
    before = reverse("official-before", args=[OfficialFactory().pk])

    answer = client.post(before, {**ANSWERS, "add_row": "1"})

    text = answer.content.decode()
    assert "Colleagues talk" in text
    assert "threat-1-what" in text
    assert not Approach.objects.exists()


def test_from_the_form_to_the_signature_in_the_browser(as_role, client):
    client = as_role("Officer")
    writer = client.person
    tie = RelationshipFactory(lead=writer)
    AssessmentFactory(official=tie.official)
    client.post(reverse("official-before", args=[tie.official_id]), ANSWERS)
    approach = Approach.objects.get()
    ask = reverse("approach-ask", args=[approach.pk])
    ticked = {"ask-respected": [code for code, _question in QUESTIONS]}
    assert client.post(ask, {"ask-message": "Please", **ticked}).status_code == 302
    sign = reverse("approach-sign", args=[approach.pk])
    client.post(sign)
    approach.refresh_from_db()
    assert approach.review.state == State.OPEN

    signer = UserFactory(full_name="Anna Lukina")
    client.force_login(signer)
    assert str(tie.official) in client.get(reverse("desk")).content.decode()
    client.post(sign, {"sign-answer": ""})

    tie.refresh_from_db()
    assert tie.stage == "identified"
    move = tie.stage_moves.get()
    assert (move.moved_by, move.review) == (writer, approach.review)
    assert "Anna Lukina" in move.reason
    approach.refresh_from_db()
    assert approach.conduct.reviewed_by == signer


def test_neither_the_writer_nor_the_lead_nor_who_asks_signs(open_approach):
    lead = open_approach.official.relationships.get().lead
    for person, word in ((open_approach.written_by, "who wrote"), (lead, "the lead")):
        (sentence,) = refused(lambda who=person: workflow.sign(open_approach, by=who))
        assert word in sentence
        change = ReviewRequest.objects.filter(pk=open_approach.review_id)
        with pytest.raises(IntegrityError), transaction.atomic():
            change.update(state="signed", decided_by=person, decided_at=timezone.now())
    workflow.sign(open_approach, by=UserFactory())


def test_approving_one_s_own_plan_gets_a_sentence(client, settings, open_approach):
    client.force_login(open_approach.written_by)
    sign = reverse("approach-sign", args=[open_approach.pk])

    answer = client.post(sign, {"sign-answer": ""}, follow=True)

    assert "Somebody other than who wrote it must sign." in answer.content.decode()
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(role="Administrator", is_staff=True))
    admin_page = reverse(
        "admin:officials_reviewrequest_change", args=[open_approach.review_id]
    )
    assert client.get(admin_page).status_code == 200
    assert client.post(admin_page, {"state": "signed"}).status_code == 403
    open_approach.refresh_from_db()
    assert open_approach.review.state == State.OPEN


def test_who_is_asked_first_may_be_somebody_else(open_approach):
    open_approach.review.asked_of = UserFactory()
    open_approach.review.save()
    workflow.sign(open_approach, by=UserFactory())


def test_a_viewer_and_a_coordinator_do_not_sign(open_approach):
    for role in ("Viewer", "Coordinator"):
        person = UserFactory(role=role)
        (sentence,) = refused(lambda who=person: workflow.sign(open_approach, by=who))
        assert "role" in sentence


def test_what_is_sent_back_is_changed_and_asked_again(open_approach):
    manager = UserFactory(role="Manager")
    assert refused(lambda: workflow.send_back(open_approach, by=manager, answer=" "))
    workflow.send_back(open_approach, by=manager, answer="Name the sources")
    again = workflow.ask(open_approach, by=open_approach.written_by)
    assert again.review.state == State.OPEN
    assert again.review_id != open_approach.review_id


def test_what_waits_or_is_signed_is_not_edited(open_approach):
    writer = open_approach.written_by
    with acting_as(writer):
        for row in (Approach.objects, ConductCheck.objects):
            field = "why_this_person" if row.model is Approach else "allegations"
            with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
                row.update(**{field: "Changed"})
        threats = open_approach.exposure.threats
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            threats.update(severity=1)
    signer = UserFactory()
    with acting_as(signer):
        signed = workflow.sign(open_approach, by=signer)
    with acting_as(writer):
        copied = workflow.renew(signed, by=writer)
        assert (copied.version, copied.review) == (2, None)
        assert copied.exposure.threats.count() == 1
        copied.why_this_person = "Another reason"
        copied.save()


def test_red_exposure_is_signed_by_managers_and_never_unsigned():
    tie = RelationshipFactory()
    AssessmentFactory(official=tie.official)
    red = ApproachFactory(official=tie.official, threat=(3, 5))
    red = workflow.ask(red, by=red.written_by)

    assert red.review.is_red
    (sentence,) = refused(lambda: workflow.sign(red, by=UserFactory()))
    assert sentence == "The risk is red: only a manager signs."
    (sentence,) = refused(
        lambda: workflow.go_ahead(red, by=red.written_by, reason="Now")
    )
    assert sentence == "The risk is red: nobody goes ahead without a signature."
    workflow.sign(red, by=UserFactory(role="Manager"))


def test_who_would_go_ahead_on_red_is_told_why_not(as_role):
    officer, tie = as_role("Officer"), RelationshipFactory()
    AssessmentFactory(official=tie.official)
    red = ApproachFactory(official=tie.official, threat=(3, 5))
    red = workflow.ask(red, by=red.written_by)
    officer.force_login(red.written_by)
    ahead = reverse("approach-go_ahead", args=[red.pk])

    answer = officer.post(ahead, {"go_ahead-reason": "Tomorrow"})

    assert answer.status_code == 422
    words = answer.content.decode()
    assert "The risk is red: nobody goes ahead without a signature." in words
    assert "Tomorrow" in words
    red.refresh_from_db()
    assert red.review.state == State.OPEN


def test_wait_and_refuse_are_not_signed():
    for decision in ("defer", "refuse"):
        draft = ApproachFactory(decision=decision)
        AssessmentFactory(official=draft.official)
        (sentence,) = refused(lambda a=draft: workflow.ask(a, by=a.written_by))
        assert "nothing to sign" in sentence


def test_unsigned_stands_on_the_managers_desk_and_is_countersigned(
    open_approach, as_role
):
    tie = open_approach.official.relationships.get()
    assert refused(
        lambda: workflow.go_ahead(open_approach, by=open_approach.written_by, reason="")
    )
    workflow.go_ahead(
        open_approach, by=open_approach.written_by, reason="She leaves tonight"
    )
    tie.refresh_from_db()
    assert tie.stage == "identified"

    client = as_role("Manager")
    text = client.get(reverse("desk")).content.decode()
    assert "She leaves tonight" in text
    assert "hours left" in text
    client.post(reverse("approach-sign", args=[open_approach.pk]), {})
    open_approach.review.refresh_from_db()
    assert open_approach.review.state == State.SIGNED


def test_a_withdrawal_takes_the_stage_back_that_it_gave(open_approach):
    tie = open_approach.official.relationships.get()
    manager = UserFactory(role="Manager")
    workflow.go_ahead(
        open_approach, by=open_approach.written_by, reason="She leaves tonight"
    )
    with acting_as(manager):
        workflow.withdraw(open_approach, by=manager, reason="It could have waited")
    tie.refresh_from_db()
    assert tie.stage == "monitored"
    assert tie.stage_moves.count() == 2


def test_a_year_later_the_check_ran_out_and_the_gate_asks_for_a_new_one(open_approach):
    tie = open_approach.official.relationships.get()
    signer = UserFactory()
    workflow.sign(open_approach, by=signer)
    relationship_steps.undo_stage(tie, by=signer)
    past = timezone.localdate() - datetime.timedelta(days=2)
    ConductCheck.objects.update(valid_until=past)

    (sentence,) = refused(
        lambda: relationship_steps.move_stage(tie, "identified", by=signer)
    )
    assert "ran out" in sentence
    assert list(workflow.running_out(signer)) == [open_approach]


def test_a_narrower_circle_is_no_matter_of_the_others():
    insider, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[insider])
    approach = ApproachFactory(circle=circle)
    assert workflow.latest(approach.official, insider) == approach
    assert workflow.latest(approach.official, outsider) is None


def hostile(official, **fields):
    graded = {"reliability": "B", "credibility": 2, **fields}
    note = NoteFactory(**graded)
    return MentionFactory(note=note, official=official, stance=Mention.Stance.HOSTILE)


def test_a_hostile_note_asks_lead_and_deputy_and_cancels_nothing(as_role):
    lead, deputy = UserFactory(), UserFactory()
    tie = RelationshipFactory(lead=lead, deputy=deputy, stage="identified")
    plan = OutreachActionFactory(towards=[tie.official], lead=lead)
    mention = hostile(tie.official)
    for weak in ({"reliability": "C"}, {"credibility": 3}):
        hostile(tie.official, **weak)
    hostile(RelationshipFactory(lead=lead).official)

    assert list(hostility.questions(lead)) == [mention]
    assert list(hostility.questions(deputy)) == [mention]
    assert not hostility.questions(UserFactory()).exists()
    plan.refresh_from_db()
    assert plan.state == "planned"


def test_hold_pauses_keep_goes_on_withdraw_closes_what_was_listed(as_role):
    client = as_role("Officer")
    lead = client.person
    tie = RelationshipFactory(lead=lead)
    AssessmentFactory(official=tie.official)
    approach = ApproachFactory(official=tie.official)
    workflow.ask(approach, by=approach.written_by)
    workflow.sign(approach, by=UserFactory())
    listed = OutreachActionFactory(towards=[tie.official], lead=lead)
    spared = OutreachActionFactory(towards=[tie.official], lead=lead)

    def answer(**entries):
        mention = hostile(tie.official)
        url = reverse("mention-answer", args=[mention.pk])
        assert str(listed) in client.get(url).content.decode()
        entries = {f"answer-{name}": value for name, value in entries.items()}
        return client.post(url, entries)

    assert answer(choice="keep").status_code == 422
    answer(choice="keep", reason="Said in anger")
    tie.refresh_from_db()
    assert tie.stage == "identified"
    answer(choice="hold", reason="Let us see")
    tie.refresh_from_db()
    assert tie.stage == "paused"
    answer(choice="withdraw", reason="No more", actions=[str(listed.pk)])
    tie.refresh_from_db()
    assert tie.stage == "closed"
    assert ReviewRequest.objects.get().state == State.WITHDRAWN
    listed.refresh_from_db()
    spared.refresh_from_db()
    assert (listed.state, spared.state) == ("cancelled", "waiting")
    with pytest.raises(ValidationError, match="signature was withdrawn"):
        relationship_steps.move_stage(tie, "identified", by=lead, reason="Again")


def test_only_what_the_lead_may_see_asks_and_the_answer_is_in_the_narrower_circle():
    lead, deputy = UserFactory(), UserFactory()
    tie = RelationshipFactory(lead=lead, deputy=deputy, stage="in_dialogue")
    circle = CircleFactory(people=[deputy])
    mention = hostile(tie.official, circle=circle)

    assert not hostility.questions(lead).exists()
    with acting_as(deputy):
        decision = hostility.answer(mention, "hold", by=deputy, reason="Secret words")
    assert decision.circle == circle
    assert "Secret words" not in tie.stage_moves.get().reason
