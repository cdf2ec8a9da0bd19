"""Brief me: two pages for a meeting, as much as is chosen, and a debrief after."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagements.approach import meeting_brief, workflow
from engagements.approach.models import BriefPrint
from engagements.contacts.models import ActionOfficial
from officials.pdf import page_count
from officials.security.context import acting_as
from staff.models import Export
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, BriefPrintFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.people import AppointmentFactory, OfficialFactory, TieFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.deliveries import in_force
from tests.factories.translations.jobs import EditionFactory
from tests.papers import words_of

pytestmark = pytest.mark.django_db
CARRIED = ("Talk in the corridor", "A handbook", "Boris Petrov", "Head of the office")
INTERNAL = ("Do not ring at home", "Their office hears of it", "He laughed and agreed")
JUDGED = ("Speaks against the reform", "approached", "Nothing found in the archive")


@pytest.fixture
def anna():
    """A person with something to tell at every level."""
    official = OfficialFactory(named="Anna Volkova")
    AppointmentFactory(official=official, post__title="Head of the office")
    TieFactory(official=official, other=OfficialFactory(named="Boris Petrov"))
    document = DocumentFactory(title="A handbook")
    handbook = EditionFactory.attached(document, kind="official")
    OutreachActionFactory(
        towards=[official],
        done=True,
        subject="Talk in the corridor",
        handing=[handbook],
        result="He laughed and agreed",
    )
    approach = ApproachFactory(official=official, do_not="Do not ring at home")
    approach.conduct.allegations = "Nothing found in the archive"
    approach.conduct.save()
    AssessmentFactory(official=official, summary="Speaks against the reform")
    RelationshipFactory(official=official, stage="approached")
    workflow.ask(approach, by=approach.written_by)
    workflow.sign(approach, by=UserFactory())
    return official


def paper(official, user, level="carry", **how):
    return meeting_brief.brief(official, user, level=level, **how)


def test_what_is_carried_tells_no_plan_no_risk_and_no_judgement(anna):
    words = words_of(paper(anna, UserFactory()))
    assert all(phrase in words for phrase in CARRIED), words
    assert not any(phrase in words for phrase in (*INTERNAL, *JUDGED))
    assert "to carry along" in words


def test_internal_adds_manners_and_risks_and_no_judgement(anna):
    words = words_of(paper(anna, UserFactory(), "internal"))
    assert all(phrase in words for phrase in (*CARRIED, *INTERNAL)), words
    assert not any(phrase in words for phrase in JUDGED)


def test_everything_adds_the_stage_and_the_assessment(anna):
    words = words_of(paper(anna, UserFactory(), "everything"))
    assert all(phrase in words for phrase in (*CARRIED, *INTERNAL, *JUDGED)), words


def test_each_page_says_who_printed_it(anna):
    user = UserFactory(full_name="Irina Solntseva")
    assert "Printed by Irina Solntseva on" in words_of(paper(anna, user))


def test_what_the_reader_does_not_see_is_not_printed(anna):
    insider, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[insider])
    secret = OutreachActionFactory(done=True, subject="A quiet word", circle=circle)
    ActionOfficial.objects.create(action=secret, official=anna, circle=circle)

    with acting_as(insider):
        assert "A quiet word" in words_of(paper(anna, insider, "everything"))
        assert "A quiet word" not in words_of(paper(anna, insider, "carry"))
    with acting_as(outsider):
        assert "A quiet word" not in words_of(paper(anna, outsider, "everything"))


def test_a_meeting_that_few_know_of_is_not_carried_about(anna):
    insider = UserFactory()
    circle = CircleFactory(people=[insider])
    plan = OutreachActionFactory(
        subject="At the cathedral", circle=circle, interpreter="Ms Ito"
    )
    with acting_as(insider):
        internal_words = words_of(paper(anna, insider, "internal", action=plan))
        carried = words_of(paper(anna, insider, "carry", action=plan))
    assert "At the cathedral" in internal_words
    assert "Ms Ito" in internal_words
    assert "cathedral" not in carried
    assert "Ms Ito" not in carried


def test_however_much_there_is_it_is_two_pages(anna):
    long = "Talked about the rules of detention and what came of the inspection. " * 80
    for number in range(8):
        other = OfficialFactory()
        action_fields = {"subject": f"S{number}", "result": long}
        OutreachActionFactory(towards=[anna], done=True, **action_fields)
        TieFactory(official=anna, other=other)
    official, user = anna, UserFactory()
    approach = workflow.in_force(official, user)
    type(approach).objects.filter(pk=approach.pk).update(
        **dict.fromkeys(meeting_brief.MANNERS[:5], long)
    )

    printed = paper(official, user, "everything")

    assert page_count(printed) == 2
    assert "…" in words_of(printed)


def test_it_asks_the_same_number_of_queries_for_a_lot_as_for_a_little(anna):
    user = UserFactory()

    def query_count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            paper(anna, user, "everything")
        return len(queries)

    query_count()  # what a process asks once
    few = query_count()
    for _number in range(4):
        OutreachActionFactory(towards=[anna], done=True, handing=[in_force()])
        TieFactory(official=anna, other=OfficialFactory())
        AppointmentFactory(official=anna)
    assert query_count() == few


def test_a_brief_is_printed_logged_and_kept(as_role, anna):
    client = as_role("Officer")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    plan = OutreachActionFactory(
        towards=[anna], planned_on=tomorrow, lead=client.person, interpreter="Ms Ito"
    )
    url = reverse("official-brief", args=[anna.pk])
    head = client.get(reverse("official-detail", args=[anna.pk])).content.decode()
    assert url in head
    action = client.get(reverse("action-detail", args=[plan.pk])).content.decode()
    assert f"{url}?action={plan.pk}" in action
    form = client.get(url, {"action": plan.pk}).content.decode()
    assert f'value="{plan.pk}" selected' in form

    answer = client.post(url, {"level": "carry", "action": plan.pk})

    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    words = words_of(answer.content)
    assert str(plan) in words
    assert "Ms Ito" in words
    brief_print = BriefPrint.objects.get()
    assert (brief_print.printed_by, brief_print.action, brief_print.level) == (
        client.person,
        plan,
        "carry",
    )
    assert brief_print.debrief_due_on == tomorrow + datetime.timedelta(days=1)
    log = Export.objects.get()
    assert (log.page, log.filters) == ("official-brief", {"level": ["carry"]})
    assert "debrief due" in client.get(url).content.decode()


def test_the_assessment_is_printed_knowingly(as_role, anna):
    client = as_role("Officer")
    url = reverse("official-brief", args=[anna.pk])

    refusal = client.post(url, {"level": "everything"})
    assert refusal.status_code == 422
    assert "Tick that you know it" in refusal.content.decode()
    assert not BriefPrint.objects.exists()
    answer = client.post(url, {"level": "everything", "knowingly": "on"})
    assert "Speaks against the reform" in words_of(answer.content)


@pytest.mark.parametrize(
    "sent", [{}, {"level": "bogus"}, {"level": "carry", "action": "bogus"}]
)
def test_what_makes_no_sense_gets_a_sentence(as_role, anna, sent):
    client = as_role("Officer")
    OutreachActionFactory(towards=[anna])
    answer = client.post(reverse("official-brief", args=[anna.pk]), sent)
    assert answer.status_code == 422
    assert not BriefPrint.objects.exists()


def test_a_viewer_prints_no_brief(as_role, anna):
    client = as_role("Viewer")
    url = reverse("official-brief", args=[anna.pk])
    assert client.get(url).status_code == 403
    assert client.post(url, {"level": "carry"}).status_code == 403
    head = client.get(reverse("official-detail", args=[anna.pk])).content.decode()
    assert "Brief me" not in head


def test_the_day_after_the_meeting_a_debrief_is_due_until_it_is_told(as_role, anna):
    client = as_role("Officer")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    plan = OutreachActionFactory(
        towards=[anna], planned_on=yesterday, lead=client.person, subject="Tea"
    )
    brief = BriefPrintFactory(
        official=anna, action=plan, debrief_due_on=timezone.localdate()
    )
    BriefPrintFactory(official=anna, action=plan, debrief_due_on=brief.debrief_due_on)
    desk = client.get(reverse("desk")).content.decode()
    finish = reverse("action-finish", args=[plan.pk])
    assert desk.count("Debrief of “Tea”") == 1
    assert finish in desk
    assert client.get(finish).status_code == 200

    data = {"done_on": yesterday.isoformat(), "result": "Two hours"}
    client.post(
        finish, {f"finish-{name}": field_text for name, field_text in data.items()}
    )

    plan.refresh_from_db()
    assert plan.state == "done"
    assert "Debrief of" not in client.get(reverse("desk")).content.decode()


def test_a_debrief_is_due_though_the_gate_closed_after_the_meeting(as_role, anna):
    client = as_role("Officer")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    plan = OutreachActionFactory(
        towards=[anna], planned_on=yesterday, lead=client.person, subject="Tea"
    )
    BriefPrintFactory(official=anna, action=plan, debrief_due_on=timezone.localdate())

    ApproachFactory(official=anna, version=2, decision="refuse")

    plan.refresh_from_db()
    assert plan.state == "waiting"
    assert "Debrief of “Tea”" in client.get(reverse("desk")).content.decode()


def test_a_debrief_waits_for_the_day_and_stands_with_who_does_it(as_role, anna):
    client = as_role("Officer")
    today = timezone.localdate()
    mine = OutreachActionFactory(towards=[anna], planned_on=today, lead=client.person)
    theirs = OutreachActionFactory(
        towards=[anna], planned_on=today - datetime.timedelta(days=3)
    )
    for plan in (mine, theirs):
        due = plan.planned_on + datetime.timedelta(days=1)
        BriefPrintFactory(official=anna, action=plan, debrief_due_on=due)
    assert "Debrief of" not in client.get(reverse("desk")).content.decode()
    client.force_login(theirs.lead)
    assert "Debrief of" in client.get(reverse("desk")).content.decode()
