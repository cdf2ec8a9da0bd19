"""Safeguards: what is known against an official, and what could go wrong for whom.

After the UN Human Rights Due Diligence Policy (A/67/775) for conduct, and the risk
formula of Front Line Defenders' workbook (threat by likelihood by severity).
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.days import days_within_reach, past_day, planned_day
from officials.people.models.people import Official
from officials.safeguards.models.switches import Switch
from officials.security.models import Circle
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import Circled, FollowsParent, NoWiderThan

# How an official is approached does not show to who holds institutions to account.
NOT_FOR_THE_OTHER_TRACK = Circled(
    name="%(app_label)s_%(class)s_circle", unless="(SELECT app_on_accountability())"
)


def on_other_track(user):
    """The condition that `user` is in a circle of the accountability track, in use."""
    other = Circle.objects.filter(accountability=True, memberships__person=user.pk)
    in_use = Switch.objects.filter(name=Switch.Name.TWO_TRACKS, on=True)
    return Exists(other) & Exists(in_use)


class OneTrackQuerySet(RecordQuerySet):
    """Records that are not for the people of the accountability track."""

    def visible_to(self, user):
        """Nothing for who is in a circle of that track, while it is in use."""
        return super().visible_to(user).exclude(on_other_track(user))


def in_a_year():
    """The day twelve months from today, on which a check ends."""
    today = timezone.localdate()
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year + 1, day=28)


class ConductCheckQuerySet(OneTrackQuerySet):
    def in_force(self, day):
        """Those made by `day`, looked at by a second person, and not run out."""
        return self.filter(
            checked_on__lte=day, valid_until__gte=day, reviewed_by__isnull=False
        )


@keeps_history
class ConductCheck(Record):
    """What is known against an official, and whether we go on; it holds a year."""

    class Decision(models.TextChoices):
        PROCEED = "proceed", _("Go on")
        MITIGATE = "mitigate", _("Go on, with conditions")
        DEFER = "defer", _("Wait")
        REFUSE = "refuse", _("Do not work with them")

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="conduct_checks",
        verbose_name=_("official"),
    )
    allegations = models.TextField(
        _("what is known against them"),
        help_text=_("Where you looked; “nothing found” is an answer."),
    )
    sources = models.TextField(_("sources"), blank=True)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision, default=Decision.PROCEED
    )
    conditions = models.TextField(_("conditions"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("checked by"),
        editable=False,
    )
    checked_on = past_day(_("checked on"), default=timezone.localdate, editable=False)
    valid_until = planned_day(_("valid until"), default=in_a_year, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("reviewed by"),
        editable=False,
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, editable=False)

    objects = ConductCheckQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-checked_on", "-pk"]
        verbose_name = _("conduct check")
        verbose_name_plural = _("conduct checks")
        constraints = [
            NOT_FOR_THE_OTHER_TRACK,
            *days_within_reach("conductcheck", "checked_on", "valid_until"),
            NoWiderThan(name="conductcheck_no_wider_than_official", field="official"),
            models.CheckConstraint(
                name="conductcheck_four_eyes",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("checked_by")),
                violation_error_message=_(
                    "Somebody other than who made the check reviews it."
                ),
            ),
            models.CheckConstraint(
                name="conductcheck_reviewed_by_somebody",
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="conductcheck_conditions_named",
                condition=~Q(decision="mitigate") | ~Q(conditions=""),
                violation_error_message=_("Write the conditions on which we go on."),
            ),
        ]
        indexes = [
            models.Index(fields=["official", "-checked_on"], name="conductcheck_of")
        ]

    def __str__(self):
        return f"{self.get_decision_display()} ({self.checked_on})"


@keeps_history
class ExposureRisk(Record):
    """What could go wrong, for whom, when an official is seen with us."""

    class Level(models.TextChoices):
        GREEN = "green", _("green")
        AMBER = "amber", _("amber")
        RED = "red", _("red")

    class Publicity(models.TextChoices):
        UNKNOWN = "unknown", _("Not asked: keep it quiet")
        AGREED = "agreed", _("They agreed to be named in public")
        REFUSED = "refused", _("They do not want to be named")

    AMBER_FROM, RED_FROM = 6, 15  # likelihood by severity, each 1 to 5

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="exposure_risks",
        verbose_name=_("official"),
    )
    publicity = models.CharField(
        _("publicity"), max_length=10, choices=Publicity, default=Publicity.UNKNOWN
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
        editable=False,
    )
    written_at = models.DateTimeField(
        _("written"), default=timezone.now, editable=False
    )

    objects = OneTrackQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-written_at", "-pk"]
        verbose_name = _("exposure risk")
        verbose_name_plural = _("exposure risks")
        constraints = [
            NOT_FOR_THE_OTHER_TRACK,
            NoWiderThan(name="exposurerisk_no_wider_than_official", field="official"),
        ]
        indexes = [
            models.Index(fields=["official", "-written_at"], name="exposurerisk_of")
        ]

    def __str__(self):
        return f"{self.official}: {self.written_at:%Y-%m-%d}"

    @property
    def level(self):
        """The level of its worst threat; green where none is written."""
        worst = max((threat.weight for threat in self.threats.all()), default=0)
        if worst >= self.RED_FROM:
            return self.Level.RED
        return self.Level.AMBER if worst >= self.AMBER_FROM else self.Level.GREEN


@keeps_history
class ExposureThreat(Record):
    """One thing that could go wrong, for whom, and what we do about it."""

    class Whom(models.TextChoices):
        OFFICIAL = "official", _("the official")
        FAMILY = "family", _("their family or colleagues")
        SOURCE = "source", _("a source of ours")
        US = "us", _("us")
        OTHERS = "others", _("others")

    exposure = models.ForeignKey(
        ExposureRisk,
        models.CASCADE,
        related_name="threats",
        verbose_name=_("exposure risk"),
    )
    what = models.CharField(_("what could go wrong"), max_length=300)
    whom = models.CharField(
        _("for whom"), max_length=10, choices=Whom, default=Whom.OFFICIAL
    )
    likelihood = models.PositiveSmallIntegerField(
        _("how likely"),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("1 hardly, 5 almost certainly."),
    )
    severity = models.PositiveSmallIntegerField(
        _("how bad"),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("1 a nuisance, 5 a life or a prison term."),
    )
    mitigation = models.CharField(_("what we do about it"), max_length=300)

    objects = OneTrackQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["exposure", "pk"]
        verbose_name = _("threat")
        verbose_name_plural = _("threats")
        constraints = [
            NOT_FOR_THE_OTHER_TRACK,
            FollowsParent(name="exposurethreat_of_exposure", field="exposure"),
            models.CheckConstraint(
                name="exposurethreat_in_range",
                condition=Q(likelihood__range=(1, 5), severity__range=(1, 5)),
                violation_error_message=_("How likely and how bad go from 1 to 5."),
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def weight(self):
        """Likelihood by severity, 1 to 25."""
        return self.likelihood * self.severity
