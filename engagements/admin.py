"""The Django admin of every room."""

from engagements.approach import admin as approach
from engagements.assessment import admin as assessment
from engagements.contacts import admin as contacts
from engagements.letters import admin as letters
from engagements.monitoring import admin as monitoring
from engagements.outcomes import admin as outcomes
from engagements.planning import admin as planning
from engagements.relationships import admin as relationships
from engagements.support import admin as support
from engagements.together import admin as together

__all__ = [
    "approach",
    "assessment",
    "contacts",
    "letters",
    "monitoring",
    "outcomes",
    "planning",
    "relationships",
    "support",
    "together",
]
