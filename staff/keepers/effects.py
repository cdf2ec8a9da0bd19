"""What is done once two people have agreed: in their transaction, and no later."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group

from staff.keepers.models import KeyRequest


def make_manager(person):
    person.groups.add(Group.objects.get(name="Manager"))


def make_administrator(person):
    person.groups.add(Group.objects.get(name="Administrator"))
    type(person).objects.filter(pk=person.pk).update(is_staff=True)


def take_factor_off(person):
    Authenticator.objects.filter(user=person).delete()


def open_circles(person):
    """The database does it (`app_circles_rescued`)."""


CARRY_OUT = {
    KeyRequest.Kind.MANAGER: make_manager,
    KeyRequest.Kind.ADMINISTRATOR: make_administrator,
    KeyRequest.Kind.FACTOR: take_factor_off,
    KeyRequest.Kind.CIRCLES: open_circles,
}
