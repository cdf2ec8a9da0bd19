"""Exchanges and who takes part, for tests."""

import datetime

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from exchanges.models import Exchange, Participation
from tests.factories.approach import cleared
from tests.factories.people import OfficialFactory

GOES_OUT = (Participation.State.INVITED, Participation.State.CONFIRMED)


class ExchangeFactory(DjangoModelFactory):
    class Meta:
        model = Exchange

    title = Sequence(lambda n: f"Seminar {n}")
    kind = Exchange.Kind.SEMINAR
    starts_on = LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))
    ends_on = LazyAttribute(lambda o: o.starts_on + datetime.timedelta(days=2))


class ParticipationFactory(DjangoModelFactory):
    """Somebody in an exchange; whoever is invited or confirmed is `cleared`."""

    class Meta:
        model = Participation

    exchange = SubFactory(ExchangeFactory)
    official = SubFactory(OfficialFactory)

    @classmethod
    def _create(cls, model, *args, **fields):
        if fields.get("state") in GOES_OUT:
            cleared(fields["official"])
        return super()._create(model, *args, **fields)
