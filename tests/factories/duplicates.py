"""Pairs of officials that may be one, for tests."""

from factory import LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from officials.duplicates.models import FormerKey, Resemblance
from officials.security.records import new_key
from tests.factories.people import OfficialFactory


class ResemblanceFactory(DjangoModelFactory):
    """Two officials that may be one; `of=(anna, hanna)`."""

    class Meta:
        model = Resemblance

    score = 90

    @classmethod
    def _create(cls, model, *args, of, **fields):
        one, other = sorted(of, key=lambda official: official.pk)
        return super()._create(model, *args, one=one, other=other, **fields)


class FormerKeyFactory(DjangoModelFactory):
    class Meta:
        model = FormerKey

    official = SubFactory(OfficialFactory)
    key = LazyFunction(new_key)
