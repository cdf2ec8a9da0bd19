"""What is done towards officials: actions, what was promised in them, e-mails."""

from engagements.contacts.models.actions import (
    ActionAttachment,
    ActionOfficial,
    OutreachAction,
)
from engagements.contacts.models.commitments import Commitment
from engagements.contacts.models.emails import BroughtEmail
from engagements.contacts.models.professional_days import ProfessionalDay

__all__ = [
    "ActionAttachment",
    "ActionOfficial",
    "BroughtEmail",
    "Commitment",
    "OutreachAction",
    "ProfessionalDay",
]
