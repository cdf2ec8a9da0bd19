"""The key of whom somebody else let in anew: when it comes back and when not."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.utils import timezone

from officials.security.context import acting_as
from staff.keepers import workflow
from staff.models import Keeper, KeyRequest, WayChange
from tests.factories.accounts import UserFactory, set_factor, wake
from tests.staff.keepers.test_second_person import (  # noqa: F401 - a fixture
    DAY,
    PAGE,
    awake,
    confirm,
    keeper,
    rescue,
    roles_of,
    type_code,
    with_factor,
)
from tests.staff.keepers.test_suspension import set_passphrase, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


def days_pass(person):
    """Eight, since somebody else changed how `person` gets in."""
    changes = WayChange.objects.filter(person=person)
    assert changes.update(changed_at=timezone.now() - 8 * DAY)


def confirms(person, asker=None):
    """Whether `person` is the second one in what an administrator asks."""
    asker, irina = asker or UserFactory(role="Administrator"), UserFactory()
    with acting_as(asker):
        request = workflow.ask(irina, KeyRequest.Kind.MANAGER, by=asker)
    confirm(by=person, request=request)
    return "Manager" in roles_of(irina)


def lays_down(person):
    with acting_as(person):
        workflow.lay_down(Keeper.objects.current().get(person=person), by=person)


def test_the_key_comes_back_by_itself_to_whom_a_factor_kept_the_other_out(awake):  # noqa: F811
    oleg = UserFactory(role="Administrator")
    viktor = keeper(UserFactory(role="Viewer"))
    set_passphrase(viktor, by=oleg)
    assert not confirms(viktor)

    days_pass(viktor)

    assert confirms(viktor)


@pytest.mark.parametrize("role", ["Manager", "Viewer"])
def test_waiting_makes_nobody_the_second_person_too(db, roles, role):
    """Who set the password of somebody without a factor may sit there ever since."""
    oleg, person = UserFactory(role="Administrator"), UserFactory(role=role)
    if role == "Viewer":
        with time_machine.travel(timezone.now() - 9 * DAY):
            keeper(person)
        with acting_as(person):
            Authenticator.objects.filter(user=person).delete()
    vera = UserFactory(role="Administrator")
    wake()
    set_passphrase(person, by=oleg)
    with_factor(person)  # the one who has the password sets up their own

    days_pass(person)

    assert not confirms(person, asker=vera)
    assert "give you your role anew" in signed_in(person).get(PAGE).text


def test_two_others_give_a_keeper_the_key_again(awake):  # noqa: F811
    oleg = UserFactory(role="Administrator")
    viktor = keeper(UserFactory(role="Viewer"))
    with acting_as(viktor):
        Authenticator.objects.filter(user=viktor).delete()
    set_passphrase(viktor, by=oleg)
    days_pass(viktor)
    lays_down(viktor)

    keeper(viktor)

    assert confirms(viktor)


def test_whoever_changed_it_does_not_give_the_key_again(awake):  # noqa: F811
    anna, vera = (UserFactory(role="Manager") for _each in range(2))
    viktor = keeper(UserFactory(role="Viewer"))
    with acting_as(viktor):
        Authenticator.objects.filter(user=viktor).delete()
    with acting_as(anna):
        viktor.set_password("seven herons over the Okhta")
        viktor.save()
    lays_down(set_factor(viktor))

    with acting_as(vera):
        named = workflow.name(viktor, by=vera)
    with acting_as(anna):
        workflow.confirm(named, by=anna)

    assert not confirms(viktor)


def test_the_server_and_another_give_a_manager_the_key_again(awake):  # noqa: F811
    oleg, vera = (UserFactory(role="Administrator") for _each in range(2))
    boss = UserFactory(role="Manager")
    set_passphrase(boss, by=oleg)
    type_code(rescue(boss, "--to", "manager"), by=oleg)
    assert not confirms(boss)  # whoever set it had a part in it

    type_code(rescue(boss, "--to", "manager"), by=vera)

    assert confirms(boss)


def test_a_keeper_without_a_factor_is_no_second_person(awake):  # noqa: F811
    viktor = keeper(UserFactory(role="Viewer"))
    with acting_as(viktor):
        Authenticator.objects.filter(user=viktor).delete()

    assert viktor not in [each.person for each in Keeper.objects.in_office()]
    assert not confirms(viktor)
