"""Sources, for tests."""

from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from officials.sources.models import Source, SourceIdentity


class SourceFactory(DjangoModelFactory):
    """A paper; `confidential=True` makes somebody known by a number only."""

    class Meta:
        model = Source

    title = Sequence(lambda n: f"The Northern Paper {n}")

    @classmethod
    def _create(cls, model, *args, confidential=False, **fields):
        if confidential:
            fields |= {"title": "", "confidential": True}
            fields = {"quoting": Source.Quoting.BACKGROUND, **fields}
        return super()._create(model, *args, **fields)


class SourceIdentityFactory(DjangoModelFactory):
    """Who a source is; the circle must be a narrower one."""

    class Meta:
        model = SourceIdentity

    source = SubFactory(SourceFactory, confidential=True)
    name = Sequence(lambda n: f"A clerk of the court {n}")
