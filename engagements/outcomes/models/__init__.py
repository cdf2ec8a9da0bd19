"""What changed, what contributed, who outside confirms it, and how it is told."""

from engagements.outcomes.models.contribution import OutcomeLink
from engagements.outcomes.models.outcomes import Outcome, Substantiation
from engagements.outcomes.models.reforms import Reform, ReformCopy, ReformStep

__all__ = [
    "Outcome",
    "OutcomeLink",
    "Reform",
    "ReformCopy",
    "ReformStep",
    "Substantiation",
]
