"""From a piece of news to “identified”, as two people walk it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.approach.models import Approach
from engagements.assessment import queue
from engagements.assessment.models import Assessment
from engagements.monitoring.models import Note
from engagements.relationships.models import Relationship
from officials.safeguards.models import Switch
from tests.engagements.approach.test_approaches import ANSWERS
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import FeedFactory, FeedItemFactory
from tests.factories.people import OfficialFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def people():
    """An officer and a manager, each signed in, as (person, client)."""
    pairs = []
    for role in ("Officer", "Manager"):
        person, client = UserFactory(role=role), Client()
        client.force_login(person)
        pairs.append((person, client))
    return pairs


def page(client, name, *args, tab=""):
    response = client.get(reverse(name, args=args) + (tab and f"?tab={tab}"))
    assert response.status_code == 200, name
    return response.text


def submit(client, name, *args, **fields):
    response = client.post(reverse(name, args=args), fields)
    assert response.status_code == 302, response.text
    return response


def note_of_news(client, official):
    """The note that an item of a feed became."""
    Switch.objects.update_or_create(name=Switch.Name.FEEDS, defaults={"on": True})
    item = FeedItemFactory(
        feed=FeedFactory(), title="Judge opens her hearings", naming=[official]
    )
    assert "Judge opens her hearings" in page(client, "feeditem-list")
    fields = {
        "headline": item.title,
        "officials": str(official.pk),
        "stance": "2",
        "happened_on": timezone.localdate().isoformat(),
        "kind": "decision",
        "source_kind": "press",
        "source_title": "Courier",
        "reliability": "B",
        "credibility": "2",
        "seen_on": timezone.localdate().isoformat(),
        "circle": str(official.circle_id),
    }
    submit(client, "feeditem-note", item.pk, **fields)
    return Note.objects.get(feed_item=item)


def assess(hers, official, note):
    submit(
        hers,
        "assessment-add",
        official.pk,
        summary="Opens what others close",
        confidence="moderate",
        assessed_on=timezone.localdate().isoformat(),
        openness="4",
        openness_notes=str(note.pk),
    )


def lead(hers, official, officer):
    submit(
        hers,
        "relationship-add",
        official.pk,
        lead=str(officer.pk),
        rhythm_days="90",
        began_on=timezone.localdate().isoformat(),
        circle=str(official.circle_id),
    )


def test_news_become_a_note_a_signal_a_proposal_and_an_identified_person(people):
    (officer, hers), (_manager, signers) = people
    official = OfficialFactory(named="Vera Starostina")

    note = note_of_news(hers, official)
    queue.refresh()
    proposed = page(hers, "queue")
    tab = page(hers, "official-detail", official.pk, tab="relationship")
    assert "Vera Starostina" in proposed
    assert str(note.pk) in proposed  # the reason leads to the note
    assert str(note.pk) in tab  # and so does the term of the signal

    assess(hers, official, note)
    assert Assessment.objects.get().scores.get().evidence.get().note == note
    assert "Vera Starostina" not in page(hers, "queue")

    lead(hers, official, officer)
    submit(hers, "official-before", official.pk, **ANSWERS)
    approach = Approach.objects.get()
    submit(
        hers, "approach-ask", approach.pk, **{"ask-nevertheless": "Will be looked at"}
    )
    hers.post(reverse("approach-sign", args=[approach.pk]))
    relationship = Relationship.objects.get()
    assert relationship.stage == Relationship.Stage.MONITORED

    assert "Vera Starostina" in page(signers, "desk")
    submit(signers, "approach-sign", approach.pk)

    relationship.refresh_from_db()
    approach.refresh_from_db()
    assert relationship.stage == Relationship.Stage.IDENTIFIED
    assert relationship.stage_moves.get().review == approach.review
