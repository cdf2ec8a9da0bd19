"""What we do with each of them, and what came of it."""

from engagements.models.actions import ActionAttachment, ActionOfficial, OutreachAction
from engagements.models.approaches import Approach
from engagements.models.assessments import (
    Assessment,
    Reconciliation,
    Score,
    ScoreEvidence,
    SpectrumPlace,
)
from engagements.models.briefs import BriefPrint
from engagements.models.comments import Comment, CommentMention
from engagements.models.contribution import OutcomeLink
from engagements.models.courtesies import ProfessionalDay
from engagements.models.disclosures import Disclosure
from engagements.models.emails import BroughtEmail
from engagements.models.evidence import NoteAttachment, NoteLink
from engagements.models.feeds import Feed, FeedItem, FeedItemOfficial
from engagements.models.handovers import Handover
from engagements.models.identification import NotNow, QueueRule, SignalSum, SumsMade
from engagements.models.institution_relationships import (
    InstitutionRelationship,
    InstitutionStageMove,
)
from engagements.models.letter_templates import LegalLabel, LetterTemplate
from engagements.models.letters import Letter, LetterSeries
from engagements.models.markers import MarkerIdea, MarkerJudgement, ProgressMarker
from engagements.models.notes import Mention, Note, NoteTheme
from engagements.models.offers import Offer
from engagements.models.outcomes import Outcome, Substantiation
from engagements.models.playbooks import Playbook, PlaybookRun, PlaybookStep
from engagements.models.points import ActionPoint
from engagements.models.promises import Recommendation
from engagements.models.reforms import Reform, ReformCopy, ReformStep
from engagements.models.relationships import (
    HostileNoteAnswer,
    Relationship,
    StageMove,
    WarmthChange,
)
from engagements.models.respect import RespectWord
from engagements.models.snoozes import Snooze
from engagements.models.support import SupportPlan, SupportRequest
from engagements.models.two_tracks import AccountabilityWork, ConsultFirst
from engagements.models.watching import Watch

__all__ = [
    "AccountabilityWork",
    "ActionAttachment",
    "ActionOfficial",
    "ActionPoint",
    "Approach",
    "Assessment",
    "BriefPrint",
    "BroughtEmail",
    "Comment",
    "CommentMention",
    "ConsultFirst",
    "Disclosure",
    "Feed",
    "FeedItem",
    "FeedItemOfficial",
    "Handover",
    "HostileNoteAnswer",
    "InstitutionRelationship",
    "InstitutionStageMove",
    "LegalLabel",
    "Letter",
    "LetterSeries",
    "LetterTemplate",
    "MarkerIdea",
    "MarkerJudgement",
    "Mention",
    "NotNow",
    "Note",
    "NoteAttachment",
    "NoteLink",
    "NoteTheme",
    "Offer",
    "Outcome",
    "OutcomeLink",
    "OutreachAction",
    "Playbook",
    "PlaybookRun",
    "PlaybookStep",
    "ProfessionalDay",
    "ProgressMarker",
    "QueueRule",
    "Recommendation",
    "Reconciliation",
    "Reform",
    "ReformCopy",
    "ReformStep",
    "Relationship",
    "RespectWord",
    "Score",
    "ScoreEvidence",
    "SignalSum",
    "Snooze",
    "SpectrumPlace",
    "StageMove",
    "Substantiation",
    "SumsMade",
    "SupportPlan",
    "SupportRequest",
    "WarmthChange",
    "Watch",
]
