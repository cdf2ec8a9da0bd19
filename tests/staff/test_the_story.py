"""One story to its end: asked, translated, handed over, seen abroad, and changed.

It begins at the front door: but for the accounts nothing is there before the pages.
"""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.outcomes.models import Outcome
from engagements.support.models import SupportRequest
from exchanges.models import Exchange, Participation
from officials.people.models import Official
from officials.safeguards.models import ReviewRequest
from tests.factories.accounts import UserFactory
from tests.filled_forms import fill
from tests.papers import words_of
from tests.staff.test_an_honest_week import (
    on,
    plan,
    prepare,
    press,
    saved,
    sign,
    signed_in,
)
from translations.catalogue.models import Document
from translations.jobs.models import Translation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def people(settings, tmp_path):
    """An officer and a manager, each signed in, as (person, client)."""
    settings.MEDIA_ROOT = tmp_path
    pairs = []
    for role in ("Officer", "Manager"):
        person, client = UserFactory(role=role), Client()
        client.force_login(person)
        pairs.append((person, client))
    return pairs


def ago(days):
    return (timezone.localdate() - datetime.timedelta(days)).isoformat()


def submit(client, name, *args, **fields):
    return saved(client.post(reverse(name, args=args), fields))


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


def newcomer(client, name):
    """Somebody who is not on record yet."""
    saved(fill(client, reverse("official-add"), written=name))
    return Official.objects.get(names__text=name)


def cleared(official, hers, his):
    """She prepares the page “Before we approach”, and he signs it."""
    sign(his, prepare(hers, official))
    return official


def translated(document, hers, his, reviser):
    """A translator brings the text, and who revises approves it."""
    translator = signed_in("Translator")
    people = {"translator": translator.person.pk, "reviser": reviser.pk}
    saved(fill(hers, page("document-translate", document), language="ru", **people))
    translation = Translation.objects.get()
    submit(translator, "translation-begin", translation.pk)
    text = SimpleUploadedFile("cpt.txt", "Стандарты".encode())
    saved(fill(translator, page("translation-deliver", translation), file=text))
    translation.refresh_from_db()
    if translation.state == Translation.State.TRANSLATING:
        checked = {"hand_in-machine": "none", "hand_in-checked": "on"}
        submit(translator, "translation-hand_in", translation.pk, **checked)
    spent = {"days_spent": "10", "money_spent": "800", "currency": "EUR"}
    saved(fill(hers, page("translation-edit", translation), **spent))
    submit(his, "translation-approve", translation.pk)
    publication = page("translation-publish", translation)
    digest = hers.get(publication).context["form"].initial["digest"]
    verified = {"publish-verified": "on", "publish-digest": digest}
    submit(hers, "translation-publish", translation.pk, **verified)
    return translation


def handed_over(official, translation, hers):
    """The translation is handed over: planned, done, and what it took."""
    action = plan(
        hers, official, kind="document", subject="The handbook, four copies",
        editions=[Translation.objects.get().in_force_id],
    )  # fmt: skip
    assert action.state == "planned"
    saved(press(hers, "action-finish", action, done_on=on(0), result="Gladly taken"))
    spent = {"days_spent": "0.5", "money_spent": "30", "currency": "EUR"}
    saved(fill(hers, page("action-edit", action), **spent))
    return action


def visited(official):
    """A coordinator invites her; she says yes, is confirmed, and comes."""
    theirs = signed_in("Coordinator")
    saved(
        fill(
            theirs, reverse("exchange-add"), title="Five days in Wiślin",
            kind="study_visit", starts_on=on(0), ends_on=on(5),
            days_spent="11", money_spent="4000", currency="PLN",
        )
    )  # fmt: skip
    exchange = Exchange.objects.get()
    saved(fill(theirs, page("participation-add", exchange), official=official.pk))
    seat = Participation.objects.get()
    for step in ("invite", "accept", "confirm", "attend"):
        submit(theirs, f"participation-{step}", seat.pk)
    seat.refresh_from_db()
    assert seat.state == "attended"
    return exchange


def page(name, record):
    return reverse(name, args=[record.pk])


def what_was_done(official, hers, manager, his):
    """The request, the translation, the hand-over and the visit: {kind: record}."""
    typed = {"title": "CPT Standards", "kind": "handbook", "rights": "free"}
    saved(fill(hers, reverse("document-add"), **typed))
    document = Document.objects.get()
    request = ask(hers, official, document)
    translation = translated(document, hers, his, manager)
    records = {
        "request": request,
        "translation": translation,
        "action": handed_over(official, translation, hers),
        "exchange": visited(official),
    }
    answer_fields = {"translation": translation.pk, "answered_on": on(0)}
    submit(hers, "request-answer", request.pk, **answer_fields)
    return records


def confirmed_and_published(outcome, hers, his):
    """An expert from outside confirms it, and a manager signs that it is published."""
    submit(hers, "outcome-describe", outcome.pk)
    submit(
        hers,
        "substantiation-add",
        outcome.pk,
        official=newcomer(hers, "Malgorzata Brzezicka").pk,
        said_on=ago(10),
        agreement="fully",
        words="I saw the log.",
    )
    submit(hers, "outcome-substantiate", outcome.pk)
    submit(hers, "outcome-ask", outcome.pk)
    submit(his, "outcome-sign", outcome.pk)


def test_a_story_is_walked_to_its_end_and_printed(people):
    (_officer, hers), (manager, his) = people
    official = cleared(newcomer(hers, "Svetlana Kotelnikova"), hers, his)
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
