"""Institutions, their posts and what they went through, for tests."""

from django.utils import timezone
from factory import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from officials.institutions.models import (
    Agreement,
    Institution,
    InstitutionChange,
    Post,
)
from tests.factories import day


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Institution

    name = Sequence(lambda n: f"Ministry {n}")
    kind = Institution.Kind.MINISTRY
    country = "RU"


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    institution = SubFactory(InstitutionFactory)
    title = Sequence(lambda n: f"Head of department {n}")


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    institution = SubFactory(InstitutionFactory)
    title = Sequence(lambda n: f"Memorandum {n}")
    signed_on = LazyFunction(timezone.localdate)


class InstitutionChangeFactory(DjangoModelFactory):
    class Meta:
        model = InstitutionChange

    institution = SubFactory(InstitutionFactory)
    kind = InstitutionChange.Kind.RENAMED
    former_name = Sequence(lambda n: f"Commissariat {n}")
    happened_on = LazyFunction(lambda: day("2011"))
