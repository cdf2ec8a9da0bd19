"""What officials asked for, how we go on with them, and what we hope to see."""

from engagements.support.models.markers import (
    MarkerIdea,
    MarkerJudgement,
    ProgressMarker,
)
from engagements.support.models.offers import Offer
from engagements.support.models.support import SupportPlan, SupportRequest

__all__ = [
    "MarkerIdea",
    "MarkerJudgement",
    "Offer",
    "ProgressMarker",
    "SupportPlan",
    "SupportRequest",
]
