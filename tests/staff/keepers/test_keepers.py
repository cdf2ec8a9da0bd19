"""Keepers: two managers name them, everybody knows them, nobody takes it from them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from officials.security.context import acting_as, as_system
from staff.keepers import workflow
from staff.keepers.models import Keeper, KeyRequest
from tests.factories.accounts import UserFactory, keeper, set_factor
from tests.staff.keepers.test_suspension import edit, signed_in

pytestmark = pytest.mark.django_db

LIST, ADD = "/keepers/", "/keepers/new/"


def step(verb, keeper):
    return reverse(f"keeper-{verb}", args=[keeper.pk])


@pytest.fixture
def managers(roles):
    names = ("Anna Lukina", "Vera Lomova")
    return [UserFactory(role="Manager", full_name=name) for name in names]


def named(managers, *, with_factor=True):
    """Somebody whom the first manager named."""
    person = UserFactory(role="Viewer", full_name="Viktor Granin")
    if with_factor:
        set_factor(person)
    signed_in(managers[0]).post(ADD, {"person": person.pk})
    return Keeper.objects.get(person=person)


def in_office():
    return [each.person for each in Keeper.objects.in_office()]


def test_a_keeper_is_in_office_once_a_second_manager_confirms(managers):
    anna, vera = managers
    keeper = named(managers)
    assert in_office() == []
    assert "A second manager confirms" in signed_in(vera).get(LIST).text

    signed_in(vera).post(step("confirm", keeper))

    assert in_office() == [keeper.person]
    page = signed_in(keeper.person).get(LIST).text
    assert "Named by Anna Lukina and Vera Lomova" in page
    assert "2 more are wanted" in page


def test_a_keeper_has_a_second_factor_first(managers, settings):
    keeper = named(managers, with_factor=False)
    second = signed_in(managers[1])

    answer = second.post(step("confirm", keeper), follow=True)

    assert "sets up a second factor first" in answer.text
    assert in_office() == []
    settings.SECOND_FACTOR_REQUIRED = True
    assert signed_in(keeper.person).get(LIST).url == reverse("mfa_activate_totp")
    settings.SECOND_FACTOR_REQUIRED = False
    set_factor(keeper.person)
    second.post(step("confirm", keeper))
    assert in_office() == [keeper.person]


def test_whoever_named_them_or_is_named_does_not_confirm(managers):
    keeper = named(managers)
    mine = signed_in(managers[0])
    assert step("confirm", keeper) not in mine.get(LIST).text
    assert step("withdraw", keeper) in mine.get(LIST).text

    answer = mine.post(step("confirm", keeper), follow=True)

    assert "named by two other people" in answer.text
    assert in_office() == []


@pytest.mark.parametrize("role", ["Officer", "Viewer", "Administrator"])
def test_nobody_but_managers_names_or_confirms(managers, role):
    keeper = named(managers)
    client = signed_in(UserFactory(role=role))

    assert client.get(LIST).status_code == 200
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"person": managers[0].pk}).status_code == 403
    assert client.post(step("confirm", keeper)).status_code == 403


def test_an_external_translator_is_no_keeper_and_sees_none(managers):
    keeper = named(managers)
    signed_in(managers[1]).post(step("confirm", keeper))
    assert in_office() == [keeper.person]
    external = UserFactory(role="Translator", is_external=True)

    assert signed_in(external).get(LIST).status_code == 403
    answer = signed_in(managers[0]).post(ADD, {"person": external.pk})
    assert answer.status_code == 422
    with acting_as(external):
        assert not Keeper.objects.exists()
    with as_system():
        keeper.person.is_active = False
        keeper.person.save()
    assert in_office() == []


def test_a_keeper_alone_lays_it_down(managers):
    keeper = named(managers)
    signed_in(managers[1]).post(step("confirm", keeper))

    for verb in ("withdraw", "lay-down"):
        answer = signed_in(managers[0]).post(step(verb, keeper), follow=True)
        assert "a keeper alone lays it down" in answer.text
    assert in_office() == [keeper.person]

    signed_in(keeper.person).post(step("lay-down", keeper))
    assert in_office() == []


def test_a_name_that_nobody_confirmed_is_taken_back(managers):
    keeper = named(managers)

    signed_in(managers[0]).post(step("withdraw", keeper))

    assert not Keeper.objects.exists()


def writes_confirmed(anna, vera, viktor):
    Keeper.objects.create(person=viktor, named_by=vera)


def names_and_confirms_at_once(anna, vera, viktor):
    now = "2026-11-30T12:00Z"
    Keeper.objects.create(
        person=viktor, named_by=anna, confirmed_by=vera, confirmed_at=now
    )


@pytest.mark.parametrize("offence", [writes_confirmed, names_and_confirms_at_once])
@pytest.mark.parametrize("speaker", [acting_as, lambda person: as_system()])
def test_nobody_speaks_for_another_past_the_pages(managers, offence, speaker):
    viktor = UserFactory(role="Viewer")

    with (
        speaker(managers[0]),
        pytest.raises(IntegrityError, match="keeper_by_two_managers"),
        transaction.atomic(),
    ):
        offence(*managers, viktor)

    assert not Keeper.objects.exists()


# Three of them


FEWER = "One keeper fewer. One more is wanted"


@pytest.fixture
def three(roles):
    return [keeper().person for _each in range(3)]


def test_with_three_keepers_the_page_asks_for_no_more(three):
    client = signed_in(UserFactory())
    assert "more is wanted" not in client.get(LIST).text

    with acting_as(three[0]):
        workflow.lay_down(Keeper.objects.get(person=three[0]), by=three[0])

    assert "One more is wanted" in client.get(LIST).text


def lays_it_down(person, by):
    mine = Keeper.objects.get(person=person)
    return signed_in(person).post(step("lay-down", mine), follow=True)


def is_locked(person, by):
    lock = reverse("colleague-lock", args=[person.pk])
    client = signed_in(by)
    page = client.get(lock).text
    few = Keeper.objects.in_office().count() <= Keeper.LEAST
    assert ("They are a keeper, and without them there are 2" in page) == few
    return client.post(lock, follow=True)


def is_made_inactive(person, by):
    return edit(person, by=by, is_active=None)


def loses_their_factor(person, by):
    with as_system():
        second = UserFactory(role="Manager")
    with acting_as(by):
        request = workflow.ask(person, KeyRequest.Kind.FACTOR, by=by)
    agree = reverse("keyrequest-agree", args=[request.pk])
    return signed_in(second).post(agree, follow=True)


LOSSES = (lays_it_down, is_locked, is_made_inactive, loses_their_factor)


@pytest.mark.parametrize("loss", LOSSES)
def test_whoever_leaves_fewer_than_three_reads_so_and_nothing_stops_it(three, loss):
    answer = loss(three[0], by=UserFactory(role="Administrator"))

    assert FEWER in answer.text
    assert in_office() == three[1:]


@pytest.mark.parametrize("loss", LOSSES)
def test_where_three_are_left_nobody_is_warned(three, loss):
    keeper()

    answer = loss(three[0], by=UserFactory(role="Administrator"))

    assert FEWER not in answer.text
    assert "keeper fewer" not in answer.text
    assert len(in_office()) == 3
