"""Exchanges and who takes part, for tests."""

import datetime

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from exchanges.models import Exchange, Participation
from tests.factories.people import OfficialFactory


class ExchangeFactory(DjangoModelFactory):
    class Meta:
        model = Exchange

    title = Sequence(lambda n: f"Seminar {n}")
    kind = Exchange.Kind.SEMINAR
    starts_on = LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))
    ends_on = LazyAttribute(lambda o: o.starts_on + datetime.timedelta(days=2))


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    exchange = SubFactory(ExchangeFactory)
    official = SubFactory(OfficialFactory)
