"""Playbooks: the usual steps of a usual case, and the cases that follow them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models.actions import OutreachAction
from officials.days import days_within_reach, planned_day
from officials.institutions.models import Institution
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan


def in_words_of_reader(record, name):
    """The field `name` of a playbook or step, in Russian for who reads Russian."""
    russian = getattr(record, f"{name}_ru") if get_language() == "ru" else ""
    return russian or getattr(record, name)


class PlaybookQuerySet(models.QuerySet):
    def offered(self):
        """Those that can be begun: all that are still in use."""
        return self.filter(retired=False)


class Playbook(models.Model):
    """A template of dated steps for a usual case: a new minister, a cold start.

    A reference list like themes: everybody reads it, managers change it. What was
    begun from it is a plan of its own, which no change here touches.
    """

    name = models.CharField(_("name of the playbook"), max_length=100, unique=True)
    name_ru = models.CharField(_("name in Russian"), max_length=100, blank=True)
    what_for = models.CharField(_("what for"), max_length=300, blank=True)
    what_for_ru = models.CharField(
        _("what for, in Russian"), max_length=300, blank=True
    )
    anchor = models.CharField(
        _("the day it counts from"),
        max_length=100,
        help_text=_("As “the day of the appointment”."),
    )
    anchor_ru = models.CharField(
        _("the day it counts from, in Russian"), max_length=100, blank=True
    )
    retired = models.BooleanField(_("no longer used"), default=False)

    objects = PlaybookQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("playbook")
        verbose_name_plural = _("playbooks")

    def __str__(self):
        return in_words_of_reader(self, "name")

    @property
    def purpose(self):
        return in_words_of_reader(self, "what_for")

    @property
    def counts_from(self):
        return in_words_of_reader(self, "anchor")


class PlaybookStep(models.Model):
    """One step of a playbook: so many days after its day, or before it."""

    playbook = models.ForeignKey(
        Playbook, models.CASCADE, related_name="steps", verbose_name=_("playbook")
    )
    days = models.SmallIntegerField(
        _("days after"),
        help_text=_("Less than nothing: before that day."),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=OutreachAction.Kind)
    subject = models.CharField(_("what it is about"), max_length=200)
    subject_ru = models.CharField(
        _("what it is about, in Russian"), max_length=200, blank=True
    )
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    hint_ru = models.CharField(_("hint in Russian"), max_length=300, blank=True)

    class Meta:
        ordering = ["playbook", "days", "pk"]
        verbose_name = _("step of a playbook")
        verbose_name_plural = _("steps of a playbook")
        constraints = [
            models.CheckConstraint(
                name="playbookstep_within_two_years",
                condition=Q(days__range=(-730, 730)),
                violation_error_message=_(
                    "A step is at most two years before or after the day."
                ),
            )
        ]

    def __str__(self):
        return in_words_of_reader(self, "subject")

    @property
    def advice(self):
        return in_words_of_reader(self, "hint")


class PlaybookRunQuerySet(RecordQuerySet):
    def running(self):
        """Those that nobody stopped."""
        return self.filter(stopped_at=None)


@keeps_history
class PlaybookRun(Record):
    """A playbook begun with one official or institution: its steps are actions."""

    playbook = models.ForeignKey(
        Playbook, models.PROTECT, related_name="runs", verbose_name=_("playbook")
    )
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="playbook_runs",
        verbose_name=_("official"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="playbook_runs",
        verbose_name=_("institution"),
    )
    anchor_on = planned_day(_("the day it counts from"))
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="playbook_runs",
        verbose_name=_("who does it"),
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("begun by"),
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("stopped by"),
    )
    stopped_at = models.DateTimeField(_("stopped"), null=True, editable=False)
    why_stopped = models.CharField(
        _("why it was stopped"), max_length=300, blank=True, editable=False
    )

    objects = PlaybookRunQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-begun_at", "-pk"]
        verbose_name = _("playbook at work")
        verbose_name_plural = _("playbooks at work")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("playbookrun", "anchor_on"),
            NoWiderThan(name="playbookrun_no_wider_than_person", field="official"),
            NoWiderThan(name="playbookrun_no_wider_than_office", field="institution"),
            models.CheckConstraint(
                name="playbookrun_is_with_somebody",
                condition=Q(official__isnull=False) | Q(institution__isnull=False),
                violation_error_message=_("Name an official or an institution."),
            ),
            models.CheckConstraint(
                name="playbookrun_stopped_by_somebody",
                condition=Q(stopped_at=None, stopped_by=None, why_stopped="")
                | (
                    Q(stopped_at__isnull=False, stopped_by__isnull=False)
                    & ~Q(why_stopped="")
                ),
                violation_error_message=_("Say why it is stopped."),
            ),
        ]
        indexes = [models.Index(fields=["official"], name="playbookrun_of_person")]

    def __str__(self):
        return f"{self.playbook}: {self.official or self.institution}"
