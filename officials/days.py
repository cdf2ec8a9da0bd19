"""Days of what we do: from 1900 to 2200, come already or within ten years.

One field of a model, one of a form and one CHECK. A wrong day that is there in spite of
them breaks nothing: who reckons from a day asks `shift`.
"""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ExpressionWrapper, Q, Value
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)
YEARS_AHEAD = 10
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
NOT_A_DAY_OF_OURS = _("A day of what we do lies between 1900 and 2200.")


def within_reach(day):
    """`day`; ValidationError when it lies before 1900 or after 2200."""
    if day and not FIRST <= day <= LAST:
        raise ValidationError(NOT_A_DAY_OF_OURS)
    return day


def that_has_come(day):
    """`day`; ValidationError when it is still to come."""
    if day and day > timezone.localdate():
        raise ValidationError(_("That day is still to come."))
    return day


def within_ten_years(day):
    """`day`; ValidationError when it lies more than ten years ahead."""
    if day and day > shift(timezone.localdate(), years=YEARS_AHEAD):
        raise ValidationError(_("Choose a day within ten years."))
    return day


def shift(day, days=0, *, years=0):
    """`day` so many days and years later, or the last day that there is that way."""
    try:
        day += datetime.timedelta(days=days)
        year = day.year + years
        leap_day = (day.month, day.day) == (2, 29)
        return day.replace(year=year, day=28 if years and leap_day else day.day)
    except (OverflowError, ValueError):
        return datetime.date.max if days + years > 0 else datetime.date.min


def days_after(day, days):
    """The expression for `day` so many days later, no later than Python can tell."""
    later = ExpressionWrapper(day + days, models.DateField())
    return Least(later, Value(datetime.date.max), output_field=models.DateField())


def days_within_reach(name, *fields):
    """The CHECKs of a model: what its `fields` hold lies between 1900 and 2200."""
    return [
        models.CheckConstraint(
            name=f"{name}_{field}_within_reach",
            condition=Q(**{field: None}) | Q(**{f"{field}__range": (FIRST, LAST)}),
            violation_error_message=NOT_A_DAY_OF_OURS,
        )
        for field in fields
    ]


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, written in figures, that says how when it cannot be read."""

    widget = DayInput
    input_formats = DAY_FORMATS
    default_validators = [within_reach]
    default_error_messages = {"invalid": _("Write a day as 12.11.2026 or 2026-11-12.")}


class Day(models.DateField):
    """A day of what we do, come or to come; of one class, so that they compare."""

    default_validators = [within_reach]

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": DayField, **kwargs})


def past_day(*args, **kwargs):
    """The field for a day of what has happened."""
    return Day(*args, validators=[that_has_come], **kwargs)


def planned_day(*args, **kwargs):
    """The field for a day of what is planned, or may still come."""
    return Day(*args, validators=[within_ten_years], **kwargs)
