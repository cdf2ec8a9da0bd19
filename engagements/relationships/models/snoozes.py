"""Snoozes: somebody looks later, and says why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.relationships.models.relationships import Relationship
from officials.days import days_within_reach, planned_day
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent


class SnoozeQuerySet(RecordQuerySet):
    def in_force(self, day):
        """Those that still keep the line off the desk on `day`."""
        return self.filter(until__gt=day, taken_back_at=None)


@keeps_history
class Snooze(Record):
    """The desk says nothing of a relationship going quiet until a day, and why."""

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        related_name="snoozes",
        verbose_name=_("relationship"),
    )
    until = planned_day(_("until"))
    reason = models.CharField(_("why"), max_length=300)
    snoozed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("by"),
    )
    snoozed_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    objects = SnoozeQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-snoozed_at", "-pk"]
        verbose_name = _("snooze")
        verbose_name_plural = _("snoozes")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("snooze", "until"),
            FollowsParent(name="snooze_of_relationship", field="relationship"),
        ]
        indexes = [
            models.Index(fields=["relationship", "-until"], name="snooze_latest")
        ]

    def __str__(self):
        return self.reason
