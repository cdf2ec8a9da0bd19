"""The signal: computed in the database, recomputed here in plain Python."""

import datetime
import random

import pytest
from django.utils import timezone

from engagements.monitoring import signal
from engagements.monitoring.models import Mention
from officials.dates import PartialDate
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import MentionFactory, NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 6, 30)
R = {"A": 1, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.3}
C = {1: 1, 2: 0.8, 3: 0.6, 4: 0.4, 5: 0.2, 6: 0.3}


def noon(date):
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time(12)))


def note(about, stance, *, on, recorded=None, grade="A2", **fields):
    """A note that `about` showed this stance on the day `on`, recorded that day."""
    on = on if isinstance(on, PartialDate) else PartialDate(on, on)
    new_note = NoteFactory(
        happened_on=on,
        recorded_at=noon(recorded or on.last),
        reliability=grade[0],
        credibility=int(grade[1]),
        second_source="Another paper",
        **fields,
    )
    MentionFactory(note=new_note, official=about, stance=stance)
    return new_note


def ago(days):
    return TODAY - datetime.timedelta(days)


def by_hand(official, on, circles=None):
    """The signal by the formula of the method, with the number of mentions."""
    top = bottom = number = 0
    for each in Mention.objects.filter(official=official).select_related("note"):
        recorded = timezone.localtime(each.note.recorded_at).date()
        latest = min(each.note.happened_on.last, recorded)
        if circles is not None and each.circle_id not in circles:
            continue
        if recorded > on or latest > on:
            continue
        w = R[each.note.reliability] * C[each.note.credibility]
        w *= 0.5 ** ((on - latest).days / 365)
        top, bottom, number = top + each.stance * w, bottom + w, number + 1
    return (top / (2 + bottom) if number else None), number


def test_somebody_of_whom_nothing_is_noted_has_no_signal():
    official, reader = OfficialFactory(), UserFactory()

    assert signal.signal_of(official, reader) is None
    assert signal.terms(official, reader) == []
    assert {point.value for point in signal.trend(official, reader)} == {None}
    assert signal.signals(reader) == []


def test_one_note_does_not_make_a_hero():
    official, reader = OfficialFactory(), UserFactory()
    note(official, 2, on=TODAY, grade="A1")

    person_signal = signal.signal_of(official, reader, TODAY)

    assert person_signal.value == pytest.approx(2 / 3)
    assert person_signal.words == "mostly supportive, 1 note, 1 source"


def test_a_year_halves_the_weight_of_a_note():
    official, reader = OfficialFactory(), UserFactory()
    note(official, 1, on=ago(365), grade="B2")

    (term,) = signal.terms(official, reader, TODAY)

    assert (term.r, term.c, term.age_days, term.d) == (0.8, 0.8, 365, 0.5)
    assert term.weight == term.contribution == pytest.approx(0.32)
    assert term.grade == "B2"


def test_a_neutral_note_counts_as_evidence_and_draws_the_signal_to_nought():
    official, reader = OfficialFactory(), UserFactory()
    note(official, 2, on=TODAY)
    alone = signal.signal_of(official, reader, TODAY)
    note(official, 0, on=TODAY)

    person_signal = signal.signal_of(official, reader, TODAY)

    assert person_signal.numerator == alone.numerator
    assert 0 < person_signal.value < alone.value
    assert person_signal.mentions == 2


def test_of_a_month_or_a_year_the_last_day_counts_but_none_after_the_recording():
    official, reader = OfficialFactory(), UserFactory()
    note(official, 1, on=day("2025-02"), recorded=ago(3))
    note(official, 1, on=day("2026"), recorded=ago(3))

    ages = {t.latest_on: t.age_days for t in signal.terms(official, reader, TODAY)}

    assert ages == {datetime.date(2025, 2, 28): 487, ago(3): 3}


