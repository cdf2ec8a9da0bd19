"""What we do with each of them, and what came of it."""

from engagements.models.actions import ActionOfficial, OutreachAction
from engagements.models.notes import Mention, Note, NoteTheme
from engagements.models.relationships import Relationship, StageMove

__all__ = [
    "ActionOfficial",
    "Mention",
    "Note",
    "NoteTheme",
    "OutreachAction",
    "Relationship",
    "StageMove",
]
