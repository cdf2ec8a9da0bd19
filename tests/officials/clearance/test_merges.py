"""Merged, undone and moved, the clearances of somebody stay the strictest and true."""

import ast

import pytest
from django.urls import reverse

from engagements.approach import workflow
from engagements.contacts.models import OutreachAction
from officials.batches import workflow as batch_steps
from officials.batches.moves import move
from officials.clearance import gate
from officials.clearance.models import Clearance
from officials.duplicates.merger import merge
from officials.security.lifts import REASONS, gate_lifted
from tests.doors import out_past_the_gate
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.people import OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.house.sources import APPS, ROOT, python_files
from tests.officials.clearance.closings import CLOSINGS, at_rest, unsigned

pytestmark = pytest.mark.django_db
WEIGHTS = list(gate.Weight)
# Who puts rows as they are, past the gate.
MAY_LIFT = {
    "officials/duplicates/merger.py": ["merge"],
    "officials/batches/workflow.py": ["undo"],
}
WORSE = [close for close in CLOSINGS if close not in (unsigned, at_rest)]
either_way = pytest.mark.parametrize("closed_goes", [True, False])


def answers_about(official):
    return [gate.answer(official, weight) for weight in WEIGHTS]


def clearances(*officials):
    """Every column of what is known of them."""
    rows = Clearance.objects.filter(official__in=officials).order_by("pk")
    return list(rows.values())


def states_of(official):
    actions = OutreachAction.objects.filter(officials=official).order_by("pk")
    return list(actions.values_list("state", flat=True))


@either_way
@pytest.mark.parametrize("close", WORSE, ids=lambda close: close.__name__)
def test_merged_with_somebody_closed_they_are_closed_and_undone_as_before(
    close, closed_goes
):
    officer = UserFactory(role="Officer")
    closed, clean = cleared(OfficialFactory()), OfficialFactory()
    OutreachActionFactory(towards=[closed], planned_on=days(5))
    close(closed)
    cleared(clean)  # signed after it: that signature did not read the other record
    plan = OutreachActionFactory(towards=[clean], planned_on=days(5))
    before, strict = clearances(closed, clean), answers_about(closed)
    stays, goes = (clean, closed) if closed_goes else (closed, clean)

    batch = merge(stays, goes, by=officer)

    assert answers_about(stays) == strict
    assert states_of(stays) == ["waiting", "waiting"]
    batch_steps.undo(batch, by=officer)
    assert clearances(closed, clean) == before
    assert (states_of(closed), states_of(clean)) == (["waiting"], ["planned"])
    plan.refresh_from_db()
    assert plan.planned_on == days(5)


def test_two_who_were_looked_at_keep_both_pages_and_what_was_signed():
    officer, stays, goes = UserFactory(role="Officer"), *two_cleared()
    texts = {each.approaches.get().why_this_person for each in (stays, goes)}

    batch = merge(stays, goes, by=officer)

    versions = stays.approaches.order_by("version")
    assert [each.version for each in versions] == [1, 2]
    assert {each.why_this_person for each in versions} == texts
    assert {each.review.state for each in versions} == {"signed"}
    assert set(answers_about(stays)) == {gate.Answer.GOES}
    batch_steps.undo(batch, by=officer)
    assert [each.approaches.get().version for each in (stays, goes)] == [1, 1]


def two_cleared():
    people = [cleared(OfficialFactory()), cleared(OfficialFactory())]
    for number, each in enumerate(people):
        each.approaches.update(why_this_person=f"Because {number}")
    return people


def test_what_is_signed_after_a_merge_opens_and_stays_when_it_is_undone():
    officer, stays, goes = UserFactory(role="Officer"), OfficialFactory(), None
    goes = OfficialFactory()
    ApproachFactory(official=goes, threat=(5, 5))
    cleared(stays)
    batch = merge(stays, goes, by=officer)
    assert gate.answer(stays) is gate.Answer.WAITS
    AssessmentFactory(official=stays)
    newer = ApproachFactory(official=stays, version=9)
    workflow.ask(newer, by=newer.written_by)
    workflow.sign(newer, by=UserFactory())
    assert gate.answer(stays) is gate.Answer.GOES

    batch_steps.undo(batch, by=officer)

    assert gate.answer(stays) is gate.Answer.GOES
    assert gate.answer(goes) is gate.Answer.WAITS


def test_a_merge_on_its_page_goes_through_where_one_of_the_two_is_closed(as_role):
    client = as_role("Officer")
    stays, goes = OfficialFactory(), OfficialFactory()
    OutreachActionFactory(towards=[goes], planned_on=days(5))
    assert states_of(goes) == ["planned"]

    page = reverse("official-merge", args=[stays.pk])
    assert client.post(page, {"with": goes.pk, "name": "stays"}).status_code == 302

    assert states_of(stays) == ["planned"]  # what was signed for one is for both
    assert out_past_the_gate() == []


def test_who_moves_into_a_circle_takes_their_clearances_along():
    officer = UserFactory(role="Officer")
    circle, official = CircleFactory(people=[officer]), cleared(OfficialFactory())
    RelationshipFactory(official=official, lead=officer)
    draft = ApproachFactory(official=official, version=2, threat=(5, 5))
    draft.exposure.threats.update(severity=1)  # worse news of a draft stays
    strict = answers_about(official)
    assert gate.Answer.WAITS in strict

    move(official, circle, by=officer)

    official.refresh_from_db()
    assert {row["circle_id"] for row in clearances(official)} == {circle.pk}
    assert answers_about(official) == strict


def test_few_places_put_rows_past_the_gate_and_say_why():
    calls = {}
    for path in python_files(*APPS):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and name_of_call(node) == "gate_lifted":
                module = path.relative_to(ROOT).as_posix()
                calls.setdefault(module, []).append(node.args[0].value)

    assert calls == MAY_LIFT
    assert {reason for reasons in calls.values() for reason in reasons} == set(REASONS)
    with pytest.raises(ValueError, match="Nobody lifts"), gate_lifted("hurry"):
        pass


def name_of_call(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))