def test_on_a_past_day_it_knows_what_was_recorded_by_then():
    official, reader = OfficialFactory(), UserFactory()
    note(official, 1, on=ago(100))
    note(official, -2, on=ago(100), recorded=ago(20))

    then = signal.signal_of(official, reader, ago(50))

    assert (then.mentions, then.value > 0) == (1, True)
    assert signal.signal_of(official, reader, TODAY).mentions == 2
    assert signal.signal_of(official, reader, ago(101)) is None
    assert signal.terms(official, reader, ago(50))[0].age_days == 50


def test_a_note_recorded_after_midnight_counts_from_the_day_of_the_office():
    official, reader = OfficialFactory(), UserFactory()
    late_note = note(official, 1, on=ago(5))
    late = datetime.datetime(2026, 6, 28, 22, 30, tzinfo=datetime.UTC)  # 1:30 here
    type(late_note).objects.filter(pk=late_note.pk).update(recorded_at=late)

    assert signal.signal_of(official, reader, ago(2)) is None
    assert signal.signal_of(official, reader, ago(1)).mentions == 1


@pytest.mark.parametrize(
    ("stances", "words"),
    [
        ([2, 2, 2, 2, 2], "very supportive"),
        ([1, 1], "mostly supportive"),
        ([1, -1], "mixed"),
        ([0, 0], "undecided"),
        ([-1, -1], "mostly critical"),
        ([-2, -2, -2, -2, -2], "hostile"),
    ],
)
def test_it_is_said_in_words(stances, words):
    official, reader = OfficialFactory(), UserFactory()
    for stance in stances:
        note(official, stance, on=TODAY, grade="A1")

    assert signal.signal_of(official, reader, TODAY).stance == words


def test_notes_of_one_register_entry_one_site_or_one_observer_are_one_source():
    official, reader, watcher = OfficialFactory(), UserFactory(), UserFactory()
    for number in range(2):
        note(official, 1, on=TODAY, source_url=f"https://www.Paper.example/{number}")
        note(official, 1, on=TODAY, source_title=" The Herald ")
        note(official, 1, on=TODAY, recorded_by=watcher)
    note(official, 1, on=TODAY, source_url="http://paper.example:8080?q")
    note(official, 1, on=TODAY, source_title="the herald")

    assert signal.signal_of(official, reader, TODAY).sources == 3


def test_a_note_in_a_narrower_circle_changes_the_signal_only_for_its_people():
    insider, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[insider])
    official, hidden = OfficialFactory(), OfficialFactory(circle=circle)
    note(official, 1, on=ago(40))
    open_value = signal.signal_of(official, outsider, TODAY)
    note(official, -2, on=ago(40), circle=circle)
    note(hidden, -2, on=ago(40), circle=circle)

    for reader, mentions, people in ((insider, 2, 2), (outsider, 1, 1)):
        with acting_as(reader):
            assert signal.signal_of(official, reader, TODAY).mentions == mentions
            assert len(signal.terms(official, reader, TODAY)) == mentions
            points = signal.trend(official, reader, until=TODAY)
            assert points[-1].mentions == mentions
            assert len(signal.signals(reader, TODAY)) == people
            assert len(signal.mention_rows(reader, TODAY)) == mentions + people - 1
    assert signal.signal_of(official, outsider, TODAY) == open_value
    assert signal.signal_of(official, insider, TODAY).value < 0
    assert signal.signals_among([hidden.pk], outsider, TODAY) == {}


def test_what_scoping_or_row_security_hides_stays_hidden_without_the_other():
    insider, outsider = UserFactory(), UserFactory()
    circle = CircleFactory(people=[insider])
    official = OfficialFactory()
    note(official, -2, on=ago(40), circle=circle)
    assert signal.signal_of(official, insider, TODAY)

    assert signal.signal_of(official, outsider, TODAY) is None  # as system: scoping
    with acting_as(outsider):  # scoped for another: row security
        assert signal.signal_of(official, insider, TODAY) is None
        assert signal.trend(official, insider, until=TODAY)[-1].mentions == 0


