"""The people who sign in, for tests."""

from django.contrib.auth.models import Group
from factory import Sequence
from factory.django import DjangoModelFactory

from officials.security.context import acting_as
from staff.keepers import workflow
from staff.models import User

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
            user.groups.add(Group.objects.get(name=role))
        return user


def keeper(person=None, *, confirmed=True):
    """The `Keeper` of `person`, or of an officer; two managers name them."""
    first, second = UserFactory(role="Manager"), UserFactory(role="Manager")
    with acting_as(first):
        named = workflow.name(person or UserFactory(), by=first)
    if confirmed:
        with acting_as(second):
            workflow.confirm(named, by=second)
    return named
