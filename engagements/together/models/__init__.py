"""What we say to each other, and what changed of what one keeps an eye on."""

from engagements.together.models.comments import Comment, CommentMention
from engagements.together.models.watches import Watch

__all__ = [
    "Comment",
    "CommentMention",
    "Watch",
]
