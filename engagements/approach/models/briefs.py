"""Briefs: paper that was printed for a meeting, and the debrief that is due after."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models.actions import OutreachAction
from officials.days import Day, days_within_reach
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan


class BriefPrintQuerySet(RecordQuerySet):
    def awaiting_debrief(self, lead):
        """Those of `lead` whose meeting was to be before today and is not told yet.

        Also where the gate closed since: what was said at the meeting is told.
        """
        today, states = timezone.localdate(), OutreachAction.State
        return self.filter(
            action__lead=lead,
            action__state__in=(states.PLANNED, states.WAITING),
            action__planned_on__lt=today,
            debrief_due_on__lte=today,
        )


@keeps_history
class BriefPrint(Record):
    """Two pages about an official that somebody took to a meeting: who, when, how much.

    What stood in it is not kept. With a planned action a debrief is due the day after.
    """

    class Level(models.TextChoices):
        CARRY = "carry", _("to carry along")
        INTERNAL = "internal", _("internal")
        EVERYTHING = "everything", _("everything I may see, with the assessment")

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="brief_prints",
        verbose_name=_("official"),
    )
    action = models.ForeignKey(
        OutreachAction,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="brief_prints",
        verbose_name=_("for which action"),
    )
    level = models.CharField(_("how much it tells"), max_length=10, choices=Level)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("printed by"),
        editable=False,
    )
    printed_at = models.DateTimeField(
        _("printed"), default=timezone.now, editable=False
    )
    debrief_due_on = Day(_("debrief due"), null=True, blank=True, editable=False)

    objects = BriefPrintQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-printed_at", "-pk"]
        verbose_name = _("printed brief")
        verbose_name_plural = _("printed briefs")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("briefprint", "debrief_due_on"),
            NoWiderThan(name="briefprint_no_wider_than_official", field="official"),
            NoWiderThan(name="briefprint_no_wider_than_action", field="action"),
            models.CheckConstraint(
                name="briefprint_debrief_of_action",
                condition=Q(debrief_due_on=None) | Q(action__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.official}: {self.get_level_display()}"
