"""What people think of an official, dated and with reasons; whom to look at next."""

from engagements.assessment.models.assessments import (
    Assessment,
    Reconciliation,
    Score,
    ScoreEvidence,
    SpectrumPlace,
)
from engagements.assessment.models.identification import (
    NotNow,
    QueueRule,
    SignalSum,
    SumsMade,
)

__all__ = [
    "Assessment",
    "NotNow",
    "QueueRule",
    "Reconciliation",
    "Score",
    "ScoreEvidence",
    "SignalSum",
    "SpectrumPlace",
    "SumsMade",
]
