"""It went already: recorded and told; and who wrote late that they turned to us."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.contacts import workflow
from engagements.contacts.models import OutreachAction
from engagements.letters.models import Letter
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.institutions import InstitutionFactory
from tests.factories.letters import LetterFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory, TakenOverFactory

pytestmark = pytest.mark.django_db
HOW = {"went_already-reason": "They rang while I was away"}


def waiting(official, **fields):
    return OutreachActionFactory(towards=[official], state="waiting", **fields)


def test_what_went_already_is_done_with_how_that_came_and_the_lead_reads_it(as_role):
    lead, official = UserFactory(role="Officer"), OfficialFactory()
    RelationshipFactory(official=official, lead=lead)
    client = as_role("Officer")
    plan = waiting(official, subject="The rules of June", lead=client.person)
    page = f"/actions/{plan.pk}/went-already/"
    assert "It went already" in client.get(f"/actions/{plan.pk}/").text

    refusal = client.post(page, {"went_already-went_on": days(0)})
    assert refusal.status_code == 422
    client.post(page, HOW | {"went_already-went_on": days(-1)})

    plan.refresh_from_db()
    assert (plan.state, plan.done_on) == ("done", days(-1))
    assert HOW["went_already-reason"] in client.get(f"/actions/{plan.pk}/").text
    assert "The rules of June" not in client.get("/").text
    client.force_login(lead)
    assert "The rules of June" in client.get("/").text


def test_what_went_already_and_was_none_is_planned_again_without_that(as_role):
    plan = waiting(OfficialFactory())
    workflow.went_already(plan, by=plan.lead, reason="A mistake")

    as_role("Officer").post(f"/actions/{plan.pk}/reopen/")

    plan.refresh_from_db()
    assert (plan.state, plan.went_already) == ("waiting", "")


def test_a_letter_that_went_already_is_put_aside_and_a_done_action_names_it(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    draft = LetterFactory(official=official, cold=True)

    entries = HOW | {"went_already-went_on": days(0)}
    assert client.post(f"/letters/{draft.pk}/went-already/", entries).status_code == 302

    letter = Letter.objects.get()
    assert (letter.state, letter.number) == ("cancelled", None)
    assert letter.action.state == "done"
    assert letter.action.went_already == HOW["went_already-reason"]
    client.post(f"/letters/{draft.pk}/reopen/")
    assert Letter.objects.get().state == "cancelled"  # it does not go a second time


def test_nobody_says_so_of_what_is_to_come_or_came_in():
    plan = waiting(OfficialFactory())
    with pytest.raises(ValidationError, match="still to come"):
        workflow.went_already(plan, by=plan.lead, reason="x", went_on=days(1))
    came = OutreachActionFactory(done=True, direction="in")
    with pytest.raises(IntegrityError, match="went_already"), transaction.atomic():
        OutreachAction.objects.filter(pk=came.pk).update(went_already="x")


def warned_declined_and_taken_over(official, anna, vera):
    """By Anna, and in a letter by Vera, who took them over as well."""
    for ground in ("warning", "decline"):
        OutreachActionFactory(towards=[official], done=True, lead=anna, ground=ground)
    warned = OutreachActionFactory(towards=[official], done=True, lead=vera)
    LetterFactory(
        official=official, cold=True, ground="warning", state="dispatched", number=2,
        year=2026, method="post", series_circle=official.circle, dispatched_on=days(0),
        dispatched_by=vera, action=warned,
    )  # fmt: skip
    TakenOverFactory(
        official=official, harm="yes", goes_on=False, known_since="Vera, 2019",
        answered_by=vera, answered_at=timezone.now(),
    )  # fmt: skip


def test_managers_read_seven_figures_a_person_by_name_and_no_others(as_role):
    vera, anna = UserFactory(full_name="Vera B."), UserFactory(full_name="Anna C.")
    official, office = OfficialFactory(), InstitutionFactory()
    came = OutreachActionFactory(towards=[official], done=True, direction="in")
    for _twice in range(2):
        OutreachActionFactory(towards=[official], done=True, lead=vera)
    OutreachActionFactory(towards=[official], done=True, lead=anna, answers=came)
    workflow.went_already(waiting(official, lead=anna), by=anna, reason="x")
    Letter.objects.create(
        institution=office, subject="Complaint", written_by=vera, ground="formal",
        ground_words="Law 59", state="dispatched", number=1, year=2026, method="post",
        series_circle=office.circle, dispatched_on=days(0), dispatched_by=vera,
    )  # fmt: skip
    warned_declined_and_taken_over(official, anna, vera)
    page = "/reports/past-the-gate/"
    assert as_role("Officer").get(page).status_code == 403
    assert page not in as_role("Officer").get("/reports/").text
    manager = as_role("Manager")
    assert page in manager.get("/reports/").text

    answer = manager.get(page)

    ((month, people),) = answer.context["months"]
    assert month == timezone.localdate().replace(day=1)
    assert [tuple(each) for each in people] == [
        ("Anna C.", 1, 0, 1, 1, 1, 1, 0),
        ("Vera B.", 2, 1, 0, 0, 1, 0, 1),
    ]
    assert "1 person taken over from a sheet is not yet written up." in answer.text
    assert answer.text.index("Anna C.") < answer.text.index("Vera B.")


# Who wrote late that they turned to us


def test_what_one_witness_wrote_late_opens_nothing_until_another_has_seen_it(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    late = OutreachActionFactory(towards=[official], done=True, direction="in",
                                 kind="call", done_on=days(-9))  # fmt: skip
    timely = OutreachActionFactory(towards=[official], done=True, direction="in",
                                   kind="call", done_on=days(-6))  # fmt: skip

    def answer_to(incoming):
        step = OutreachAction(
            kind="call", subject="Ring back", planned_on=days(2), answers=incoming,
            lead=UserFactory(),
        )  # fmt: skip
        return workflow.plan(step, [official], by=step.lead)

    assert answer_to(timely).state == "planned"
    answer = answer_to(late)
    assert answer.state == "waiting"
    with pytest.raises(ValidationError, match="Somebody else"):
        workflow.seen_too(late, by=late.lead)
    assert "I have seen it too" not in client.get(f"/actions/{timely.pk}/").text
    assert "I have seen it too" in client.get(f"/actions/{late.pk}/").text

    client.post(f"/actions/{late.pk}/seen-too/")

    answer.refresh_from_db()
    late.refresh_from_db()
    assert (late.seen_too_by, answer.state) == (client.person, "planned")
    assert str(client.person) in client.get(f"/actions/{late.pk}/").text
