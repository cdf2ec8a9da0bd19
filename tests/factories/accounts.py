"""The people who sign in, for tests."""

from django.contrib.auth.models import Group
from factory import Sequence
from factory.django import DjangoModelFactory

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
