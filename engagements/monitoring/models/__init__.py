"""What we saw of officials, how we know, and what the State was recommended to do."""

from engagements.monitoring.models.evidence import NoteAttachment, NoteLink
from engagements.monitoring.models.feeds import Feed, FeedItem, FeedItemOfficial
from engagements.monitoring.models.notes import Mention, Note, NoteTheme
from engagements.monitoring.models.recommendations import Recommendation

__all__ = [
    "Feed",
    "FeedItem",
    "FeedItemOfficial",
    "Mention",
    "Note",
    "NoteAttachment",
    "NoteLink",
    "NoteTheme",
    "Recommendation",
]
