"""The chain behind an outcome: each step with its date, and what all of it took."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.outcomes.contribution_chain import candidates, chain, link
from engagements.outcomes.models import OutcomeLink
from officials.security.context import acting_as
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.outcomes import (
    OutcomeFactory,
    OutcomeLinkFactory,
    SubstantiationFactory,
)
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.factories.support import SupportRequestFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome():
    """A change of May 2026, behind which nothing stands yet."""
    return OutcomeFactory(changed_on=day("2026-05-20"), state="described")


def done_action(on, **fields):
    return OutreachActionFactory(done=True, done_on=on, **fields)


def test_the_steps_stand_in_order_of_date_each_with_days_and_money(outcome):
    call = done_action(
        datetime.date(2025, 1, 10), subject="She asked", days_spent="0.5"
    )
    exchange = ExchangeFactory(
        title="A week in Wiślin",
        starts_on=datetime.date(2025, 9, 1),
        days_spent=10,
        money_spent="4000.50",
    )
    translation = TranslationFactory(
        state="published", title="The handbook", money_spent=9000, currency="RUB"
    )
    note = NoteFactory(headline="The order is signed", happened_on=day("2026"))
    approach = ApproachFactory(written_by=UserFactory())
    for behind in (
        {"note": note},
        {"exchange": exchange},
        {"action": call},
        {"translation": translation},
        {"approach": approach},
    ):
        OutcomeLinkFactory(outcome=outcome, **behind)
    SubstantiationFactory(outcome=outcome, said_on=datetime.date(2026, 6, 1))

    outcome_chain = chain(outcome, UserFactory())

    words = [each.words for each in outcome_chain.steps]
    assert words[:2] == ["She asked", "A week in Wiślin"]
    assert words.index(outcome.title) < words.index("The order is signed")
    assert [each.kind for each in outcome_chain.steps].count("confirmation") == 1
    assert outcome_chain.days == Decimal("10.5")
    assert outcome_chain.money == [("EUR", Decimal("4000.50")), ("RUB", 9000)]


def test_who_does_not_agree_is_no_step(outcome):
    SubstantiationFactory(outcome=outcome, agreement="not", name="Dr No")

    assert [each.kind for each in chain(outcome, UserFactory()).steps] == ["change"]


def test_a_link_to_what_fewer_people_see_is_refused_in_words(as_role):
    client, circle = as_role("Officer"), CircleFactory()
    circle.people.add(client.person)
    outcome = OutcomeFactory()
    hidden = done_action(datetime.date(2026, 1, 1), circle=circle, days_spent=3)

    answer = fill(client, f"/outcomes/{outcome.pk}/outcomelinks/new/", action=hidden.pk)

    assert "put this record into that circle as well" in answer.content.decode()
    assert not OutcomeLink.objects.exists()


def test_what_a_person_may_not_see_counts_in_no_sum():
    circle, insider, other = CircleFactory(), UserFactory(), UserFactory()
    circle.people.add(insider)
    outcome = OutcomeFactory(official=OfficialFactory(circle=circle))
    action = done_action(datetime.date(2026, 1, 1), circle=circle, days_spent=3)
    OutcomeLinkFactory(outcome=outcome, action=action)

    with acting_as(insider):
        assert chain(outcome, insider).days == 3
    with acting_as(other):
        outcome_chain = chain(outcome, other)
    assert outcome_chain.days == 0
    assert all(each.kind != "action" for each in outcome_chain.steps)


def test_a_link_names_exactly_one_thing_and_that_once(outcome, as_role):
    client, address = as_role("Officer"), f"/outcomes/{outcome.pk}/outcomelinks/new/"
    note, action = NoteFactory(), done_action(datetime.date(2026, 1, 1))

    none = fill(client, address, how="Somehow")
    two = fill(client, address, note=note.pk, action=action.pk)
    once = fill(client, address, note=note.pk)
    again = fill(client, address, note=note.pk, how="Twice")

    assert "Choose one thing that stands behind it." in none.content.decode()
    assert "Choose one thing that stands behind it." in two.content.decode()
    assert once.status_code == 302
    assert "It is linked with the outcome already." in again.content.decode()


def test_what_may_have_contributed_is_about_them_and_older_than_the_change(
    outcome, as_role
):
    client, official = as_role("Officer"), outcome.official
    before = NoteFactory(
        about=[official], happened_on=day("2026-04"), headline="Before"
    )
    NoteFactory(about=[official], happened_on=day("2026-06-01"), headline="After")
    NoteFactory(about=[OfficialFactory()], happened_on=day("2026-04"), headline="Other")
    action = done_action(datetime.date(2026, 3, 1), towards=[official])
    OutreachActionFactory(towards=[official], subject="Only planned")
    went = ExchangeFactory(starts_on=datetime.date(2026, 2, 1))
    ParticipationFactory(exchange=went, official=official, state="attended")

    records_by_kind = candidates(outcome, client.person)

    assert records_by_kind["note"] == [before]
    assert records_by_kind["action"] == [action]
    assert records_by_kind["exchange"] == [went]
    fill(
        client,
        f"/outcomes/{outcome.pk}/candidates/",
        note=[str(before.pk)],
        exchange=[str(went.pk)],
    )
    assert OutcomeLink.objects.filter(outcome=outcome).count() == 2
    assert candidates(outcome, client.person)["note"] == []
    assert link(outcome, {"note": [before]}) == 0


def test_a_suggestion_of_a_circle_that_is_not_mine_is_not_made(outcome):
    circle = CircleFactory()
    hidden = NoteFactory(
        about=[outcome.official], happened_on=day("2026-04"), circle=circle
    )
    with acting_as(UserFactory()) as person:
        assert hidden not in candidates(outcome, person or outcome.written_by)["note"]


def test_the_page_draws_the_chain_and_says_it_as_a_list(outcome, as_role):
    client = as_role("Officer")
    action = done_action(
        datetime.date(2026, 3, 1),
        subject="We handed it over",
        days_spent="2.5",
        money_spent=1250,
    )
    OutcomeLinkFactory(outcome=outcome, action=action, how="Four copies")

    page = client.get(f"/outcomes/{outcome.pk}/").content.decode()

    assert page.count('<svg class="rp-map') == 2
    assert "We handed it over" in page
    assert "2.5 days, 1,250.00 EUR" in page
    assert "style=" not in page[page.index("rp-chain-map") :]


def test_the_story_says_contributed_and_never_caused(outcome, as_role):
    OutcomeLinkFactory(outcome=outcome, action=done_action(timezone.localdate()))

    story = as_role("Officer").get(f"/outcomes/{outcome.pk}/story/").content.decode()

    assert "What contributed" in story
    assert "caused" not in story


def test_a_long_request_is_told_whole(outcome, as_role):
    request_text = (
        "The text of the judgment in Belarusian,\n" + "and what follows, " * 20
    )
    OutcomeLinkFactory(
        outcome=outcome, request=SupportRequestFactory(asked=request_text + "thanks")
    )
    client = as_role("Officer")

    whole = " ".join(f"{request_text}thanks".split())
    for page in ("", "story/"):
        page_text = client.get(f"/outcomes/{outcome.pk}/{page}").content.decode()
        assert whole in page_text


def test_the_money_of_a_translation_is_nothing_for_an_external_translator(as_role):
    translation = TranslationFactory(state="translating", money_spent=4321)
    client = as_role("Officer")
    address = f"/translations/{translation.pk}/"
    assert "4,321.00" in client.get(address).content.decode()

    translator = translation.translator
    translator.is_external = True
    translator.save()
    client.force_login(translator)
    assert "4,321" not in client.get(address).content.decode()


def test_a_link_cannot_be_made_in_python_to_what_is_narrower(outcome):
    hidden = NoteFactory(circle=CircleFactory())

    with pytest.raises(ValidationError, match="put this record into that circle"):
        link(outcome, {"note": [hidden]})


def test_a_long_chain_asks_the_database_as_often_as_a_short_one(outcome, as_role):
    client, address = as_role("Officer"), f"/outcomes/{outcome.pk}/"

    def furnish(number):
        for _each in range(number):
            OutcomeLinkFactory(outcome=outcome, note=NoteFactory())
            OutcomeLinkFactory(
                outcome=outcome, action=done_action(timezone.localdate())
            )
            OutcomeLinkFactory(
                outcome=outcome, translation=TranslationFactory(state="published")
            )

    def query_count():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    furnish(2)
    few = query_count()
    furnish(8)

    assert query_count() == few
