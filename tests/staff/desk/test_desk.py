"""The desk: what waits for me in one list, the most urgent first."""

import datetime

import pytest
from django.utils import timezone

from engagements.letters import workflow as letter_steps
from engagements.letters.models import Letter
from staff.views.desk.lines import Line, Place, grouped
from tests.factories.accounts import UserFactory
from tests.factories.approach import BriefPrintFactory
from tests.factories.contacts import CommitmentFactory, OutreachActionFactory
from tests.factories.people import OfficialFactory
from tests.factories.relationships import HandoverFactory, RelationshipFactory
from tests.factories.support import SupportRequestFactory

pytestmark = pytest.mark.django_db


def day(away):
    return timezone.localdate() + datetime.timedelta(days=away)


def came_in(**fields):
    letter = Letter(received_on=day(0), **fields)
    return letter_steps.register_incoming(letter, by=UserFactory())


def groups(client):
    """{group: [titles]} of what stands on the desk, the folded lines too."""
    return {
        group["name"]: [line.title for line in (*group["lines"], *group["folded"])]
        for group in client.get("/").context["groups"]
    }


def test_what_waits_stands_in_one_list_the_most_urgent_first(as_role):
    client = as_role("Officer")
    me = client.person
    for away in (-3, 0, 7, 8):
        OutreachActionFactory(subject=f"In {away}", lead=me, planned_on=day(away))
    relationship = RelationshipFactory(lead=me, began_on=day(-400), rhythm_days=30)
    SupportRequestFactory(
        official=relationship.official,
        asked="Late",
        received_on=day(-50),
        due_on=day(-9),
    )
    done_action = OutreachActionFactory(done=True, lead=me)
    CommitmentFactory(action=done_action, whose="us", text="Promised", due_on=day(2))

    assert groups(client) == {
        "overdue": ["Late", "In -3", str(relationship.official)],
        "today": ["In 0"],
        "soon": ["Promised", "In 7"],
        "later": ["In 8"],
    }


def test_what_somebody_asks_of_me_without_a_day_stands_with_today(as_role):
    client = as_role("Officer")
    handover = HandoverFactory(to_lead=client.person)
    HandoverFactory(to_lead=UserFactory())

    assert groups(client)["today"] == [str(handover.relationship.official)]


def test_what_is_late_without_a_day_stands_before_all_else():
    late = Line("Hostile", "/", place=Place.OVERDUE)
    dated = Line("Letter", "/", on=day(-30))
    quiet = Line("Quiet", "/", on=day(-300), patient=True)
    plan = Line("Plan", "/", on=day(30))
    some_day = Line("Some day", "/")

    overdue, later = grouped([some_day, quiet, plan, dated, late])

    assert overdue["lines"] == [late, dated, quiet]
    assert later["lines"] == [plan, some_day]


def test_a_long_group_folds_and_says_how_much_more_there_is(as_role):
    client = as_role("Officer")
    for number in range(20):
        OutreachActionFactory(
            subject=f"Letter {number}", lead=client.person, planned_on=day(-number - 1)
        )

    (group,) = client.get("/").context["groups"]

    assert (len(group["lines"]), len(group["folded"])) == (8, 12)
    assert group["lines"][0].title == "Letter 19"
    text = client.get("/").text
    assert "12 more" in text
    assert "Letter 0" in text


def test_a_letter_that_came_in_waits_for_who_leads_until_it_is_answered(as_role):
    client = as_role("Officer")
    mine = RelationshipFactory(lead=client.person, began_on=day(0)).official
    letter = came_in(official=mine, subject="Whom may we invite?")
    came_in(official=OfficialFactory(), subject="To somebody else")
    assert groups(client)["later"] == ["Whom may we invite?"]

    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.ANSWERED)

    assert "later" not in groups(client)


def test_a_meeting_that_waits_for_its_debrief_stands_there_once(as_role):
    client = as_role("Officer")
    official = OfficialFactory()
    meeting = OutreachActionFactory(
        towards=[official], lead=client.person, subject="Tea", planned_on=day(-1)
    )
    assert groups(client) == {"overdue": ["Tea"]}

    BriefPrintFactory(official=official, action=meeting, debrief_due_on=day(0))

    assert groups(client) == {"today": ["Debrief of “Tea”"]}


def test_who_looks_later_comes_back_to_the_desk(as_role):
    client = as_role("Officer")
    RelationshipFactory(lead=client.person, began_on=day(-400), rhythm_days=30)
    (group,) = client.get("/").context["groups"]
    (later,) = group["lines"][0].buttons

    snooze_fields = {"until": day(20).isoformat(), "reason": "Elections"}
    back = client.get(later.url).context["next_url"]
    answer = client.post(later.url, {**snooze_fields, "next": back})

    assert answer.url == "/"
    assert groups(client) == {}


def test_an_empty_desk_says_so_calmly_and_offers_a_plan(as_role):
    page = as_role("Officer").get("/").text

    assert "Nothing is due. What you plan will stand here." in page
    assert 'href="/actions/new/"' in page
    assert "No translation is waiting for you." in as_role("Translator").get("/").text
    assert "Nothing waits for you." in as_role("Viewer").get("/").text


def test_the_number_beside_the_desk_is_what_stood_overdue_there(as_role):
    client = as_role("Officer")
    late = timezone.localdate() - datetime.timedelta(3)
    OutreachActionFactory(lead=client.person, planned_on=late)
    RelationshipFactory(lead=client.person, began_on=late.replace(year=late.year - 2))

    desk = client.get("/").context
    elsewhere = client.get("/officials/").context

    overdue = next(group for group in desk["groups"] if group["name"] == "overdue")
    assert overdue["count"] == 2
    for page in (desk, elsewhere):
        (beside,) = [p["count"] for p in page["places"] if p["name"] == "desk"]
        assert beside == 2
