"""Exchanges, and the way of a person from nominated to attended."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from exchanges import workflow
from exchanges.models import Exchange, Participation
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.contacts import days
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db

State = Participation.State
LEADS_TO = {
    "invite": State.INVITED,
    "accept": State.ACCEPTED,
    "decline": State.DECLINED,
    "confirm": State.CONFIRMED,
    "attend": State.ATTENDED,
    "miss": State.NO_SHOW,
}
MOVES = [(state, verb) for state in State for verb in LEADS_TO]
LEGAL = [(s, v) for s, v in MOVES if LEADS_TO[v] in workflow.NEXT.get(s, ())]
ILLEGAL = [move for move in MOVES if move not in LEGAL]


def test_every_state_can_be_reached_and_has_its_verb():
    assert {LEADS_TO[verb] for _state, verb in LEGAL} == set(State) - {State.NOMINATED}
    assert len(LEGAL) == sum(len(states) for states in workflow.NEXT.values())


@pytest.mark.parametrize(("state", "verb"), LEGAL)
def test_a_legal_move_is_made_and_kept(state, verb):
    exchange = ExchangeFactory(starts_on=days(0))
    participation = ParticipationFactory(state=state, exchange=exchange)
    cleared(participation.official)

    moved = getattr(workflow, verb)(participation, by=UserFactory())

    participation.refresh_from_db()
    assert participation.state == moved.state == LEADS_TO[verb]


@pytest.mark.parametrize("verb", ["attend", "miss"])
def test_nobody_came_to_an_exchange_that_has_not_begun(verb):
    exchange = ExchangeFactory(starts_on=days(1))
    seat = ParticipationFactory(state=State.CONFIRMED, exchange=exchange)

    with pytest.raises(ValidationError, match="still to come"):
        getattr(workflow, verb)(seat, by=UserFactory())

    seat.refresh_from_db()
    assert seat.state == State.CONFIRMED


@pytest.mark.parametrize("state", State)
def test_an_illegal_move_is_refused_in_words(state):
    verbs = [verb for before, verb in ILLEGAL if before == state]
    participation = ParticipationFactory(state=state)
    assert verbs

    for verb in verbs:
        next_label = LEADS_TO[verb].label
        sentence = f"It is “{state.label}”: it cannot become “{next_label}” from there."
        with pytest.raises(ValidationError) as refusal:
            getattr(workflow, verb)(participation, by=UserFactory())
        assert refusal.value.messages == [sentence]
    participation.refresh_from_db()
    assert participation.state == state


def test_the_buttons_are_the_legal_moves(as_role):
    client = as_role("Coordinator")
    for state in State:
        participation = ParticipationFactory(state=state)
        page = client.get(f"/participations/{participation.pk}/")
        verbs = {step["url"].split("/")[-2] for step in page.context["steps"]}
        assert verbs == {verb for before, verb in LEGAL if before == state}


def test_a_button_pressed_too_late_says_why_it_does_nothing(as_role):
    client = as_role("Coordinator")
    participation = ParticipationFactory(state=State.ATTENDED)

    answer = client.post(f"/participations/{participation.pk}/invite/", follow=True)

    assert "It is “Attended”: it cannot become “Invited”" in answer.content.decode()
    participation.refresh_from_db()
    assert participation.state == State.ATTENDED


def test_who_only_reads_moves_nobody(as_role):
    client = as_role("Viewer")
    participation = ParticipationFactory()

    answer = client.post(f"/participations/{participation.pk}/invite/")

    assert answer.status_code == 403
    participation.refresh_from_db()
    assert participation.state == State.NOMINATED


def test_nobody_is_in_an_exchange_twice(as_role):
    client = as_role("Coordinator")
    there = ParticipationFactory()
    official, exchange = there.official, there.exchange

    for refusal in (
        fill(
            client,
            f"/exchanges/{exchange.pk}/participations/new/",
            official=official.pk,
        ),
        fill(client, f"/officials/{official.pk}/invite/", exchange=exchange.pk),
    ):
        assert refusal.status_code == 422
        assert "This person is in that exchange already." in refusal.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(exchange=exchange, official=official)

    fill(client, f"/officials/{official.pk}/invite/", exchange=ExchangeFactory().pk)
    assert official.participations.count() == 2


def test_somebody_of_a_narrower_circle_is_not_put_into_an_open_exchange(as_role):
    client = as_role("Coordinator")
    circle = CircleFactory(people=[client.person])
    official = OfficialFactory(circle=circle)
    open_one, narrow_one = ExchangeFactory(), ExchangeFactory(circle=circle)
    page = f"/exchanges/{open_one.pk}/participations/new/"

    refusal = fill(client, page, official=official.pk)
    other_way = fill(client, f"/officials/{official.pk}/invite/", exchange=open_one.pk)

    for answer in (refusal, other_way):
        assert answer.status_code == 422
        assert f"known to the circle {circle} only" in answer.content.decode()
    page = f"/exchanges/{narrow_one.pk}/participations/new/"
    assert fill(client, page, official=official.pk).status_code == 302
    assert narrow_one.participations.get().circle == circle


def test_one_invites_to_what_is_still_to_come(as_role):
    client = as_role("Coordinator")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    over = ExchangeFactory(starts_on=yesterday, ends_on=yesterday)
    today = ExchangeFactory(starts_on=yesterday, ends_on=timezone.localdate())
    undated = ExchangeFactory(starts_on=None, ends_on=None)
    page = f"/officials/{OfficialFactory().pk}/invite/"

    exchanges = set(client.get(page).context["form"].fields["exchange"].queryset)

    assert exchanges == {today, undated} == set(Exchange.objects.coming())
    assert fill(client, page, exchange=over.pk).status_code == 422


def test_an_exchange_does_not_end_before_it_begins(as_role):
    client = as_role("Coordinator")
    fields = {"title": "Seminar", "kind": "seminar", "starts_on": "2026-11-12"}

    refusal = fill(client, "/exchanges/new/", **fields, ends_on="2026-11-11")

    assert refusal.status_code == 422
    assert "It cannot end before it begins." in refusal.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        ExchangeFactory(
            starts_on=datetime.date(2026, 11, 12), ends_on=datetime.date(2026, 11, 11)
        )
    saved = fill(client, "/exchanges/new/", **fields, ends_on="2026-11-12")
    assert saved.status_code == 302


def test_a_country_is_two_letters(as_role):
    client = as_role("Coordinator")
    fields = {"title": "Seminar", "kind": "seminar"}

    refusal = fill(client, "/exchanges/new/", **fields, country="r1")
    fill(client, "/exchanges/new/", **fields, country="fi")

    assert "A country is two capital letters" in refusal.content.decode()
    assert Exchange.objects.get().country == "FI"
