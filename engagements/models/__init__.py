"""What we do with each of them, and what came of it."""

from engagements.models.actions import ActionOfficial, OutreachAction
from engagements.models.approaches import Approach
from engagements.models.assessments import (
    Assessment,
    Reconciliation,
    Score,
    ScoreEvidence,
    SpectrumPlace,
)
from engagements.models.contribution import OutcomeLink
from engagements.models.evidence import NoteAttachment, NoteLink
from engagements.models.feeds import Feed, FeedItem, FeedItemOfficial
from engagements.models.identification import (
    NotNow,
    QueueRule,
    SignalSum,
    SumsMade,
)
from engagements.models.notes import Mention, Note, NoteTheme
from engagements.models.outcomes import Outcome, Substantiation
from engagements.models.promises import Recommendation
from engagements.models.reforms import Reform, ReformCopy, ReformStep
from engagements.models.relationships import (
    HostileNoteAnswer,
    Relationship,
    StageMove,
    WarmthChange,
)
from engagements.models.watching import Watch

__all__ = [
    "ActionOfficial",
    "Approach",
    "Assessment",
    "Feed",
    "FeedItem",
    "FeedItemOfficial",
    "HostileNoteAnswer",
    "Mention",
    "NotNow",
    "Note",
    "NoteAttachment",
    "NoteLink",
    "NoteTheme",
    "Outcome",
    "OutcomeLink",
    "OutreachAction",
    "QueueRule",
    "Recommendation",
    "Reconciliation",
    "Reform",
    "ReformCopy",
    "ReformStep",
    "Relationship",
    "Score",
    "ScoreEvidence",
    "SignalSum",
    "SpectrumPlace",
    "StageMove",
    "Substantiation",
    "SumsMade",
    "WarmthChange",
    "Watch",
]
