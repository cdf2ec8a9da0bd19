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
from engagements.models.courtesies import ProfessionalDay
from engagements.models.disclosures import Disclosure
from engagements.models.evidence import NoteAttachment, NoteLink
from engagements.models.feeds import Feed, FeedItem, FeedItemOfficial
from engagements.models.identification import (
    NotNow,
    QueueRule,
    SignalSum,
    SumsMade,
)
from engagements.models.letter_templates import LegalLabel, LetterTemplate
from engagements.models.letters import Letter, LetterSeries
from engagements.models.notes import Mention, Note, NoteTheme
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
    "Disclosure",
    "Feed",
    "FeedItem",
    "FeedItemOfficial",
    "HostileNoteAnswer",
    "LegalLabel",
    "Letter",
    "LetterSeries",
    "LetterTemplate",
    "Mention",
    "NotNow",
    "Note",
    "NoteAttachment",
    "NoteLink",
    "NoteTheme",
    "OutreachAction",
    "ProfessionalDay",
    "QueueRule",
    "Reconciliation",
    "Relationship",
    "Score",
    "ScoreEvidence",
    "SignalSum",
    "SpectrumPlace",
    "StageMove",
    "SumsMade",
    "WarmthChange",
    "Watch",
]
