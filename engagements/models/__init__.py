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
from engagements.models.evidence import NoteAttachment, NoteLink
from engagements.models.feeds import Feed, FeedItem, FeedItemOfficial
from engagements.models.identification import (
    NotNow,
    QueueRule,
    SignalSum,
    SumsMade,
)
from engagements.models.markers import (
    MarkerIdea,
    MarkerJudgement,
    ProgressMarker,
)
from engagements.models.notes import Mention, Note, NoteTheme
from engagements.models.offers import Offer
from engagements.models.relationships import (
    HostileNoteAnswer,
    Relationship,
    StageMove,
    WarmthChange,
)
from engagements.models.support import SupportPlan, SupportRequest
from engagements.models.watching import Watch

__all__ = [
    "ActionOfficial",
    "Approach",
    "Assessment",
    "Feed",
    "FeedItem",
    "FeedItemOfficial",
    "HostileNoteAnswer",
    "MarkerIdea",
    "MarkerJudgement",
    "Mention",
    "NotNow",
    "Note",
    "NoteAttachment",
    "NoteLink",
    "NoteTheme",
    "Offer",
    "OutreachAction",
    "ProgressMarker",
    "QueueRule",
    "Reconciliation",
    "Relationship",
    "Score",
    "ScoreEvidence",
    "SignalSum",
    "SpectrumPlace",
    "StageMove",
    "SumsMade",
    "SupportPlan",
    "SupportRequest",
    "WarmthChange",
    "Watch",
]
