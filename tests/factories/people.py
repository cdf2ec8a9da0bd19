"""Officials, their names and ties, for tests."""

import itertools

from factory import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from officials.institutions.models import Appointment
from officials.people.models import (
    ContactPoint,
    Identifier,
    Official,
    OfficialName,
    Tie,
)
from tests.factories import day
from tests.factories.institutions import PostFactory

NAMES = (f"Anna Official{n}" for n in itertools.count())


class OfficialFactory(DjangoModelFactory):
    """A person with one name: `named="Анна Волкова"`, `item="Q7747"` of Wikidata."""

    class Meta:
        model = Official

    @classmethod
    def _create(cls, model, *args, named=None, item=None, **fields):
        official = super()._create(model, *args, **fields)
        text = named or next(NAMES)
        OfficialNameFactory(official=official, text=text, is_display=True)
        if item:
            IdentifierFactory(official=official, value=item)
        official.refresh_from_db()
        return official


class OfficialNameFactory(DjangoModelFactory):
    class Meta:
        model = OfficialName

    official = SubFactory(OfficialFactory)
    text = Sequence(lambda n: f"Name {n}")

    @classmethod
    def _create(cls, model, *args, **fields):
        name = model(**fields)
        name.clean()
        name.save()
        return name


class ContactPointFactory(DjangoModelFactory):
    class Meta:
        model = ContactPoint

    official = SubFactory(OfficialFactory)
    kind = ContactPoint.Kind.EMAIL
    value = Sequence(lambda n: f"office{n}@example.org")


class IdentifierFactory(DjangoModelFactory):
    class Meta:
        model = Identifier

    official = SubFactory(OfficialFactory)
    value = Sequence(lambda n: f"Q{n + 1}")


class TieFactory(DjangoModelFactory):
    class Meta:
        model = Tie

    official = SubFactory(OfficialFactory)
    other = SubFactory(OfficialFactory)


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    official = SubFactory(OfficialFactory)
    post = SubFactory(PostFactory)
    started = LazyFunction(lambda: day("2019"))
