"""People whom a sheet brought as known to us: what a signer says of each of them."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.relationships import walls
from officials.clearance.models import Clearance
from officials.people.models import Official
from officials.safeguards.models.safeguards import (
    NOT_FOR_THE_OTHER_TRACK,
    OneTrackQuerySet,
)
from officials.security.records import Record, keeps_history
from officials.security.row_security import NoWiderThan


class TakenOverQuerySet(OneTrackQuerySet):
    def unanswered(self):
        return self.filter(answered_at=None)

    def answered(self):
        return self.filter(answered_at__isnull=False)

    def unsigned(self, user):
        """Those of whom no signature that `user` sees holds: it counts first."""
        signed = Clearance.objects.visible_to(user).filter(
            official=OuterRef("official"), signed_until__gte=timezone.localdate()
        )
        return self.exclude(Exists(signed))


@keeps_history(in_bulk=True)
class TakenOver(Record):
    """An official with whom we are in touch, says a sheet, since before this register.

    Whoever brought the sheet does not answer: somebody who signs “Before we approach”
    says since when they are known and by whom, whether our turning to them could harm
    them, and whether work goes on until that page is written. Only harm “no” and “go
    on” open work, `until` a day; else the person stays closed, and is written up first.
    """

    class Harm(models.TextChoices):
        NO = "no", _("No")
        UNKNOWN = "unknown", _("I do not know")
        YES = "yes", _("Yes")

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="taken_over",
        editable=False,
        verbose_name=_("official"),
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("brought by"),
    )
    brought_at = models.DateTimeField(
        _("brought"), default=timezone.now, editable=False
    )
    known_since = models.CharField(
        _("who knows them, and since when"), max_length=200, blank=True, default=""
    )
    harm = models.CharField(
        _("could our contact harm them?"),
        max_length=10,
        choices=Harm,
        blank=True,
        default="",
    )
    goes_on = models.BooleanField(_("go on while we write it up?"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    until = models.DateField(_("work goes on until"), null=True, editable=False)

    objects = TakenOverQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["brought_at", "official__sort_name", "pk"]
        verbose_name = _("person taken over")
        verbose_name_plural = _("people taken over")
        constraints = [
            NOT_FOR_THE_OTHER_TRACK,
            NoWiderThan(name="takenover_no_wider_than_official", field="official"),
            models.CheckConstraint(
                name="takenover_answered_whole",
                condition=Q(
                    answered_by=None,
                    answered_at=None,
                    harm="",
                    goes_on=None,
                    until=None,
                )
                | Q(
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                    harm__in=["no", "unknown", "yes"],
                    goes_on__isnull=False,
                ),
                violation_error_message=_("Give all three answers."),
            ),
            models.CheckConstraint(
                name="takenover_opens_by_its_answers",
                condition=Q(until=None)
                | Q(harm="no", goes_on=True, known_since__regex=r"\S"),
                violation_error_message=_("Say who knows them, and since when."),
            ),
            *walls.AROUND_TAKEN_OVER,
        ]
        indexes = [
            models.Index(
                fields=["brought_at"],
                condition=Q(answered_at=None),
                name="takenover_unanswered",
            )
        ]

    def __str__(self):
        return str(self.official)

    @property
    def is_open(self):
        """Whether the answers let work go on, today."""
        return self.until is not None and self.until >= timezone.localdate()
