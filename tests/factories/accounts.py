"""The people who sign in, for tests."""

import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.utils import timezone
from factory import Sequence
from factory.django import DjangoModelFactory

from officials.security.context import acting_as, as_system
from staff.accounts.sign_in import NOT_ASKED_FOR
from staff.keepers import workflow
from staff.models import Tenure, User
from staff.roles import NEEDS_SECOND_FACTOR

PASSPHRASE = "a long passphrase for tests"


class UserFactory(DjangoModelFactory):
    """A person of a role; `role=None` makes one who holds none."""

    class Meta:
        model = User

    username = Sequence(lambda n: f"person{n}")
    full_name = Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model, *args, role="Officer", **fields):
        fields.setdefault("is_staff", role == "Administrator")
        user = model(**fields)
        user.set_password(PASSPHRASE)
        user.save()
        if role:
            give_role(user, role)
        return user


def set_factor(person):
    """Gives `person` a second factor that no sign-in asks for, as in the demo."""
    if not Authenticator.objects.filter(user=person, type="totp").exists():
        with acting_as(person):
            Authenticator.objects.create(user=person, type="totp", data=NOT_ASKED_FOR)
    return person


def keeper(person=None, *, confirmed=True):
    """The `Keeper` of `person`, or of an officer; two managers name them."""
    first, second = UserFactory(role="Manager"), UserFactory(role="Manager")
    person = set_factor(person or UserFactory())
    with acting_as(first):
        named = workflow.name(person, by=first)
    if confirmed:
        with acting_as(second):
            workflow.confirm(named, by=second)
    return named


def give_role(person, role):
    """Gives a role as it is given: those that give roles by two, once that holds."""
    if role not in NEEDS_SECOND_FACTOR or not workflow.is_awake():
        person.groups.add(Group.objects.get(name=role))
        return
    first, second = key_holders()
    with acting_as(first):
        request = workflow.ask(person, workflow.KIND_OF_ROLE[role], by=first)
    with acting_as(second):
        workflow.agree(request, by=second)


def wake():
    """Two people have held the keys of the house for a week: sealed circles may be."""
    if workflow.is_awake():
        return
    began_at = timezone.now() - datetime.timedelta(days=7)
    with as_system():
        for role in sorted(NEEDS_SECOND_FACTOR):
            Tenure.objects.create(person=UserFactory(role=role), began_at=began_at)


def key_holders():
    """Those two."""
    return User.objects.filter(tenures__isnull=False).order_by("pk")[:2]
