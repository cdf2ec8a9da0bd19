"""Pairs of the memory, for tests."""

from factory import LazyFunction, Sequence
from factory.django import DjangoModelFactory

from officials.security.models import Circle
from translations.memory import workflow
from translations.memory.models import MemoryPair


class MemoryPairFactory(DjangoModelFactory):
    """A pair that was brought in a file, English and Russian."""

    class Meta:
        model = MemoryPair

    circle = LazyFunction(lambda: Circle.objects.get(pk=Circle.ALL_STAFF))
    source_language = "en"
    target_language = "ru"
    source = Sequence(lambda n: f"The court has to give its reasons in case {n}.")
    target = Sequence(lambda n: f"Суд обязан привести мотивы по делу {n}.")
    grade = "imported"
    title = "Old work"

    @classmethod
    def _create(cls, model, *args, **fields):
        (pair,) = workflow.write([model(*args, **fields)])
        return pair
