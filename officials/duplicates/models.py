"""Pairs of records that may be one person, and keys of those that were merged."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from officials.people.models.people import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan


class ResemblanceQuerySet(RecordQuerySet):
    def suspected(self):
        return self.filter(state=Resemblance.State.SUSPECTED)


@keeps_history
class Resemblance(Record):
    """Two records of officials that may be one person, or that a person told apart.

    A pair stands here once, whichever is `one`. `reasons` are codes of
    officials/names/comparison.py with what they are about.
    """

    class State(models.TextChoices):
        SUSPECTED = "suspected", _("suspected")
        DIFFERENT = "different", _("not the same")

    one = models.ForeignKey(Official, models.CASCADE, related_name="resemblances")
    other = models.ForeignKey(
        Official, models.CASCADE, related_name="resemblances_to_them"
    )
    score = models.PositiveSmallIntegerField(_("score"), default=0)
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.SUSPECTED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = ResemblanceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-score", "pk"]
        verbose_name = _("resemblance")
        verbose_name_plural = _("resemblances")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="resemblance_no_wider_than_one", field="one"),
            NoWiderThan(name="resemblance_no_wider_than_other", field="other"),
            models.CheckConstraint(
                name="resemblance_of_two", condition=~Q(one=F("other"))
            ),
            models.UniqueConstraint(
                Least("one", "other"),
                Greatest("one", "other"),
                name="resemblance_once",
            ),
            models.CheckConstraint(
                name="resemblance_decided_by_somebody",
                condition=Q(state="suspected", decided_by=None, decided_at=None)
                | Q(
                    state="different",
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="resemblance_score_is_percent", condition=Q(score__lte=100)
            ),
        ]
        indexes = [
            models.Index(fields=["other"], name="resemblance_to_other"),
            models.Index(fields=["state", "-score", "id"], name="resemblance_best"),
        ]

    def __str__(self):
        return f"{self.one} ~ {self.other}"


@keeps_history
class FormerKey(Record):
    """The key of a record that was merged into an official; its address leads on."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="former_keys")
    key = models.UUIDField(unique=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="formerkey_of_official", field="official"),
        ]

    def __str__(self):
        return str(self.key)
