"""Factories of what is tailored: words that do not suit, printed briefs."""

from factory import SubFactory
from factory.django import DjangoModelFactory

from engagements.approach.models import BriefPrint, RespectWord
from tests.factories import OfficialFactory, UserFactory


class RespectWordFactory(DjangoModelFactory):
    class Meta:
        model = RespectWord

    language = RespectWord.Language.ENGLISH
    word = "pound the table"
    why = RespectWord.Why.PRESSURE
    instead = "ask again"


class BriefPrintFactory(DjangoModelFactory):
    class Meta:
        model = BriefPrint

    official = SubFactory(OfficialFactory)
    level = BriefPrint.Level.CARRY
    printed_by = SubFactory(UserFactory)
