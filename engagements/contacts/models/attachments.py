"""Files that are kept with an action."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models.actions import OutreachAction
from officials.security.records import Record, keeps_history
from officials.security.row_security import FollowsParent
from officials.security.uploads import UploadField


@keeps_history
class ActionAttachment(Record):
    """A file kept with an action, and the digest (SHA-256) that proves it unchanged."""

    action = models.ForeignKey(
        OutreachAction,
        models.CASCADE,
        related_name="attachments",
        verbose_name=_("action"),
    )
    file = UploadField(_("file"))
    file_name = models.CharField(_("name of the file"), max_length=200, editable=False)
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
        verbose_name = _("file of an action")
        verbose_name_plural = _("files of an action")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="actionattachment_of_action", field="action"),
            models.CheckConstraint(
                name="actionattachment_digest",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self):
        return self.file_name
