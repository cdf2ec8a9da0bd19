"""Rows of the trial: outcomes."""

import hashlib

from django.core.files.base import ContentFile

from engagements.outcomes.models import Outcome
from tests.factories.monitoring import RecommendationFactory
from tests.factories.outcomes import (
    OutcomeFactory,
    OutcomeLinkFactory,
    ReformCopyFactory,
    ReformFactory,
    ReformStepFactory,
    SubstantiationFactory,
)
from tests.factories.safeguards import ReviewRequestFactory

FILE = b"As it was adopted."
DIGEST = hashlib.sha256(FILE).hexdigest()


def arrange(world, *, circle, people, place, note, action, client):
    """One of each in `circle`, about its own person and everybody."""
    official = people[-1]
    reform = ReformFactory(circle=circle, institution=place)
    ReformStepFactory(reform=reform, moved_by=client, **kept_file())
    ReformCopyFactory(reform=reform, institution=place)
    recommendation = RecommendationFactory(circle=circle, institution=place)
    review = ReviewRequestFactory(kind="outcome", circle=circle, asked_by=client)
    outcome = OutcomeFactory(
        official=official,
        institution=place,
        circle=circle,
        written_by=client,
        reform=reform,
        recommendation=recommendation,
    )
    Outcome.objects.filter(pk=outcome.pk).update(review=review)
    OutcomeLinkFactory(outcome=outcome, note=note)
    OutcomeLinkFactory(outcome=outcome, action=action)
    SubstantiationFactory(
        outcome=outcome, recorded_by=world.people["officer"], **kept_file()
    )


def kept_file():
    """A file with its digest, kept with a step or a confirmation."""
    return {
        "file": ContentFile(FILE, "text.txt"),
        "file_name": "text.txt",
        "sha256": DIGEST,
    }