def test_an_external_translator_sees_no_signal():
    official, external = OfficialFactory(), UserFactory(role=None, is_external=True)
    note(official, 1, on=TODAY)

    assert signal.signal_of(official, external, TODAY) is None
    assert signal.signals(external, TODAY) == []
    assert signal.mention_rows(external, TODAY) == []
    assert signal.trend(official, external, until=TODAY)[-1].value is None


def some_notes(seed, circles):
    """Thirty notes of six people, of all grades, dates and circles."""
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    people = [OfficialFactory() for _number in range(6)]
    for _number in range(30):
        when = ago(chance.randrange(2000))
        texts = (when.isoformat(), when.isoformat()[:7], when.isoformat()[:4])
        new_note = NoteFactory(
            happened_on=day(chance.choice(texts)),
            recorded_at=noon(when + datetime.timedelta(chance.randrange(40))),
            reliability=chance.choice("ABCDEF"),
            credibility=chance.randint(1, 6),
            second_source="Another",
            circle=chance.choice(circles),
        )
        for person in chance.sample(people, chance.randint(1, 3)):
            MentionFactory(note=new_note, official=person, stance=chance.randint(-2, 2))
    return people


@pytest.mark.parametrize("seed", range(6))
def test_the_database_computes_what_anybody_would_by_hand(seed):
    insider, outsider = UserFactory(), UserFactory()
    narrow = CircleFactory(people=[insider])
    everyone = OfficialFactory().circle
    people = some_notes(seed, [everyone, narrow])
    comparisons = 0
    for on in (TODAY, ago(300), ago(1500), ago(1995)):
        for reader, circles in ((insider, {1, narrow.pk}), (outsider, {1})):
            listed = {key: each for key, _name, each in signal.signals(reader, on)}
            for person in people:
                value, number = by_hand(person, on, circles)
                person_signal = signal.signal_of(person, reader, on)
                points = signal.trend(person, reader, 3, until=on)
                if value is None:
                    assert person_signal is None
                    assert person.pk not in listed
                    assert points[-1].value is None
                    continue
                comparisons += 1
                assert person_signal.value == pytest.approx(value, abs=1e-9)
                assert listed[person.pk].value == pytest.approx(value, abs=1e-9)
                assert person_signal.mentions == listed[person.pk].mentions == number
                rows = signal.terms(person, reader, on)
                top = sum(row.contribution for row in rows)
                bottom = sum(row.weight for row in rows)
                assert top / (2 + bottom) == pytest.approx(value, abs=1e-9)
                for point in points:
                    then, _number = by_hand(person, point.day, circles)
                    assert point.value == pytest.approx(then, abs=1e-9)
    assert comparisons > 20


def test_a_trend_tells_the_ends_of_months_and_the_day_itself():
    official, reader = OfficialFactory(), UserFactory()
    note(official, 2, on=datetime.date(2026, 2, 10))

    points = signal.trend(official, reader, 5, until=datetime.date(2026, 3, 15))

    assert [point.day.isoformat() for point in points] == [
        "2025-10-31",
        "2025-11-30",
        "2025-12-31",
        "2026-01-31",
        "2026-02-28",
        "2026-03-15",
    ]
    assert [point.mentions for point in points] == [0, 0, 0, 0, 1, 1]
    assert points[3].value is None
    assert points[4].value > points[5].value > 0


def test_signal_terms_and_trend_ask_once_each(django_assert_num_queries):
    official, reader = OfficialFactory(), UserFactory()
    note(official, 1, on=TODAY)
    reader.has_perm("any")  # permissions are asked for once a request
    signal.signal_of(official, reader)

    for ask in (signal.signal_of, signal.terms, signal.trend):
        with django_assert_num_queries(1):
            ask(official, reader)
