"""Two tracks: some of us support an institution, others hold it to account.

The two know no more of each other than whom to consult first.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.days import days_within_reach, past_day
from officials.institutions.models import Institution
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan


class ConsultFirstQuerySet(RecordQuerySet):
    def in_force(self):
        """Those that have not ended."""
        return self.filter(ended_at=None)


@keeps_history
class ConsultFirst(Record):
    """Before anybody turns to this institution they talk to one of us; no more."""

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="consultations",
        verbose_name=_("institution"),
    )
    whom = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("whom to consult"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = ConsultFirstQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["pk"]
        verbose_name = _("“consult first”")
        verbose_name_plural = _("“consult first”")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="consultfirst_of_institution", field="institution"),
        ]
        indexes = [
            models.Index(
                fields=["institution"],
                condition=Q(ended_at=None),
                name="consultfirst_in_force",
            )
        ]

    def __str__(self):
        return str(self.whom)


@keeps_history
class AccountabilityWork(Record):
    """A case, a report or a complaint about an institution, for its own group only.

    Its circle is one of the accountability track; all others see “consult first”.
    """

    class Kind(models.TextChoices):
        LITIGATION = "litigation", _("Case in court")
        SHADOW_REPORT = "shadow_report", _("Shadow report")
        COMPLAINT = "complaint", _("Complaint")
        OTHER = "other", _("Other")

    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="accountability_works",
        verbose_name=_("institution"),
    )
    kind = models.CharField(
        _("kind"), max_length=15, choices=Kind, default=Kind.LITIGATION
    )
    what = models.TextField(_("what it is about"), max_length=5000)
    since_on = past_day(_("since"), default=timezone.localdate)
    until_on = past_day(_("until"), null=True, editable=False)
    flag = models.OneToOneField(
        ConsultFirst,
        models.PROTECT,
        editable=False,
        related_name="work",
        verbose_name=_("“consult first”"),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("opened by"),
    )

    class Meta(Record.Meta):
        ordering = ["-since_on", "-pk"]
        verbose_name = _("accountability work")
        verbose_name_plural = _("accountability work")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("accountabilitywork", "since_on", "until_on"),
            NoWiderThan(
                name="accountabilitywork_no_wider_than_it", field="institution"
            ),
            NoWiderThan(name="accountabilitywork_no_wider_than_flag", field="flag"),
            models.CheckConstraint(
                name="accountabilitywork_ends_after_start",
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]
        indexes = [models.Index(fields=["institution"], name="accountabilitywork_of")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.institution}"

    def clean(self):
        """What the group works on is in a circle of that track, and in no other."""
        super().clean()
        if self.circle_id and not self.circle.accountability:
            raise ValidationError(
                {
                    "circle": _(
                        "Choose a circle of the accountability track: an administrator "
                        "marks a circle as such."
                    )
                }
            )
