"""What a manager let go: by whom, and until when; whatever road it is written by."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import ActionOfficial
from engagements.letters import workflow as letter_steps
from exchanges import workflow as exchange_steps
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory, cleared
from tests.factories.contacts import OutreachActionFactory, days
from tests.factories.exchanges import ParticipationFactory
from tests.factories.letters import LetterFactory, LetterTemplateFactory
from tests.factories.people import OfficialFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


def red():
    official = OfficialFactory()
    ApproachFactory(official=official, threat=(5, 5))
    return official


def condolence(official, manager):
    """A condolence that `manager` let go to somebody red."""
    action = OutreachActionFactory(
        towards=[official], state="waiting", kind="condolence", planned_on=days(5)
    )
    action = action_steps.let_go(action, by=manager)
    assert (action.state, action.let_go_by) == ("planned", manager)
    return action


def letter_of_condolence(official, manager):
    template = LetterTemplateFactory(occasion="condolence")
    letter = LetterFactory(official=official, cold=True, template=template)
    return letter_steps.make_ready(letter_steps.let_go(letter, by=manager), by=manager)


@pytest.fixture
def manager():
    return UserFactory(role="Manager")


@pytest.fixture
def plan(manager):
    return condolence(red(), manager)


def again(record):
    record.refresh_from_db()
    return record.state, record.let_go_by


def update(record, **values):
    type(record).objects.filter(pk=record.pk).update(**values)


def test_only_who_may_lets_go_and_in_their_own_name(plan, manager):
    officer, other = UserFactory(role="Officer"), UserFactory(role="Manager")
    update(plan, let_go_by=None, let_go_at=None, state="waiting")
    now = {"let_go_at": timezone.now()}

    for speaker, name in ((officer, officer), (officer, manager), (other, manager)):
        with (
            acting_as(speaker),
            pytest.raises(IntegrityError, match="let_go_by_a_manager"),
            transaction.atomic(),
        ):
            update(plan, let_go_by=name, **now)
    with (
        pytest.raises(IntegrityError, match="let_go_by_a_manager"),
        transaction.atomic(),
    ):
        update(plan, let_go_by=officer, **now)
    with acting_as(manager):
        update(plan, let_go_by=manager, **now)

    assert again(plan) == ("waiting", manager)


def test_what_was_let_go_and_cancelled_asks_anew_when_it_is_reopened(plan, manager):
    action_steps.cancel(plan, by=manager, reason="They are away")
    assert again(plan) == ("cancelled", None)

    action_steps.reopen(plan, by=manager)

    assert again(plan) == ("waiting", None)


def test_what_was_let_go_and_done_asks_anew_when_it_is_reopened(plan, manager):
    action_steps.finish(plan, by=manager)
    assert again(plan) == ("done", manager)

    action_steps.reopen(plan, by=manager)

    assert again(plan) == ("waiting", None)


@pytest.mark.parametrize(
    "change",
    [
        {"planned_on": timezone.localdate() + datetime.timedelta(9)},
        {"kind": "thanks"},
    ],
    ids=["day", "kind"],
)
def test_another_day_or_kind_asks_anew_by_whatever_road(plan, change):
    with pytest.raises(IntegrityError, match="not_cleared"), transaction.atomic():
        update(plan, **change)

    update(plan, state="waiting")
    update(plan, **change)
    assert again(plan) == ("waiting", None)


def test_somebody_named_besides_asks_anew(plan, manager):
    link = {"action": plan, "official": red(), "circle": plan.circle}
    with pytest.raises(IntegrityError, match="not_cleared"), transaction.atomic():
        ActionOfficial.objects.create(**link)

    with pytest.raises(IntegrityError, match="not_cleared"), transaction.atomic():
        ActionOfficial.objects.filter(action=plan).update(official=red())
    assert again(plan) == ("planned", manager)


def test_a_letter_that_was_let_go_and_cancelled_asks_anew(manager):
    letter = letter_of_condolence(red(), manager)
    assert again(letter) == ("ready", manager)

    letter_steps.cancel(letter, by=manager, reason="A wrong year")
    letter_steps.reopen(letter, by=manager)

    assert again(letter) == ("draft", None)


def test_a_seat_that_was_let_go_and_declined_asks_anew(manager):
    official = OfficialFactory()
    cleared(official)
    seat = ParticipationFactory(official=official, state="invited")
    update(seat, let_go_by=manager, let_go_at=timezone.now())
    assert again(seat) == ("invited", manager)

    exchange_steps.decline(seat, by=manager)

    assert again(seat) == ("declined", None)
