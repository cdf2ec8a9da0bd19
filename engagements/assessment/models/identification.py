"""Identification: sums of the signal kept ready, the rules of the queue, “not now”."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.days import days_within_reach, planned_day
from officials.people.models import Official
from officials.security.models import Circle
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan, ShownTo


class SignalSumQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The sums over what `user` may see."""
        return self.filter(circle__in=Circle.objects.keys_open_to(user))


class SignalSum(models.Model):
    """The terms of the signal of one official, summed over the notes of one circle.

    At the reference day of `engagements.assessment.queue`: decay scales numerator and
    denominator alike. A job keeps them fresh; a reader adds up those of their circles.
    The official is a bare key: sums are no part of a person that a merge or a move
    between circles would take along, they are made anew.
    """

    official_id = models.UUIDField()
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="+", db_index=False)
    numerator = models.FloatField()  # of stance * r * c * d
    denominator = models.FloatField()  # of r * c * d
    mentions = models.PositiveIntegerField()
    last_on = models.DateField()  # the latest day on which one of them may have been
    strong_on = models.DateField(null=True)  # the same of those `STRONG` in queue.py

    objects = SignalSumQuerySet.as_manager()

    class Meta:
        verbose_name = _("sum of a signal")
        verbose_name_plural = _("sums of signals")
        constraints = [
            ShownTo(
                name="signalsum_circle",
                who="circle_id = ANY ((SELECT app_circles())::bigint[])",
            ),
            models.UniqueConstraint(
                fields=["official_id", "circle"], name="signalsum_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["numerator"],
                condition=Q(numerator__gt=0),
                name="signalsum_promising",
            ),
            models.Index(
                fields=["strong_on"],
                condition=Q(strong_on__isnull=False),
                name="signalsum_strong",
            ),
        ]

    def __str__(self):
        return f"{self.official_id}: {self.mentions}"


class SumsMade(models.Model):
    """When the sums of signals were last made: one row, or none before the first."""

    at = models.DateTimeField()

    class Meta:
        verbose_name = _("time of the sums")
        verbose_name_plural = _("times of the sums")

    def __str__(self):
        return str(self.at)


class QueueRule(models.Model):
    """A rule by which the queue proposes people; staff read it, managers switch it.

    What each `name` asks is told in `engagements.assessment.queue`, and what it asks
    before anybody changed it: a row is there once somebody did.
    """

    class Name(models.TextChoices):
        SIGNAL = "signal", _("Supportive, on enough evidence")
        STRONG_NOTE = "strong_note", _("A recent note, very supportive and well graded")
        NEW_POST = "new_post", _("New in a leading post")
        ATTENDED = "attended", _("Came to an exchange of ours")
        ANSWERED = "answered", _("Responded to us")

    name = models.CharField(_("rule"), max_length=20, choices=Name, primary_key=True)
    on = models.BooleanField(_("in use"), default=True)
    bar = models.FloatField(_("bar"), null=True, blank=True)
    evidence = models.FloatField(_("least evidence"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days back"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("rule of the queue")
        verbose_name_plural = _("rules of the queue")

    def __str__(self):
        return self.get_name_display()


class NotNowQuerySet(RecordQuerySet):
    def in_force(self, day):
        """Those that still hold on `day`."""
        return self.filter(until__gt=day, taken_back_at=None)


@keeps_history
class NotNow(Record):
    """Somebody decided that an official waits, and why; the queue leaves them out."""

    official = models.ForeignKey(
        Official, models.CASCADE, related_name="not_now", verbose_name=_("official")
    )
    because = models.CharField(_("not now, because"), max_length=300)
    until = planned_day(_("until"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(
        _("decided"), default=timezone.now, editable=False
    )
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = NotNowQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-decided_at", "-pk"]
        verbose_name = _("“not now”")
        verbose_name_plural = _("“not now”")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("notnow", "until"),
            NoWiderThan(name="notnow_no_wider_than_official", field="official"),
            models.CheckConstraint(
                name="notnow_says_why",
                condition=Q(because__regex=r"\S"),
                violation_error_message=_("Say why not now."),
            ),
        ]
        indexes = [models.Index(fields=["official", "-until"], name="notnow_of")]

    def __str__(self):
        return f"{self.official}: {self.because}"
