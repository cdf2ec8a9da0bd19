"""Approaches, words that do not suit, and printed briefs, for tests."""

from django.utils import timezone
from factory import LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from engagements.approach.models import Approach, BriefPrint, RespectWord
from engagements.approach.respect_check import QUESTIONS
from officials.clearance import gate
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    ReviewRequest,
)
from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory
from tests.factories.safeguards import ReviewRequestFactory


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


def cleared(official):
    """`official`, for whom “Before we approach” is signed: we may turn to them."""
    if gate.answer(official, gate.Weight.EXPOSING) is not gate.Answer.GOES:
        writer, signer = UserFactory(), UserFactory()
        ApproachFactory(
            official=official,
            written_by=writer,
            review=ReviewRequestFactory(
                state=ReviewRequest.State.SIGNED,
                asked_by=writer,
                decided_by=signer,
                decided_at=timezone.now(),
                circle=official.circle,
            ),
        )
    return official


class ApproachFactory(DjangoModelFactory):
    """A complete draft by `written_by`; `threat=(likelihood, severity)`."""

    class Meta:
        model = Approach

    official = SubFactory(OfficialFactory)
    written_by = SubFactory(UserFactory)
    why_this_person = "Spoke for open hearings"
    what_would_help = "Wording of the rules in Russian"
    respected = LazyFunction(lambda: [code for code, _question in QUESTIONS])

    @classmethod
    def _create(cls, model, *args, threat=(2, 2), decision="proceed", **fields):
        who, official = fields["written_by"], fields["official"]
        same = {"official": official, "circle": fields.get("circle", official.circle)}
        conduct = ConductCheck.objects.create(
            **same, allegations="Nothing found", decision=decision, checked_by=who
        )
        exposure = ExposureRisk.objects.create(**same, written_by=who)
        ExposureThreat.objects.create(
            exposure=exposure,
            circle=exposure.circle,
            what="Their office hears of it",
            likelihood=threat[0],
            severity=threat[1],
            mitigation="We write to the institution",
        )
        fields |= {**same, "conduct": conduct, "exposure": exposure}
        fields.setdefault("version", Approach.objects.filter(**same).count() + 1)
        return super()._create(model, *args, **fields)
