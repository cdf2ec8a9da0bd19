"""What is done towards officials: actions, what was promised in them, e-mails."""

from engagements.contacts.models.actions import ActionOfficial, OutreachAction
from engagements.contacts.models.attachments import ActionAttachment
from engagements.contacts.models.commitments import Commitment
from engagements.contacts.models.editions import ActionDelivery, ActionEdition
from engagements.contacts.models.emails import BroughtEmail
from engagements.contacts.models.professional_days import ProfessionalDay

__all__ = [
    "ActionAttachment",
    "ActionDelivery",
    "ActionEdition",
    "ActionOfficial",
    "BroughtEmail",
    "Commitment",
    "OutreachAction",
    "ProfessionalDay",
]
