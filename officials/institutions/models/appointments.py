"""Appointments: who held which post, from when until when, and what is in doubt."""

import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateField
from officials.institutions.models.institutions import Post
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import CopiesFrom, FollowsParent, NoWiderThan

ONE_DAY, A_YEAR = datetime.timedelta(days=1), datetime.timedelta(days=365)
OVERLAP = {
    "template": "%(expressions)s",
    "arg_joiner": " && ",
    "output_field": models.BooleanField(),
}


class CertainDays(Func):
    """The days on which somebody held a post for certain, as a half-open range.

    From the latest day it may have begun to the earliest day it may have ended; empty
    where that is backwards (2012 to 2012) or the beginning is unknown. “About” a date
    leaves a year more in doubt. `of` is the path to another appointment (“other__”).
    """

    function = "app_certain_days"
    output_field = DateRangeField()

    def __init__(self, of=""):
        names = ("started", "started_circa", "ended", "ended_circa")
        super().__init__(*(f"{of}{name}" for name in names))


class AppointmentQuerySet(RecordQuerySet):
    def current(self):
        """Those that have begun, as far as known, and are not known to have ended."""
        return self.on(timezone.localdate())

    def on(self, day):
        """Those that may have been held on `day`: begun by then and not yet ended."""
        return self.filter(
            Q(started=None) | Q(started__startswith__lte=day),
            Q(ended=None) | Q(ended__startswith__gt=day),
        )

    def ended_since(self, day):
        """Those that ended, as far as known, from `day` until today."""
        today = timezone.localdate()
        return self.filter(ended__startswith__gte=day, ended__startswith__lte=today)

    def held_in(self, span):
        """Those that may have been held on a day of `span`, a PartialDate.

        Adds `certain`: whether it is so for certain.
        """
        first, past = span.first, span.last + ONE_DAY
        days = Value(DateRange(first, past), output_field=DateRangeField())
        return self.filter(
            Q(started=None)
            | Q(started__startswith__lt=past)
            | Q(started_circa=True, started__startswith__lt=past + A_YEAR),
            Q(ended=None)
            | Q(ended__endswith__gt=first + ONE_DAY)
            | Q(ended_circa=True, ended__endswith__gt=first + ONE_DAY - A_YEAR),
        ).annotate(certain=Func(CertainDays(), days, **OVERLAP))

    def contradicting(self, appointment):
        """Those of other people that certainly were in the same seat at one time.

        Whether the post has one seat is for the caller to ask.
        """
        values = (
            Value(getattr(appointment, name), output_field=field)
            for name, field in (
                ("started", PartialDateField()),
                ("started_circa", models.BooleanField()),
                ("ended", PartialDateField()),
                ("ended_circa", models.BooleanField()),
            )
        )
        theirs = Func(*values, function=CertainDays.function)
        return (
            self.filter(post=appointment.post_id, acting=False)
            .exclude(official=appointment.official_id)
            .annotate(days=CertainDays())
            .filter(days__overlap=theirs)
        )

    def backwards(self):
        """Those whose end lies before their beginning."""
        return self.filter(ended__endswith__lte=F("started__startswith"))


@keeps_history(in_bulk=True)
class Appointment(Record):
    """An official holds a post from a date to a date.

    A `disputed` one contradicts another record, or itself; a person settles it on the
    page “To mend”.
    """

    official = models.ForeignKey(
        "officials.Official",
        models.CASCADE,
        related_name="appointments",
        verbose_name=_("official"),
    )
    post = models.ForeignKey(
        Post, models.PROTECT, related_name="appointments", verbose_name=_("post")
    )
    started = PartialDateField(_("from"), null=True, blank=True)
    started_circa = models.BooleanField(_("about that time"), default=False)
    ended = PartialDateField(_("until"), null=True, blank=True)
    ended_circa = models.BooleanField(_("about that time"), default=False)
    acting = models.BooleanField(_("acting"), default=False)
    term = models.CharField(
        _("term"),
        max_length=100,
        blank=True,
        help_text=_("Of an elected or renewed post: “second”, “8th convocation”."),
    )
    disputed = models.BooleanField(
        _("disputed"),
        default=False,
        help_text=_("It contradicts another record; it stands on “To mend”."),
    )
    single_seat = models.BooleanField(default=False, editable=False)
    source = models.CharField(
        _("source"),
        max_length=250,
        blank=True,
        help_text=_("Where we know it from."),
    )
    followed_up_at = models.DateTimeField(null=True, editable=False)
    followed_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-started", "-pk"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="appointment_of_official", field="official"),
            NoWiderThan(name="appointment_no_wider_than_post", field="post"),
            CopiesFrom(
                name="appointment_seat_of_post", field="post", column="single_seat"
            ),
            ExclusionConstraint(
                name="appointment_one_holder",
                expressions=[
                    (F("post"), RangeOperators.EQUAL),
                    (F("circle"), RangeOperators.EQUAL),
                    (F("official"), RangeOperators.NOT_EQUAL),
                    (CertainDays(), RangeOperators.OVERLAPS),
                ],
                condition=Q(single_seat=True, disputed=False, acting=False),
                violation_error_message=_(
                    "Somebody else holds this post at that time, and it has one seat. "
                    "Mend the dates, or tick “disputed” to settle it later."
                ),
            ),
            models.UniqueConstraint(
                fields=["source", "post", "official", "started", "ended"],
                nulls_distinct=False,
                name="appointment_once",
                violation_error_message=_("This appointment is recorded already."),
            ),
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(disputed=True)
                | Q(started=None)
                | Q(ended=None)
                | Q(ended__endswith__gt=F("started__startswith")),
                violation_error_message=_("It cannot end before it began."),
            ),
            models.CheckConstraint(
                name="appointment_followed_up_by_somebody",
                condition=Q(followed_up_at=None, followed_up_by=None)
                | Q(followed_up_at__isnull=False, followed_up_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["official", "-started"], name="appointment_of_person"),
            models.Index(fields=["ended"], name="appointment_ended"),
            models.Index(
                fields=["circle"],
                condition=Q(disputed=True),
                name="appointment_disputed",
            ),
        ]

    def __str__(self):
        return f"{self.official}: {self.post}"

    def clean(self):
        """Knows already what the database will copy from the post."""
        if self.post_id:
            self.single_seat = self.post.seats == 1

    @property
    def is_current(self):
        """Begun, as far as known, and not known to have ended."""
        today = timezone.localdate()
        begun = self.started is None or self.started.first <= today
        return begun and (self.ended is None or self.ended.first > today)
