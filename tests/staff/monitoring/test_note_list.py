"""The list of notes: what is found in it, and how one goes through it."""

import pytest

from officials.dates import PartialDate
from tests.factories import day
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import MentionFactory, NoteFactory
from tests.factories.people import OfficialFactory
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db


def headlines(client, **parameters):
    rows = client.get("/notes/", parameters).context["rows"]
    return [row["cells"][1]["text"] for row in rows]


def test_words_are_found_by_their_stems_and_in_any_script(as_role):
    client = as_role("Officer")
    NoteFactory(headline="Рассмотрел жалобы задержанных")
    NoteFactory(headline="Answered every complaint")
    NoteFactory(headline="Нургалиев выступил")

    assert headlines(client, q="жалоба") == ["Рассмотрел жалобы задержанных"]
    assert headlines(client, q="complaints") == ["Answered every complaint"]
    assert headlines(client, q="Nurgaliyev") == ["Нургалиев выступил"]
    assert headlines(client, q="жалоба", exact="true") == []
    assert headlines(client, q="жалобы", exact="true") == [
        "Рассмотрел жалобы задержанных"
    ]
    assert headlines(client, q='"') == []


def test_an_institution_brings_all_below_it(as_role):
    client = as_role("Officer")
    ministry = InstitutionFactory()
    station = InstitutionFactory(parent=InstitutionFactory(parent=ministry))
    NoteFactory(headline="Below", institution=station)
    NoteFactory(headline="Elsewhere", institution=InstitutionFactory())

    assert headlines(client, institution=ministry.pk) == ["Below"]


def test_official_and_stance_are_asked_of_one_mention(as_role):
    client = as_role("Officer")
    one, other = OfficialFactory(), OfficialFactory()
    for headline, stances in (("For", (2, -2)), ("Against", (-2, 2))):
        note = NoteFactory(headline=headline)
        for official, stance in zip((one, other), stances, strict=True):
            MentionFactory(note=note, official=official, stance=stance)

    assert headlines(client, official=one.pk, stance=2) == ["For"]
    assert set(headlines(client, stance=2)) == {"For", "Against"}


def test_notes_are_found_by_their_source_grade_and_the_day_they_were_seen(as_role):
    client, source = as_role("Officer"), SourceFactory()
    fields = {"source": source, "reliability": "B", "credibility": 2, "kind": "vote"}
    NoteFactory(headline="This", seen_on="2026-05-14", **fields)
    NoteFactory(headline="Other", seen_on="2026-06-01", credibility=5)

    for parameters in (
        {"source": source.pk},
        {"graded": "B"},
        {"credible": 2},
        {"kind": "vote"},
        {"seen_until": "2026-05-20"},
        {"seen_from": "2026-05-14", "seen_until": "2026-05-14"},
    ):
        assert headlines(client, **parameters) == ["This"], parameters


def test_pages_follow_each_other_to_the_end_and_back(as_role):
    client = as_role("Officer")
    for number in range(120):
        on = day("2026-05" if number % 3 else f"2026-05-{number % 28 + 1:02}")
        NoteFactory(headline=f"Note {number}", happened_on=on)

    first = client.get("/notes/")
    second = client.get(first.context["page"]["next_url"])
    third = client.get(second.context["page"]["next_url"])
    back = client.get(third.context["page"]["previous_url"])
    start = client.get(back.context["page"]["previous_url"])

    pages = [[r["key"] for r in p.context["rows"]] for p in (first, second, third)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({key for page in pages for key in page}) == 120
    assert [p.context["page"]["text"] for p in (first, second, third)] == [
        "1–50",
        "51–100",
        "101–120",
    ]
    assert third.context["page"]["next_url"] is None
    assert start.context["page"]["previous_url"] is None
    assert [r["key"] for r in back.context["rows"]] == pages[1]
    assert [r["key"] for r in start.context["rows"]] == pages[0]


@pytest.mark.parametrize("mark", ["x", "W10", "é", "e30", "WzEsWyJhIl1d"])
def test_a_mark_that_nobody_made_opens_the_first_page(as_role, mark):
    client = as_role("Officer")
    NoteFactory(happened_on=PartialDate.parse("2026"))

    answer = client.get("/notes/", {"after": mark})

    assert answer.context["page"]["text"] == "1–1"
