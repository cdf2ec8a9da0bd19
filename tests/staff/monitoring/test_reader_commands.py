"""`signals` and `mentions` print what one person may read, and anyone can recompute."""

import csv
import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.engagements.monitoring.test_signal import C, R, some_notes
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import MentionFactory, NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db


def printed_rows(command, reader, on="2026-06-30"):
    out = io.StringIO()
    call_command(command, email=reader.email, day=on, stdout=out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


@pytest.fixture
def readers(db):
    insider = UserFactory(email="insider@example.org")
    outsider = UserFactory(email="outsider@example.org")
    return insider, outsider, CircleFactory(people=[insider])


@pytest.mark.parametrize("on", ["2026-06-30", "2024-01-31"])
def test_from_the_mentions_anyone_recomputes_the_signals(readers, on):
    insider, outsider, circle = readers
    some_notes(3, [OfficialFactory().circle, circle])
    mention_counts = []

    for reader in (insider, outsider):
        sums, number = {}, {}
        for row in printed_rows("mentions", reader, on):
            age = datetime.date.fromisoformat(on) - datetime.date.fromisoformat(
                row["latest_day"]
            )
            assert age.days == int(row["age_days"]) >= 0
            assert row["recorded_on"] <= on
            r, c = R[row["reliability"]], C[int(row["credibility"])]
            assert (r, c) == (float(row["r"]), float(row["c"]))
            w = r * c * 0.5 ** (age.days / 365)
            top, bottom = sums.get(row["official_id"], (0, 0))
            sums[row["official_id"]] = (top + int(row["stance"]) * w, bottom + w)
            number[row["official_id"]] = number.get(row["official_id"], 0) + 1
        rows = printed_rows("signals", reader, on)
        assert {row["official_id"] for row in rows} == set(sums)
        for row in rows:
            top, bottom = sums[row["official_id"]]
            assert float(row["signal"]) == pytest.approx(top / (2 + bottom), abs=1e-9)
            assert int(row["mentions"]) == number[row["official_id"]]
        order = [float(row["signal"]) for row in rows]
        assert order == sorted(order, reverse=True)
        mention_counts.append(sum(number.values()))
    assert mention_counts[0] > mention_counts[1] > 0


def test_a_note_in_a_narrower_circle_is_printed_for_its_people_only(readers):
    insider, outsider, circle = readers
    official = OfficialFactory()
    NoteFactory(about=[official], circle=circle, headline="Heard in private")
    assert [row["headline"] for row in printed_rows("mentions", insider, "")] == [
        "Heard in private"
    ]
    assert len(printed_rows("signals", insider, "")) == 1

    assert printed_rows("mentions", outsider, "") == []
    assert printed_rows("signals", outsider, "") == []


def test_no_cell_is_a_formula(readers):
    insider, *_rest = readers
    official = OfficialFactory(named="=cmd|' /C calc'!A0")
    note = NoteFactory(
        headline="+1+1", happened_on=day("2026-05"), recorded_at=timezone.now()
    )
    MentionFactory(note=note, official=official, stance=-2)

    (row,) = printed_rows("mentions", insider, "")
    assert (row["headline"], row["official"][:2]) == ("'+1+1", "'=")
    assert row["stance"] == "-2"
    assert printed_rows("signals", insider, "")[0]["official"].startswith("'=")


@pytest.mark.parametrize(
    ("email", "on", "words"),
    [
        ("nobody@example.org", "", "Nobody at work here has the e-mail"),
        ("", "", "Nobody at work here"),
        ("left@example.org", "", "Nobody at work here"),
        ("lev@example.org", "", "may not read notes"),
        ("insider@example.org", "yesterday", "is not a day"),
        ("insider@example.org", "2026-02-30", "is not a day"),
        ("insider@example.org", "2126-02-03", "still to come"),
    ],
)
def test_whoever_asks_wrongly_is_told_in_a_sentence(readers, email, on, words):
    UserFactory(email="left@example.org", is_active=False)
    UserFactory(email="lev@example.org", role="Translator", is_external=True)

    for command in ("signals", "mentions"):
        with pytest.raises(CommandError, match=words) as error:
            call_command(command, email=email, day=on)
        assert error.value.returncode == 1
