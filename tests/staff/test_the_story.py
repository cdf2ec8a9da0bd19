"""One story to its end: asked, translated, handed over, seen abroad, and changed."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.outcomes.models import Outcome
from engagements.support.models import SupportRequest
from officials.safeguards.models import ReviewRequest
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.people import OfficialFactory
from tests.factories.translations import DocumentFactory, TranslationFactory
from tests.papers import words_of
from translations.models import Translation

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


def ago(days):
    return (timezone.localdate() - datetime.timedelta(days)).isoformat()


def submit(client, name, *args, **fields):
    response = client.post(reverse(name, args=args), fields)
    assert response.status_code == 302, response.text
    return response


def ask(client, official, document):
    submit(
        client,
        "request-add",
        official=official.pk,
        asked="A handbook for the duty room",
        kind="document",
        document=document.pk,
        received_on=ago(300),
    )
    return SupportRequest.objects.get()


def translated(document, translator, reviser):
    translation = TranslationFactory(
        document=document, translator=translator, reviser=reviser, state="revising"
    )
    Translation.objects.filter(pk=translation.pk).update(
        days_spent=10, money_spent=800, currency="EUR"
    )
    return translation


def outcome_of(client, official):
    submit(
        client,
        "outcome-add",
        title="Rights are read within the hour",
        direction="positive",
        kind="policy",
        official=official.pk,
        what_changed="A directive tells the duty officer to read them.",
        changed_on=ago(20),
        significance="The first hours are the worst.",
        our_contribution="The handbook in Russian and a visit abroad.",
        others_contribution="She wrote the directive.",
        intended="true",
    )
    return Outcome.objects.get()


@pytest.fixture
def official():
    return OfficialFactory(named="Svetlana Kotelnikova")


def what_was_done(official, hers, reviser, his):
    """The request, the translation, the hand-over and the visit: {kind: record}."""
    document = DocumentFactory(title="CPT Standards")
    request = ask(hers, official, document)
    translation = translated(document, UserFactory(role="Translator"), reviser)
    submit(his, "translation-approve", translation.pk)
    action = OutreachActionFactory(
        kind="document", subject="The handbook, four copies", towards=[official],
        lead=reviser, done=True, days_spent="0.5", money_spent=30,
    )  # fmt: skip
    exchange = ExchangeFactory(
        title="Five days in Wiślin", starts_on=ago(100), ends_on=ago(95),
        days_spent=11, money_spent=4000, currency="PLN",
    )  # fmt: skip
    ParticipationFactory(exchange=exchange, official=official, state="attended")
    answer_fields = {"translation": translation.pk, "answered_on": ago(190)}
    submit(hers, "request-answer", request.pk, **answer_fields)
    return {
        "request": request,
        "translation": translation,
        "action": action,
        "exchange": exchange,
    }


def confirmed_and_published(outcome, hers, his):
    """An expert from outside confirms it, and a manager signs that it is published."""
    submit(hers, "outcome-describe", outcome.pk)
    submit(
        hers,
        "substantiation-add",
        outcome.pk,
        official=OfficialFactory(named="Malgorzata Brzezicka").pk,
        said_on=ago(10),
        agreement="fully",
        words="I saw the log.",
    )
    submit(hers, "outcome-substantiate", outcome.pk)
    submit(hers, "outcome-ask", outcome.pk)
    submit(his, "outcome-sign", outcome.pk)


def test_a_story_is_walked_to_its_end_and_printed(people, official):
    (_officer, hers), (manager, his) = people
    records = what_was_done(official, hers, manager, his)
    outcome = outcome_of(hers, official)
    for name, record in records.items():
        submit(
            hers, "outcomelink-add", outcome.pk, **{name: record.pk}, how="It helped"
        )

    confirmed_and_published(outcome, hers, his)

    outcome.refresh_from_db()
    assert outcome.state == "published"
    assert outcome.links.count() == 4
    assert ReviewRequest.objects.get(outcome=outcome).decided_by == manager
    text = hers.get(reverse("outcome-detail", args=[outcome.pk])).text
    for step in ("A handbook for the duty room", "Five days in Wiślin", "four copies"):
        assert step in text
    for sum_of in ("21.5 days", "830.00 EUR", "4,000.00 PLN"):
        assert sum_of in text
    paper = hers.get(reverse("outcome-pdf", args=[outcome.pk]))
    paper_words = words_of(b"".join(paper))
    for words in ("Five days in Wi", "21.5 days", "830.00 EUR"):
        assert words in paper_words
