"""Who keeps in touch with whom, at which stage it stands, and who takes over."""

from engagements.relationships.models.handovers import Handover
from engagements.relationships.models.institution_relationships import (
    InstitutionRelationship,
    InstitutionStageMove,
)
from engagements.relationships.models.new_posts import NewPostAnswer
from engagements.relationships.models.relationships import (
    HostileNoteAnswer,
    Relationship,
    StageMove,
    WarmthChange,
)
from engagements.relationships.models.snoozes import Snooze
from engagements.relationships.models.taken_over import TakenOver
from engagements.relationships.models.two_tracks import AccountabilityWork, ConsultFirst

__all__ = [
    "AccountabilityWork",
    "ConsultFirst",
    "Handover",
    "HostileNoteAnswer",
    "InstitutionRelationship",
    "InstitutionStageMove",
    "NewPostAnswer",
    "Relationship",
    "Snooze",
    "StageMove",
    "TakenOver",
    "WarmthChange",
]
