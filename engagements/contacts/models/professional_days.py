"""Courtesies: the professional days on which one congratulates."""

import calendar
import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from officials.institutions.models import Institution


class ProfessionalDay(models.Model):
    """The yearly day of a profession: a date, or a weekday counted in its month."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    name = models.CharField(_("name in English"), max_length=150)
    name_ru = models.CharField(_("name in Russian"), max_length=150)
    month = models.PositiveSmallIntegerField(
        _("month"), help_text=_("1 for January, 12 for December.")
    )
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    nth = models.SmallIntegerField(
        _("which one of the month"),
        null=True,
        blank=True,
        help_text=_("1 for the first, 2 for the second ..., -1 for the last."),
    )
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), choices=Weekday, null=True, blank=True
    )
    kind = models.CharField(
        _("for institutions of the kind"),
        max_length=20,
        choices=Institution.Kind,
        blank=True,
        default="",
        help_text=_("Empty: for everybody."),
    )

    class Meta:
        ordering = ["month", "day", "nth", "pk"]
        verbose_name = _("professional day")
        verbose_name_plural = _("professional days")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind"],
                name="professionalday_once",
                violation_error_message=_("This day is there already."),
            ),
            models.CheckConstraint(
                name="professionalday_of_the_year",
                condition=Q(month__range=(1, 12))
                & (
                    Q(day__range=(1, 31), nth=None, weekday=None)
                    | Q(day=None, weekday__range=(0, 6), nth__in=(-1, 1, 2, 3, 4))
                ),
                violation_error_message=_(
                    "Give a day of the month, or which weekday of the month it is."
                ),
            ),
        ]

    def __str__(self):
        return self.name_ru if get_language() == "ru" else self.name

    def in_year(self, year):
        """The day on which it falls in `year`, or None (29 February)."""
        length = calendar.monthrange(year, self.month)[1]
        if self.day:
            fits = self.day <= length
            return datetime.date(year, self.month, self.day) if fits else None
        if self.nth < 0:
            last = datetime.date(year, self.month, length)
            return last - datetime.timedelta((last.weekday() - self.weekday) % 7)
        first = datetime.date(year, self.month, 1)
        ahead = (self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1)
        return first + datetime.timedelta(ahead)
