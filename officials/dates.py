"""Dates that know only a year or a month.

Libraries looked at: django-partial-date hides the precision in the seconds of a
moment, edtf keeps text beside four floats, undate is no field. None gives the
database a range it can index, compare and exclude, so this is ours: one `daterange`
of the possible days. Sources of the idea: EDTF (ISO 8601-2) and CIDOC CRM time-spans.
"""

import calendar
import datetime
import re
from typing import NamedTuple

from django import forms
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from officials.days import that_has_come

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january янв январь января",
            "feb february фев февр февраль февраля",
            "mar march мар март марта",
            "apr april апр апрель апреля",
            "may май мая",
            "jun june июн июнь июня",
            "jul july июл июль июля",
            "aug august авг август августа",
            "sep sept september сен сент сентябрь сентября",
            "oct october окт октябрь октября",
            "nov november ноя нояб ноябрь ноября",
            "dec december дек декабрь декабря",
        ),
        start=1,
    )
    for name in names.split()
}
EARLIEST, LATEST = 1700, 2200
WAYS = (
    re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?"),
    re.compile(r"((?P<day>\d{1,2})[./])?(?P<month>\d{1,2})[./](?P<year>\d{4})"),
    re.compile(r"((?P<day>\d{1,2})\s+)?(?P<name>[^\W\d]+)\.?,?\s+(?P<year>\d{4})\.?"),
    re.compile(r"(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"),
)
WORD_FOR_YEAR = re.compile(r"(?<=\d) ?(г|года?)\.?$")


class PartialDate(NamedTuple):
    """The first and the last day on which it may have been; both are inclusive."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def parse(cls, text):
        """“2009”, “2009-05”, “12.11.2026”, “Nov 2026”, “12 ноября 2026 г.”.

        Raises ValueError with a sentence for a person when it is none of these.
        """
        text = " ".join(str(text).split())
        for way in WAYS:
            if date_match := way.fullmatch(WORD_FOR_YEAR.sub("", text)):
                parts = date_match.groupdict()
                month = parts.get("month")
                if parts.get("name"):
                    month = MONTHS.get(parts["name"].casefold())
                    if month is None:
                        break
                return cls.of(parts["year"], month, parts.get("day"), text)
        raise ValueError(
            _("“%(text)s” is not a date. Write 12.11.2026, Nov 2026 or 2026.")
            % {"text": text[:40]}
        )

    @classmethod
    def of(cls, year, month=None, day=None, text=""):
        """From the parts that are known; raises ValueError for 30 February."""
        if not EARLIEST <= int(year) <= LATEST:
            raise ValueError(
                _(
                    "%(year)s cannot be right: write a year from %(earliest)s to "
                    "%(latest)s."
                )
                % {"year": year, "earliest": EARLIEST, "latest": LATEST}
            )
        try:
            first = datetime.date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise ValueError(
                _("There is no day “%(text)s” in the calendar.")
                % {"text": text or f"{year}-{month}-{day}"}
            ) from None
        if day:
            return cls(first, first)
        if month:
            return cls(first, first.replace(day=days_in_month(first)))
        return cls(first, first.replace(month=12, day=31))

    @property
    def precision(self):
        """“day”, “month”, “year”, or “span” for any other stretch of days."""
        first, last = self
        if first == last:
            return "day"
        if first.day == 1 and first.year == last.year:
            if first.month == last.month and last.day == days_in_month(last):
                return "month"
            if first.month == 1 and (last.month, last.day) == (12, 31):
                return "year"
        return "span"

    def isoformat(self):
        """2009, 2009-05 or 2009-05-13: as in files."""
        length = {"year": 4, "month": 7, "day": 10}.get(self.precision)
        if length:
            return self.first.isoformat()[:length]
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def __str__(self):
        patterns = {"year": "Y", "month": pgettext("date format", "M Y")}
        if pattern := patterns.get(self.precision):
            return format_date(self.first, pattern)
        if self.precision == "day":
            return short_date(self.first)
        return f"{short_date(self.first)} – {short_date(self.last)}"


def short_date(day):
    """“12 Nov 2026”: a day, or that of a moment, as all pages and papers have it."""
    return format_date(day, pgettext("date format", "j M Y"))


def that_has_begun(date):
    """`date`, a PartialDate or None; ValidationError when it is all still to come."""
    if date:
        that_has_come(date.first)
    return date


def days_in_month(day):
    return calendar.monthrange(day.year, day.month)[1]


class PartialDateFormField(forms.CharField):
    """One line in which a person may write as much of a date as they know."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text", _("A day, a month or a year: 12.11.2026, Nov 2026, 2026.")
        )
        kwargs.pop("max_length", None)
        super().__init__(max_length=40, **kwargs)

    def prepare_value(self, value):
        return value.isoformat() if isinstance(value, PartialDate) else value

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as reason:
            raise ValidationError(str(reason)) from None

    def run_validators(self, value):
        """The limits of a text do not apply to what became a date."""

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class PartialDateField(DateRangeField):
    """A date of which only the month or the year may be known.

    Kept as the `daterange` of possible days: it sorts by the first, and constraints
    can reason about it. Empty means unknown.
    """

    def to_python(self, value):
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, DateRange):
            return _from_range(value)
        if isinstance(value, datetime.date):
            return PartialDate(value, value)
        try:
            return PartialDate.parse(value)
        except ValueError as reason:
            raise ValidationError(str(reason)) from None

    def from_db_value(self, value, expression, connection):
        return _from_range(value)

    def get_prep_value(self, value):
        if value is None or isinstance(value, DateRange):
            return value
        first, last = self.to_python(value)
        return day_range(first, last)

    def value_to_string(self, instance):
        value = self.value_from_object(instance)
        return value.isoformat() if value else ""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


def day_range(first, last):
    """The range of the days from `first` to `last`, both inclusive."""
    no_later = last == datetime.date.max  # no day comes after it
    return DateRange(first, None if no_later else last + datetime.timedelta(days=1))


def _from_range(value):
    if value is None or value.isempty:
        return None
    last = value.upper - datetime.timedelta(days=1) if value.upper else None
    return PartialDate(value.lower or datetime.date.min, last or datetime.date.max)
