"""Comments: what we say to each other about a record, and who was told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from engagements.approach.models.approaches import Approach
from engagements.contacts.models.actions import OutreachAction
from engagements.monitoring.models.notes import Note
from engagements.outcomes.models.outcomes import Outcome
from engagements.support.models.support import SupportRequest
from exchanges.models import Exchange
from officials.institutions.models import Institution
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent

# What can be commented on: one key each, for a comment is always in its circle.
COMMENTED = (
    "official",
    "institution",
    "note",
    "action",
    "approach",
    "exchange",
    "request",
    "outcome",
)


def about(name, target):
    """The key of a comment to what it is about, where that is a `target`."""
    return models.ForeignKey(
        target,
        models.CASCADE,
        null=True,
        editable=False,
        related_name="comments",
        verbose_name=target._meta.verbose_name,
    )


def about_one_thing():
    """Exactly one of the keys is filled in."""
    one = Q()
    for name in COMMENTED:
        one |= Q(**{f"{each}__isnull": each != name for each in COMMENTED})
    return one


class CommentQuerySet(RecordQuerySet):
    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)


@keeps_history
class Comment(Record):
    """Something one of us says about a record to the others who may see it.

    It is in the circle of what it is about and moves with it. What is changed later
    is marked so, and what is taken back shows no text any more.
    """

    official = about("official", Official)
    institution = about("institution", Institution)
    note = about("note", Note)
    action = about("action", OutreachAction)
    approach = about("approach", Approach)
    exchange = about("exchange", Exchange)
    request = about("request", SupportRequest)
    outcome = about("outcome", Outcome)
    text = models.TextField(_("comment"), max_length=5000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="comments",
        verbose_name=_("by"),
    )
    written_at = models.DateTimeField(
        _("written"), default=timezone.now, editable=False
    )
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["written_at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            *Record.Meta.constraints,
            *(FollowsParent(name=f"comment_of_{n}", field=n) for n in COMMENTED),
            models.CheckConstraint(
                name="comment_about_one_thing", condition=about_one_thing()
            ),
            models.CheckConstraint(
                name="comment_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write something first."),
            ),
        ]
        indexes = [
            models.Index(
                fields=[name],
                condition=Q(**{f"{name}__isnull": False}),
                name=f"comment_about_{name}",
            )
            for name in COMMENTED
        ]

    def __str__(self):
        return Truncator(self.text).chars(60)

    @property
    def target(self):
        """The record that it is about."""
        return next(filter(None, (getattr(self, name) for name in COMMENTED)))


@keeps_history
class CommentMention(Record):
    """Somebody was told of a comment; until they have read it, it is on their desk."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="told")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="comments_told",
        verbose_name=_("who was told"),
    )
    read_at = models.DateTimeField(_("read"), null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["pk"]
        verbose_name = _("mention in a comment")
        verbose_name_plural = _("mentions in comments")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="commentmention_of_comment", field="comment"),
            models.UniqueConstraint(
                fields=["comment", "person"], name="commentmention_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(read_at=None),
                name="commentmention_unread",
            )
        ]

    def __str__(self):
        return str(self.person)
