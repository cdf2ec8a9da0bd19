"""What we do with each of them, and what came of it."""

from engagements.contacts.models import ActionAttachment, ActionOfficial, OutreachAction
from engagements.approach.models import Approach
from engagements.assessment.models import (
    Assessment,
    Reconciliation,
    Score,
    ScoreEvidence,
    SpectrumPlace,
)
from engagements.approach.models import BriefPrint
from engagements.together.models import Comment, CommentMention
from engagements.outcomes.models import OutcomeLink
from engagements.contacts.models import ProfessionalDay
from engagements.letters.models import Disclosure
from engagements.contacts.models import BroughtEmail
from engagements.monitoring.models import NoteAttachment, NoteLink
from engagements.monitoring.models import Feed, FeedItem, FeedItemOfficial
from engagements.relationships.models import Handover
from engagements.assessment.models import NotNow, QueueRule, SignalSum, SumsMade
from engagements.relationships.models import (
    InstitutionRelationship,
    InstitutionStageMove,
)
from engagements.letters.models import LegalLabel, LetterTemplate
from engagements.letters.models import Letter, LetterSeries
from engagements.support.models import MarkerIdea, MarkerJudgement, ProgressMarker
from engagements.monitoring.models import Mention, Note, NoteTheme
from engagements.support.models import Offer
from engagements.outcomes.models import Outcome, Substantiation
from engagements.planning.models import Playbook, PlaybookRun, PlaybookStep
from engagements.contacts.models import ActionPoint
from engagements.monitoring.models import Recommendation
from engagements.outcomes.models import Reform, ReformCopy, ReformStep
from engagements.relationships.models import (
    HostileNoteAnswer,
    Relationship,
    StageMove,
    WarmthChange,
)
from engagements.approach.models import RespectWord
from engagements.relationships.models import Snooze
from engagements.support.models import SupportPlan, SupportRequest
from engagements.relationships.models import AccountabilityWork, ConsultFirst
from engagements.together.models import Watch

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
