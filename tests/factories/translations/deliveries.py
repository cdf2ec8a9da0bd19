"""Deliveries, for tests."""

from factory import LazyAttribute, LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory
from tests.factories.translations.jobs import TranslationFactory
from translations.deliveries.models import Delivery


def in_force():
    """An edition of ours that may be given."""
    return TranslationFactory(state="published").in_force


class DeliveryFactory(DjangoModelFactory):
    """An edition that somebody holds already."""

    class Meta:
        model = Delivery

    edition = LazyFunction(in_force)
    official = SubFactory(OfficialFactory)
    given_by = SubFactory(UserFactory)
    is_past = True
    circle = LazyAttribute(lambda delivery: delivery.official.circle)
