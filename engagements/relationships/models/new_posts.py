"""What was answered when somebody whom we know came into a new post."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.relationships.models.relationships import Relationship
from officials.institutions.models import Appointment
from officials.safeguards.models.safeguards import (
    NOT_FOR_THE_OTHER_TRACK,
    OneTrackQuerySet,
)
from officials.security.records import Record, keeps_history
from officials.security.row_security import AppendOnly, FollowsParent, NoWiderThan


@keeps_history
class NewPostAnswer(Record):
    """Three answers to one change of post; each default is the careful one.

    It stays as it was answered: what is thought anew stands where it belongs, in the
    approach, the exposure, the lead.
    """

    class Lead(models.TextChoices):
        KEEP = "keep", _("Who leads now goes on")
        OTHER = "other", _("Somebody else should lead")

    class Approach(models.TextChoices):
        LOOK_AGAIN = "look_again", _("Look again before we turn to them")
        KEEP = "keep", _("It holds in the new post as well")

    class Risk(models.TextChoices):
        UNKNOWN = "unknown", _("We do not know yet: look at it again")
        CHANGED = "changed", _("Yes, it has changed")
        SAME = "same", _("No, it is the same")

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        related_name="new_post_answers",
        verbose_name=_("relationship"),
    )
    appointment = models.ForeignKey(
        Appointment,
        models.CASCADE,
        related_name="new_post_answers",
        verbose_name=_("new post"),
    )
    lead = models.CharField(
        _("Who leads the relationship?"),
        max_length=10,
        choices=Lead,
        default=Lead.KEEP,
    )
    approach = models.CharField(
        _("Does the approach still hold?"),
        max_length=10,
        choices=Approach,
        default=Approach.LOOK_AGAIN,
    )
    risk = models.CharField(
        _("Has the risk to them changed?"),
        max_length=10,
        choices=Risk,
        default=Risk.UNKNOWN,
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(
        _("answered"), default=timezone.now, editable=False
    )

    objects = OneTrackQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-answered_at", "-pk"]
        verbose_name = _("answers to a new post")
        verbose_name_plural = _("answers to new posts")
        constraints = [
            NOT_FOR_THE_OTHER_TRACK,
            FollowsParent(name="newpostanswer_of_relationship", field="relationship"),
            NoWiderThan(name="newpostanswer_no_wider", field="appointment"),
            models.UniqueConstraint(
                fields=["relationship", "appointment"],
                name="newpostanswer_once",
                violation_error_message=_("Somebody has answered that already."),
            ),
            AppendOnly(
                name="newpostanswer_stays",
                moment="answered_at",
                minutes=0,
                message=_("What was answered is not changed any more."),
            ),
        ]

    def __str__(self):
        return str(self.appointment)
