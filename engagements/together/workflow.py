"""Writing comments, and telling those of us who may see what they are about."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.together.models import Comment, CommentMention
from engagements.together.models.comments import COMMENTED
from officials.security.readers import readers_of
from officials.security.records import new_key


@transaction.atomic
def comment(record, text, *, by, told=(), key=None):
    """`by` says `text` about `record`; `told` find it on their desk.

    Returns the `Comment`, with the key `key` if given. ValidationError when there is
    nothing to read, or when somebody of `told` may not see the record.
    """
    name = type(record)._meta.get_field("comments").field.name
    new_comment = Comment(
        pk=key or new_key(),
        **{name: record},
        text=text.strip(),
        written_by=by,
        circle=record.whole().circle,
    )
    new_comment.full_clean()
    new_comment.save()
    tell(new_comment, told)
    return new_comment


def tell(one_comment, people):
    """Puts `one_comment` on the desks of `people`, but for its author and who knows."""
    people = {person.pk: person for person in people}
    people.pop(one_comment.written_by_id, None)
    readers = set(readers_of(one_comment.target).values_list("pk", flat=True))
    if strangers := [p for key, p in people.items() if key not in readers]:
        raise ValidationError(
            {
                "told": _("%(name)s may not see this record and cannot be told.")
                % {"name": strangers[0]}
            }
        )
    addressee_keys = set(one_comment.told.values_list("person_id", flat=True))
    for key in people.keys() - addressee_keys:
        CommentMention.objects.create(
            comment=one_comment, person_id=key, circle=one_comment.circle
        )


@transaction.atomic
def reword(own_comment, text, *, by, told=()):
    """The author puts `own_comment` right; it is marked as edited."""
    own_comment = lock(own_comment, by)
    if text.strip() != own_comment.text:
        own_comment.text, own_comment.edited_at = text.strip(), timezone.now()
        own_comment.full_clean()
        own_comment.save()
    tell(own_comment, told)
    return own_comment


@transaction.atomic
def take_back(own_comment, *, by):
    """The author takes `own_comment` back: that it was there stays, its words go."""
    own_comment = lock(own_comment, by)
    own_comment.taken_back_at = timezone.now()
    own_comment.save()
    return own_comment


@transaction.atomic
def put_back(own_comment, *, by):
    """What was taken back stands again."""
    own_comment = lock(own_comment, by)
    own_comment.taken_back_at = None
    own_comment.save()
    return own_comment


def lock(own_comment, by):
    """The comment as it stands now, held; only its author changes it."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=own_comment.pk)
    if comment.written_by_id != by.pk:
        raise ValidationError(_("Only who wrote a comment changes it."))
    return comment


def unread(user):
    """What `user` was told and has not read yet, the latest first."""
    comment_mentions = CommentMention.objects.visible_to(user).filter(
        person=user, read_at=None, comment__taken_back_at=None
    )
    about = [f"comment__{name}" for name in COMMENTED]  # asked if there is any
    mentions = comment_mentions.select_related("comment__written_by")
    return mentions.prefetch_related(*about).order_by("-comment__written_at")


@transaction.atomic
def mark_read(comment_mention, *, by):
    """`by` has read what they were told."""
    if comment_mention.person_id != by.pk:
        raise ValidationError(_("Only who was told marks it as read."))
    CommentMention.objects.filter(pk=comment_mention.pk, read_at=None).update(
        read_at=timezone.now()
    )


@transaction.atomic
def mark_unread(comment_mention, *, by):
    """It waits on the desk of `by` again."""
    if comment_mention.person_id != by.pk:
        raise ValidationError(_("Only who was told marks it as read."))
    CommentMention.objects.filter(pk=comment_mention.pk).update(read_at=None)
