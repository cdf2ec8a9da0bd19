"""Who we engage with: circles, institutions, posts, officials, names, ties."""

from officials.models.agreements import Agreement, InstitutionChange
from officials.models.appointments import Appointment
from officials.models.batches import Batch, BatchRow
from officials.models.circles import Circle, Membership
from officials.models.contacts import ContactPoint, Identifier
from officials.models.institutions import Institution, Post
from officials.models.people import Official, OfficialName, OfficialTheme
from officials.models.reviews import ReviewRequest
from officials.models.safeguards import ConductCheck, ExposureRisk, ExposureThreat
from officials.models.sources import Reliability, Source, SourceIdentity, SourceKind
from officials.models.staging import StagedRow
from officials.models.starting_lists import StartingList
from officials.models.switches import Switch
from officials.models.themes import Theme
from officials.models.ties import FormerKey, Resemblance, Tie

__all__ = [
    "Agreement",
    "Appointment",
    "Batch",
    "BatchRow",
    "Circle",
    "ConductCheck",
    "ContactPoint",
    "ExposureRisk",
    "ExposureThreat",
    "FormerKey",
    "Identifier",
    "Institution",
    "InstitutionChange",
    "Membership",
    "Official",
    "OfficialName",
    "OfficialTheme",
    "Post",
    "Reliability",
    "Resemblance",
    "ReviewRequest",
    "Source",
    "SourceIdentity",
    "SourceKind",
    "StagedRow",
    "StartingList",
    "Switch",
    "Theme",
    "Tie",
]
