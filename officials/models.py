"""Who we engage with: circles, institutions, posts, officials, names, ties."""

from officials.batches.models import Batch, BatchRow, StartingList
from officials.clearance.models import Clearance, WallChange, WorkCountry
from officials.duplicates.models import FormerKey, Resemblance
from officials.imports.models import StagedRow
from officials.institutions.models import (
    Agreement,
    Appointment,
    Institution,
    InstitutionChange,
    Post,
)
from officials.people.models import (
    ContactPoint,
    Identifier,
    Official,
    OfficialName,
    OfficialTheme,
    Tie,
)
from officials.safeguards.models import (
    ConductCheck,
    ExposureRisk,
    ExposureThreat,
    ReviewRequest,
    Switch,
)
from officials.security.models import Access, Circle, Closure, Membership
from officials.sources.models import Reliability, Source, SourceIdentity, SourceKind
from officials.themes.models import Theme

__all__ = [
    "Access",
    "Agreement",
    "Appointment",
    "Batch",
    "BatchRow",
    "Circle",
    "Clearance",
    "Closure",
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
    "WallChange",
    "WorkCountry",
]
