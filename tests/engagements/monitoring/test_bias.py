"""The guard against bias counts what a signal rests on, and warns in words."""

import pytest

from engagements.monitoring import signal
from engagements.monitoring.bias import guard
from engagements.monitoring.models import NoteLink
from officials.security.context import acting_as
from tests.engagements.monitoring.test_signal import TODAY, ago, note
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


def guard_of(official, reader):
    with acting_as(reader):
        signal_today = signal.signal_of(official, reader, TODAY)
        return guard(signal_today, signal.terms(official, reader, TODAY), reader)


@pytest.fixture
def reader(db):
    return UserFactory()


def test_contrary_is_what_leans_the_other_way_than_the_signal(reader):
    friend, foe = OfficialFactory(), OfficialFactory()
    for stance in (2, 2, 0, -1):
        note(friend, stance, on=ago(30))
        note(foe, -stance, on=ago(30))

    for official in (friend, foe):
        bias_guard = guard_of(official, reader)
        assert (bias_guard.contrary, bias_guard.notes, bias_guard.contrary_share) == (
            1,
            4,
            0.25,
        )
        assert bias_guard.contrary_days == 30
        assert (bias_guard.sources, bias_guard.takers, bias_guard.warnings) == (
            4,
            4,
            [],
        )


def test_a_year_without_anything_contrary_is_told(reader):
    official = OfficialFactory()
    note(official, 1, on=ago(10))
    assert len(guard_of(official, reader).warnings) == 2  # one source, one person
    note(official, 1, on=ago(20))
    (warning,) = guard_of(official, reader).warnings
    assert warning.startswith("Nothing to the contrary was noted in a year.")

    note(official, -1, on=ago(400))
    assert guard_of(official, reader).warnings == [warning]
    note(official, -1, on=ago(364))
    assert guard_of(official, reader).warnings == []


def test_where_nothing_leans_nothing_is_contrary(reader):
    official = OfficialFactory()
    note(official, 0, on=ago(10))

    assert guard_of(official, reader).contrary == 0


def test_notes_of_one_act_are_said_to_be_of_one_act(reader):
    official, circle = OfficialFactory(), CircleFactory(people=[reader])
    one, two, _three = (note(official, 1, on=ago(10)) for _number in range(3))
    hidden = note(official, 1, on=ago(10), circle=circle)
    elsewhere = note(OfficialFactory(), 1, on=ago(10))
    NoteLink.objects.create(one=one, other=two)
    NoteLink.objects.create(one=hidden, other=two, circle=circle)
    NoteLink.objects.create(one=one, other=elsewhere)

    assert guard_of(official, reader).same_act == 3
    outsider = UserFactory()
    assert guard_of(official, outsider).same_act == 2
    assert guard_of(official, outsider).notes == 3
