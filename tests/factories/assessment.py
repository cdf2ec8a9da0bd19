"""Assessments, places on the spectrum, “not now”, for tests."""

import datetime

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.assessment.models import (
    Assessment,
    NotNow,
    Reconciliation,
    Score,
    ScoreEvidence,
    SpectrumPlace,
)
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory


class NotNowFactory(DjangoModelFactory):
    class Meta:
        model = NotNow

    official = SubFactory(OfficialFactory)
    because = Sequence(lambda n: f"Elections {n}")
    until = LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=90))
    decided_by = SubFactory(UserFactory)


class AssessmentFactory(DjangoModelFactory):
    """An assessment; `scores={"alignment": 4}` gives scores that say why.

    `resting_on=[note]` are the notes that each of them cites.
    """

    class Meta:
        model = Assessment

    official = SubFactory(OfficialFactory)
    assessor = SubFactory(UserFactory)
    summary = Sequence(lambda n: f"Keeps what was promised {n}")
    circle = LazyAttribute(lambda assessment: assessment.official.circle)

    @classmethod
    def _create(cls, model, *args, scores=None, resting_on=(), **fields):
        new_assessment = super()._create(model, *args, **fields)
        for axis, value in (scores or {}).items():
            score = Score.objects.create(
                assessment=new_assessment, axis=axis, value=value, reason="Seen by many"
            )
            for note in resting_on:
                ScoreEvidence.objects.create(score=score, note=note)
        return new_assessment


class ReconciliationFactory(DjangoModelFactory):
    class Meta:
        model = Reconciliation

    first = SubFactory(AssessmentFactory)
    text = "We agreed on 3."
    written_by = SubFactory(UserFactory)


class SpectrumPlaceFactory(DjangoModelFactory):
    class Meta:
        model = SpectrumPlace

    official = SubFactory(OfficialFactory)
    segment = 0
    goal = 1
    reason = "Answers with reasons"
    placed_by = SubFactory(UserFactory)
    circle = LazyAttribute(lambda place: place.official.circle)
