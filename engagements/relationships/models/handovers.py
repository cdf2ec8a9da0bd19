"""Handing a relationship over from one of us to another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.relationships.models.relationships import Relationship
from officials.days import days_within_reach, planned_day
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent


class HandoverQuerySet(RecordQuerySet):
    def unread(self):
        """Those whose brief the new lead has not read yet."""
        return self.filter(read_at=None)

    def to_give_back(self):
        """Covers whose last day is over, and that were not given back."""
        return self.filter(until__lt=timezone.localdate(), given_back_at=None)


@keeps_history
class Handover(Record):
    """One of us hands a relationship over to another, with a brief to read.

    With a last day it is cover for a leave: after that day the desk of who covers
    asks to give it back.
    """

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        related_name="handovers",
        editable=False,
        verbose_name=_("relationship"),
    )
    from_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("from"),
    )
    to_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handovers",
        verbose_name=_("to whom"),
    )
    until = planned_day(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day, where it is for a leave only; empty: for good."),
    )
    brief = models.TextField(
        _("brief"),
        max_length=20_000,
        help_text=_("Where we stand, what was promised, what to mind."),
    )
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("by"),
    )
    handed_at = models.DateTimeField(
        _("handed over"), default=timezone.now, editable=False
    )
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    given_back_at = models.DateTimeField(_("given back"), null=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-handed_at", "-pk"]
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("handover", "until"),
            FollowsParent(name="handover_of_relationship", field="relationship"),
            models.CheckConstraint(
                name="handover_to_somebody_else",
                condition=~Q(from_lead=F("to_lead")),
                violation_error_message=_("They lead it already."),
            ),
            models.CheckConstraint(
                name="handover_with_brief",
                condition=~Q(brief=""),
                violation_error_message=_("Write a brief for who takes over."),
            ),
            models.CheckConstraint(
                name="handover_given_back_after_cover",
                condition=Q(given_back_at=None) | Q(until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_lead"],
                condition=Q(read_at=None) | Q(given_back_at=None, until__isnull=False),
                name="handover_open",
            )
        ]

    def __str__(self):
        return f"{self.from_lead} → {self.to_lead}"
