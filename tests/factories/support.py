"""Factories of support: requests, plans, offers, markers."""

import datetime

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.support.models import (
    MarkerJudgement,
    Offer,
    ProgressMarker,
    SupportPlan,
    SupportRequest,
)
from officials.security.models import Circle
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.people import OfficialFactory
from tests.factories.translations.deliveries import in_force


def before(days):
    """The day so many days ago."""
    return timezone.localdate() - datetime.timedelta(days)


def circle_of(record):
    """That of the person it is about, or All staff."""
    return (
        record.official.circle if record.official else Circle.objects.get(everyone=True)
    )


class SupportRequestFactory(DjangoModelFactory):
    """A request of an official; `answered=12`: it took 12 days until today."""

    class Meta:
        model = SupportRequest

    official = SubFactory(OfficialFactory)
    kind = SupportRequest.Kind.DOCUMENT
    asked = Sequence(lambda n: f"The rules on detention in Russian {n}")
    recorded_by = SubFactory(UserFactory)
    circle = LazyAttribute(circle_of)

    @classmethod
    def _create(cls, model, *args, answered=None, **fields):
        if answered is not None:
            fields |= {
                "state": SupportRequest.State.ANSWERED,
                "received_on": before(answered),
                "answered_on": timezone.localdate(),
                "answer": "Sent by post",
            }
        return super()._create(model, *args, **fields)


class SupportPlanFactory(DjangoModelFactory):
    class Meta:
        model = SupportPlan

    official = SubFactory(OfficialFactory)
    opted_in_on = LazyFunction(lambda: before(10))
    in_their_words = "Yes, I would like that"
    contact = SubFactory(UserFactory)
    written_by = SubFactory(UserFactory)
    circle = LazyAttribute(circle_of)


class OfferFactory(DjangoModelFactory):
    """What was offered today to somebody who is `cleared`."""

    class Meta:
        model = Offer

    official = SubFactory(OfficialFactory)
    edition = LazyFunction(in_force)
    offered_by = SubFactory(UserFactory)
    circle = LazyAttribute(circle_of)

    @classmethod
    def _create(cls, model, *args, **fields):
        cleared(fields["official"])
        return super()._create(model, *args, **fields)


class ProgressMarkerFactory(DjangoModelFactory):
    class Meta:
        model = ProgressMarker

    official = SubFactory(OfficialFactory)
    level = "expect"
    text = Sequence(lambda n: f"Answers letters in time {n}")
    set_by = SubFactory(UserFactory)
    circle = LazyAttribute(circle_of)


class MarkerJudgementFactory(DjangoModelFactory):
    class Meta:
        model = MarkerJudgement

    marker = SubFactory(ProgressMarkerFactory)
    degree = 1
    words = "Two of five letters"
    judged_by = SubFactory(UserFactory)
