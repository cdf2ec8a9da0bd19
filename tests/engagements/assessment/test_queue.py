"""The identification queue proposes, with reasons; a person decides."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagements.assessment import queue
from engagements.assessment.models import Assessment, NotNow, QueueRule, SignalSum
from engagements.monitoring import signal
from engagements.relationships.models import Relationship
from exchanges.models import Participation
from officials.dates import PartialDate
from officials.security.context import acting_as
from tests.engagements.monitoring.test_signal import some_notes
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import MentionFactory, NoteFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


def before(days):
    return timezone.localdate() - datetime.timedelta(days)


def praised(official, times=3, stance=1, days=10, grade="B2", **fields):
    for _number in range(times):
        new_note = NoteFactory(
            happened_on=PartialDate(before(days), before(days)),
            reliability=grade[0],
            credibility=int(grade[1]),
            **fields,
        )
        MentionFactory(note=new_note, official=official, stance=stance)
    return official


def queue_of(reader):
    """The proposals of `reader` as rules by official, after the job has run."""
    queue.refresh()
    with acting_as(reader):
        proposals = queue.proposals(reader)
    return {
        each.official: [reason.rule for reason in each.reasons] for each in proposals
    }


def only(name, **bars):
    for other in QueueRule.Name:
        QueueRule.objects.update_or_create(
            name=other, defaults={**queue.DEFAULTS[other], "on": other == name}
        )
    QueueRule.objects.filter(name=name).update(**bars)


@pytest.fixture
def reader(db):
    return UserFactory()


def test_who_is_often_supportive_is_proposed_in_words(reader):
    official = praised(OfficialFactory())
    praised(OfficialFactory(), stance=0)
    praised(OfficialFactory(), stance=-1)

    assert queue_of(reader) == {official: ["signal"]}
    (proposal,) = queue.proposals(reader)
    assert proposal.reasons[0].words == "Mostly supportive, 3 notes, 3 sources"


def test_too_little_evidence_is_not_enough(reader):
    official = praised(OfficialFactory(), times=1, grade="C3", stance=2)
    only("signal", bar=0.1, evidence=1)
    assert queue_of(reader) == {}

    only("signal", bar=0.1, evidence=0.1)
    assert queue_of(reader) == {official: ["signal"]}


def test_one_strong_note_proposes_if_it_is_recent_and_well_graded(reader):
    only("strong_note", days=90)
    official = praised(OfficialFactory(), times=1, stance=2)
    praised(OfficialFactory(), times=1, stance=2, days=200)
    praised(OfficialFactory(), times=1, stance=2, grade="C2")
    praised(OfficialFactory(), times=1, stance=1)

    assert queue_of(reader) == {official: ["strong_note"]}
    (proposal,) = queue.proposals(reader)
    note = official.notes.get()
    assert proposal.reasons[0].record == note
    assert note.headline in proposal.reasons[0].words


def test_who_came_to_lead_of_late_is_proposed(reader):
    def in_post(days, **post):
        start = PartialDate(before(days), before(days))
        return AppointmentFactory(post=PostFactory(**post), started=start).official

    new = in_post(30, is_leading=True)
    in_post(30, is_leading=False)
    in_post(900, is_leading=True)

    assert queue_of(reader) == {new: ["new_post"]}


def test_who_came_to_an_exchange_or_responded_is_proposed(reader):
    exchange = ExchangeFactory(starts_on=before(40))
    came, missed, rang, silent = (OfficialFactory() for _each in range(4))
    for person, state in ((came, "attended"), (missed, "no_show")):
        participation = ParticipationFactory(exchange=exchange, official=person)
        Participation.objects.filter(pk=participation.pk).update(state=state)
    OutreachActionFactory(towards=[rang], done=True, responded=True)
    OutreachActionFactory(towards=[silent], done=True, responded=False)

    assert queue_of(reader) == {came: ["attended"], rang: ["answered"]}


def test_most_reasons_stand_first_then_the_most_supportive(reader):
    one = praised(OfficialFactory())
    two = praised(OfficialFactory(), stance=2, grade="B3")
    both = praised(OfficialFactory(), stance=2, days=20)

    assert list(queue_of(reader)) == [both, two, one]
    assert len(queue.proposals(reader, limit=2)) == 2


def test_whoever_is_further_assessed_dead_or_waits_is_left_out(reader):
    further, assessed, long_ago, dead, waiting, waited = (
        praised(OfficialFactory()) for _each in range(6)
    )
    RelationshipFactory(official=further, stage=Relationship.Stage.IDENTIFIED)
    RelationshipFactory(official=long_ago, stage=Relationship.Stage.MONITORED)
    assert set(queue_of(reader)) == {
        further,
        assessed,
        long_ago,
        dead,
        waiting,
        waited,
    } - {further}

    today = timezone.localdate()
    for official, on in ((assessed, today), (long_ago, before(400))):
        Assessment.objects.create(
            official=official, assessor=reader, assessed_on=on, summary="Fair."
        )
    type(dead).objects.filter(pk=dead.pk).update(died=PartialDate(today, today))
    for official, until in ((waiting, before(-1)), (waited, today)):
        NotNow.objects.create(
            official=official, because="Elections", until=until, decided_by=reader
        )

    assert set(queue_of(reader)) == {long_ago, waited}


def test_a_colleague_from_abroad_is_not_proposed(reader):
    abroad, at_home = praised(OfficialFactory()), praised(OfficialFactory())
    AppointmentFactory(
        official=abroad,
        post=PostFactory(institution=InstitutionFactory(side="foreign")),
    )
    AppointmentFactory(official=at_home)

    assert set(queue_of(reader)) == {at_home}


def test_a_not_now_is_taken_back_and_put_back(reader):
    official = praised(OfficialFactory())
    wait = NotNow.objects.create(
        official=official, because="Elections", until=before(-9), decided_by=reader
    )
    assert queue_of(reader) == {}

    queue.take_back(wait, by=reader)
    assert set(queue_of(reader)) == {official}
    with pytest.raises(ValidationError, match="so already"):
        queue.take_back(wait, by=reader)

    queue.put_back(wait, by=reader)
    assert queue_of(reader) == {}


def test_a_rule_that_is_switched_off_proposes_nobody(reader):
    praised(OfficialFactory())
    assert queue_of(reader)

    only("attended")
    assert queue_of(reader) == {}
    QueueRule.objects.update(on=False)
    assert queue_of(reader) == {}


def test_what_is_in_a_narrower_circle_proposes_only_to_its_people():
    insider, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[insider])
    praised_inside, hidden, doubted = (
        praised(OfficialFactory(), circle=circle),
        praised(OfficialFactory(circle=circle), circle=circle),
        praised(OfficialFactory()),
    )
    praised(doubted, times=9, stance=-2, circle=circle)
    waits = praised(OfficialFactory())
    NotNow.objects.create(
        official=waits,
        because="Elections",
        until=before(-9),
        decided_by=insider,
        circle=circle,
    )

    assert set(queue_of(insider)) == {praised_inside, hidden}
    assert set(queue_of(outsider)) == {doubted, waits}


def test_a_note_moved_to_a_narrower_circle_is_silent_before_the_job_runs_again():
    insider, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[insider])
    official = praised(OfficialFactory(), stance=2)
    assert set(queue_of(outsider)) == {official}

    for note in official.notes.all():
        note.circle = circle
        note.save()

    with acting_as(outsider):
        assert queue.proposals(outsider) == []
    assert set(queue_of(insider)) == {official}


def test_before_the_job_has_ever_run_the_queue_makes_its_sums_itself(reader):
    official = praised(OfficialFactory())
    assert queue.made_at() is None

    with acting_as(reader):
        (proposal,) = queue.proposals(reader)

    assert proposal.official == official
    assert queue.made_at() is not None


@pytest.mark.parametrize("seed", range(4))
def test_the_sums_of_each_reader_are_the_signal_asked_directly(seed):
    insider, outsider = UserFactory(), UserFactory()
    manager, external = UserFactory(role="Manager"), UserFactory(is_external=True)
    narrow, other = CircleFactory(people=[insider]), CircleFactory()
    people = some_notes(seed, [OfficialFactory().circle, narrow, other])
    queue.refresh()
    f, counts = queue.scale(timezone.localdate()), set()

    for reader in (insider, outsider, manager, external):
        with acting_as(reader):
            for person in people:
                sums = list(SignalSum.objects.filter(official_id=person.pk))
                assert len(sums) == len(
                    SignalSum.objects.visible_to(reader).filter(official_id=person.pk)
                )
                direct_signal = signal.signal_of(person, reader)
                assert sum(each.mentions for each in sums) == (
                    direct_signal.mentions if direct_signal else 0
                )
                counts.add((person.pk, direct_signal and direct_signal.mentions))
                if direct_signal:
                    top = f * sum(each.numerator for each in sums)
                    bottom = f * sum(each.denominator for each in sums)
                    assert top == pytest.approx(direct_signal.numerator, abs=1e-9)
                    assert bottom == pytest.approx(direct_signal.denominator, abs=1e-9)
    assert len(counts) > 2 * len(people)  # they do not all see the same


def test_the_job_follows_what_was_changed_moved_and_removed(reader):
    official, circle = OfficialFactory(), CircleFactory()
    praised(official, times=2)
    assert queue.refresh() == 1
    assert queue.refresh() == 0

    first, second = official.notes.order_by("pk")
    first.circle = circle
    first.save()
    assert queue.refresh() == 2
    assert {s.circle_id: s.mentions for s in SignalSum.objects.all()} == {
        1: 1,
        circle.pk: 1,
    }

    second.delete()
    first.mentions.update(stance=-2)
    assert queue.refresh() == 2
    (remaining_sum,) = SignalSum.objects.all()
    assert remaining_sum.numerator < 0


def test_the_queue_asks_as_much_for_many_as_for_few(
    reader, django_assert_max_num_queries
):
    for _number in range(12):
        praised(OfficialFactory(), stance=2)
    queue.refresh()
    with acting_as(reader):
        queue.proposals(reader, limit=1)
        with django_assert_max_num_queries(12):
            assert len(queue.proposals(reader)) == 12
