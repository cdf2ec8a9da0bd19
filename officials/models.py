"""Who we engage with: circles, institutions, posts, officials, names, ties."""

from officials.institutions.models import Agreement, InstitutionChange
from officials.institutions.models import Appointment
from officials.batches.models import Batch, BatchRow
from officials.security.models import Circle, Membership
from officials.people.models import ContactPoint, Identifier
from officials.institutions.models import Institution, Post
from officials.people.models import Official, OfficialName, OfficialTheme
from officials.safeguards.models import ReviewRequest
from officials.safeguards.models import ConductCheck, ExposureRisk, ExposureThreat
from officials.sources.models import Reliability, Source, SourceIdentity, SourceKind
from officials.imports.models import StagedRow
from officials.batches.models import StartingList
from officials.safeguards.models import Switch
from officials.themes.models import Theme
from officials.people.models import FormerKey, Resemblance, Tie

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
