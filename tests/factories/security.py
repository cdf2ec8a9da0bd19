"""Circles, for tests."""

from factory import Sequence
from factory.django import DjangoModelFactory

from officials.security.models import Circle
from tests.factories.accounts import wake


class CircleFactory(DjangoModelFactory):
    """A circle; `people=[...]` puts them in."""

    class Meta:
        model = Circle

    name = Sequence(lambda n: f"Circle {n}")

    @classmethod
    def _create(cls, model, *args, people=(), **fields):
        if fields.get("sealed"):
            wake()
        circle = super()._create(model, *args, **fields)
        circle.people.add(*people)
        return circle
