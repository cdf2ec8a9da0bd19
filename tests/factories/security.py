"""Circles, for tests."""

from factory import Sequence
from factory.django import DjangoModelFactory

from officials.security.models import Circle


class CircleFactory(DjangoModelFactory):
    """A circle; `people=[...]` puts them in."""

    class Meta:
        model = Circle

    name = Sequence(lambda n: f"Circle {n}")

    @classmethod
    def _create(cls, model, *args, people=(), **fields):
        circle = super()._create(model, *args, **fields)
        circle.people.add(*people)
        return circle
