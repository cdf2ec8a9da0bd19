"""What stands behind a note: files kept with it, and other notes of the same act."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.monitoring.models.notes import Note
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.security.uploads import UploadField


@keeps_history
class NoteAttachment(Record):
    """A file kept with a note, with the digest (SHA-256) that proves it unchanged."""

    note = models.ForeignKey(
        Note, models.CASCADE, related_name="attachments", verbose_name=_("note")
    )
    file = UploadField(_("file"))
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("added by"),
        editable=False,
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta(Record.Meta):
        ordering = ["added_at", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="noteattachment_of_note", field="note"),
            models.CheckConstraint(
                name="noteattachment_digest",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self):
        return self.file_name


class NoteLinkQuerySet(RecordQuerySet):
    def of(self, note):
        """The links of `note`, from whichever side they were made."""
        return self.filter(Q(one=note) | Q(other=note))

    def between(self, note, other):
        """The link that `note` and `other` have, if any."""
        return self.of(note).filter(Q(one=other) | Q(other=other))


@keeps_history
class NoteLink(Record):
    """Two notes, by two people or of two sources, tell of one and the same act."""

    one = models.ForeignKey(
        Note, models.CASCADE, related_name="links", verbose_name=_("note")
    )
    other = models.ForeignKey(
        Note,
        models.CASCADE,
        related_name="links_back",
        verbose_name=_("note of the same act"),
    )

    objects = NoteLinkQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("link between notes")
        verbose_name_plural = _("links between notes")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="notelink_no_wider_than_one", field="one"),
            NoWiderThan(name="notelink_no_wider_than_other", field="other"),
            models.CheckConstraint(
                name="notelink_of_two",
                condition=~Q(one=F("other")),
                violation_error_message=_("Choose another note than this one."),
            ),
            models.UniqueConstraint(
                Least("one", "other"),
                Greatest("one", "other"),
                name="notelink_once",
                violation_error_message=_("These two notes are linked already."),
            ),
        ]

    def __str__(self):
        return f"{self.one} = {self.other}"

    def across(self, note):
        """The note that is linked with `note`."""
        return self.other if note.pk == self.one_id else self.one
