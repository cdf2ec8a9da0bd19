"""What waits until we may turn to them: said, shown, and let go by a manager."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.letters import workflow as letter_steps
from exchanges import workflow as exchange_steps
from officials.clearance.models import Clearance
from officials.safeguards.models import Switch
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.exchanges import ParticipationFactory
from tests.factories.letters import LetterFactory, LetterTemplateFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.planning import PlaybookFactory
from tests.factories.safeguards import ReviewRequestFactory
from tests.factories.security import CircleFactory
from tests.staff.approach.pages import address, block, page, waiting

pytestmark = pytest.mark.django_db
State = OutreachAction.State
KEPT = "kept, but it does not go out yet"


@pytest.fixture
def anna():
    return UserFactory(role="Manager", full_name="Anna Belova")


@pytest.fixture
def person():
    return OfficialFactory(named="Ivan Petrov")


# What waits


def test_a_waiting_action_keeps_its_wished_day_and_is_due_on_none(as_role, anna):
    client = as_role("Officer")
    person = OfficialFactory(named="Ivan Petrov")
    action = waiting(person, lead=client.person, planned_on=days(-2))
    text = page(client, address(action, "actions"))
    assert "rp-amber" in text
    assert "Waiting" in text
    assert "Wished for" in text
    assert "Planned for" not in text
    assert "Overdue" not in text
    assert "Brief me" not in text
    assert f"Ivan Petrov: {KEPT}." in block(text)


def test_a_plan_that_waits_says_so_when_it_is_saved(as_role, anna, person):
    client = as_role("Officer")
    fields = {
        "kind": "call",
        "subject": "Ask for the date",
        "officials": [person.pk],
        "planned_on": days(3).isoformat(),
        "lead": client.person.pk,
        "circle": person.circle_id,
    }
    text = client.post("/actions/new/", fields, follow=True).content.decode()
    assert "It is kept, but it does not go out yet." in text

    client.cookies["django_language"] = "ru"
    fields |= {"subject": "Спросить о дне", "nevertheless": "Так условились"}
    text = client.post("/actions/new/", fields, follow=True).content.decode()
    assert "Сохранено, но пока не отправляется." in text
    assert "Желаемый день" in text

    client.cookies["django_language"] = "en"
    cleared(person)
    fields |= {"subject": "Ask for the place", "nevertheless": "They agreed"}
    text = client.post("/actions/new/", fields, follow=True).content.decode()
    assert "It is planned." in text


def test_the_next_step_of_met_says_that_it_waits(as_role, person):
    client = as_role("Officer")
    fields = {
        "officials": [person.pk],
        "subject": "They rang",
        "done_on": timezone.localdate().isoformat(),
        "next_step": "Send the figures",
        "next_step_on": days(5).isoformat(),
        "circle": person.circle_id,
    }
    text = client.post("/met/", fields, follow=True).content.decode()
    assert "The next step is kept, but it does not go out yet." in text
    assert OutreachAction.objects.waiting().count() == 1


def test_a_day_that_has_passed_is_a_line_for_who_does_it(as_role, person):
    client = as_role("Officer")
    action = waiting(person, lead=client.person, planned_on=days(-3))
    desk = page(client, "/")
    assert "Waiting until we may turn to them" in desk
    assert "May go now: choose a day" not in desk

    cleared(person)
    action.refresh_from_db()
    assert action.state == State.WAITING
    desk = page(client, "/")
    assert "May go now: choose a day" in desk
    assert "Its day has passed: choose a day" in page(
        client, address(action, "actions")
    )


def test_an_answer_without_a_signature_is_a_line_for_managers_who_see_them(as_role):
    official = OfficialFactory()
    incoming = OutreachActionFactory(
        done=True, direction="in", kind="call", planned_on=None, towards=[official]
    )
    answer = OutreachActionFactory(
        done=True, kind="call", planned_on=None, towards=[official], answers=incoming
    )
    assert answer.state == State.DONE
    words = "Answered without a signature"
    assert words in page(as_role("Manager"), "/")
    assert words not in page(as_role("Officer"), "/")

    sealed = CircleFactory(people=[UserFactory()], sealed=True)
    hidden = OfficialFactory(circle=sealed)
    same = {"done": True, "kind": "call", "planned_on": None, "towards": [hidden]}
    incoming = OutreachActionFactory(direction="in", circle=sealed, **same)
    OutreachActionFactory(
        answers=incoming, circle=sealed, subject="Hidden answer", **same
    )
    cleared(official)
    assert words not in page(as_role("Manager"), "/")


def test_a_playbook_and_a_finished_action_say_what_waits(as_role, person):
    client = as_role("Officer")
    Switch.objects.turn(Switch.Name.PLAYBOOKS, on=True)
    url = f"/playbooks/{PlaybookFactory(on=(5, 9)).pk}/begin/"
    fields = {
        "official": person.pk,
        "lead": client.person.pk,
        "anchor_on": timezone.localdate().isoformat(),
        "plan": "1",
    }
    text = client.post(url, fields, follow=True).content.decode()
    assert "2 are kept, but do not go out yet." in text

    action = OutreachActionFactory(towards=[person], lead=client.person)
    ApproachFactory(official=person, version=2, threat=(5, 5))
    done = {
        "finish-done_on": timezone.localdate().isoformat(),
        "finish-next_step": "Send the figures",
        "finish-next_step_on": days(4).isoformat(),
    }
    url = f"/actions/{action.pk}/finish/"
    text = client.post(url, done, follow=True).content.decode()
    assert "The next step is kept, but it does not go out yet." in text
    text = client.post(f"/actions/{action.pk}/reopen/", follow=True).content.decode()
    assert "It is kept, but it does not go out yet." in text


def test_a_greeting_says_how_many_wait(as_role):
    client = as_role("Officer")
    LetterTemplateFactory()
    people = [cleared(OfficialFactory()), OfficialFactory()]
    page = client.get("/letters/greet/", {"row": [str(each.pk) for each in people]})
    fields = {
        "greeting": page.context["token"],
        "day": timezone.localdate(),
        "confirm": "yes",
    }
    text = client.post("/letters/greet/", fields, follow=True).content.decode()
    assert "1 is kept, but does not go out yet." in text


def test_what_the_calendar_closed_is_overdue_on_no_desk(as_role, person):
    client = as_role("Officer")
    OutreachActionFactory(
        towards=[person], lead=client.person, planned_on=days(-3), subject="Late call"
    )
    assert "3 days overdue" in page(client, "/")
    long_ago = timezone.now() - datetime.timedelta(days=400)
    Clearance.objects.filter(official=person).update(signed_at=long_ago)
    AppointmentFactory(official=person, started=days(-40).isoformat())
    text = page(client, "/")
    assert "Late call" in text
    assert "overdue" not in text


def test_a_manager_reads_on_the_desk_what_waits_for_their_click(as_role):
    official = OfficialFactory()
    ApproachFactory(official=official, threat=(5, 5))
    waiting(official, kind="condolence", lead=UserFactory())
    waiting(OfficialFactory(), lead=UserFactory(), subject="Work of another")
    tile = "Waiting until we may turn to them"
    assert tile in page(as_role("Manager"), "/")
    assert "Work of another" not in page(as_role("Manager"), "/")
    assert tile not in page(as_role("Officer"), "/")


# A manager lets it go


def red_and_signed(named="Ivan Petrov"):
    official = OfficialFactory(named=named)
    writer = UserFactory()
    ApproachFactory(
        official=official,
        threat=(5, 5),
        written_by=writer,
        review=ReviewRequestFactory(
            state="signed",
            asked_by=writer,
            decided_by=UserFactory(role="Manager"),
            decided_at=timezone.now(),
            is_red=True,
        ),
    )
    return official


def test_a_manager_lets_an_invitation_go_and_nobody_else(as_role):
    nominated = ParticipationFactory(official=red_and_signed())
    url = address(nominated, "participations")
    client = as_role("Coordinator")
    assert "Let it go" not in page(client, url)
    assert client.post(f"{url}let-go/").status_code == 403
    client.post(f"{url}invite/")
    nominated.refresh_from_db()
    assert nominated.state == "nominated"

    client = as_role("Manager")
    assert "Let it go" in page(client, url)
    client.post(f"{url}let-go/")
    text = page(client, url)
    assert "Let it go" not in text
    assert block(text) == ""
    client.post(f"{url}invite/")
    nominated.refresh_from_db()
    assert nominated.state == "invited"


def test_nobody_lets_go_what_waits_for_a_signature():
    manager, official = UserFactory(role="Manager"), OfficialFactory()
    letter = LetterFactory(official=official, cold=True)
    nominated = ParticipationFactory(official=official)
    for verb, record in (
        (letter_steps.let_go, letter),
        (exchange_steps.let_go, nominated),
        (action_steps.let_go, waiting(official)),
    ):
        with pytest.raises(ValidationError, match="has to be looked at"):
            verb(record, by=manager)
        record.refresh_from_db()
        assert record.let_go_by is None
        with pytest.raises(ValidationError, match="Only a manager"):
            verb(record, by=UserFactory())


def test_a_condolence_to_somebody_red_waits_for_a_managers_click(as_role):
    official = OfficialFactory()
    ApproachFactory(official=official, threat=(5, 5))
    action = waiting(official, kind="condolence")
    client = as_role("Manager")
    url = address(action, "actions")
    assert "Let it go" in page(client, url)
    client.post(f"{url}let-go/")
    action.refresh_from_db()
    assert (action.state, action.let_go_by) == (State.PLANNED, client.person)


def test_a_letter_that_is_changed_asks_the_manager_again():
    manager, official = UserFactory(role="Manager"), OfficialFactory()
    ApproachFactory(official=official, threat=(5, 5))
    template = LetterTemplateFactory(occasion="condolence")
    letter = LetterFactory(official=official, cold=True, template=template)
    letter = letter_steps.let_go(letter, by=manager)
    assert letter.let_go_by == manager
    letter.body = "Something else"
    letter_steps.write(letter, by=letter.written_by)
    letter.refresh_from_db()
    assert letter.let_go_by is None
