"""What an institution went through, and what it agreed with us."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateField
from officials.days import Day, days_within_reach, planned_day
from officials.institutions.models.institutions import Institution
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.security.uploads import UploadField


@keeps_history
class InstitutionChange(Record):
    """A dated change of an institution: its name, its place in the tree, its end.

    Renamed: `former_name` was its name until then. Moved: it belonged to `other` until
    then, or to none. Merged: it became a part of `other`.
    """

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("Renamed")
        MOVED = "moved", _("Moved under another institution")
        MERGED = "merged", _("Merged into another institution")

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="changes",
        verbose_name=_("institution"),
    )
    kind = models.CharField(_("what changed"), max_length=10, choices=Kind)
    happened_on = PartialDateField(_("when"))
    former_name = models.CharField(_("name until then"), max_length=250, blank=True)
    former_native_name = models.CharField(
        _("name until then, in its own language"), max_length=250, blank=True
    )
    other = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changes_of_others",
        verbose_name=_("the other institution"),
        help_text=_("What it belonged to until then, or what it was merged into."),
    )
    source = models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Where we know it from.")
    )

    class Meta(Record.Meta):
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("change of an institution")
        verbose_name_plural = _("changes of institutions")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="institutionchange_of_institution", field="institution"),
            NoWiderThan(name="institutionchange_no_wider_than_other", field="other"),
            models.CheckConstraint(
                name="institutionchange_renamed_from_a_name",
                condition=~Q(kind="renamed") | ~Q(former_name=""),
                violation_error_message=_("Write the name that it had until then."),
            ),
            models.CheckConstraint(
                name="institutionchange_merged_into_another",
                condition=~Q(kind="merged") | Q(other__isnull=False),
                violation_error_message=_("Choose what it was merged into."),
            ),
            models.CheckConstraint(
                name="institutionchange_with_another",
                condition=~Q(other=F("institution")),
                violation_error_message=_("Choose another institution than this one."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.happened_on}"


class AgreementQuerySet(RecordQuerySet):
    def in_force(self, day):
        """Those signed by `day` and not over by then."""
        return self.filter(
            Q(signed_on=None) | Q(signed_on__lte=day),
            Q(until=None) | Q(until__gte=day),
        )

    def ending_within(self, day, days):
        """Those in force on `day` that end within so many days, the first on top."""
        last = day + datetime.timedelta(days=days)
        return self.in_force(day).filter(until__lte=last).order_by("until", "pk")


@keeps_history
class Agreement(Record):
    """What an institution and we have agreed; it survives a change of people."""

    class Kind(models.TextChoices):
        MEMORANDUM = "memorandum", _("Memorandum of understanding")
        COOPERATION = "cooperation", _("Cooperation agreement")
        WORKING_GROUP = "working_group", _("Working group")
        CONTACT_OFFICE = "contact_office", _("Contact office")
        LETTER = "letter", _("Exchange of letters")
        OTHER = "other", _("Other")

    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="agreements",
        verbose_name=_("institution"),
    )
    kind = models.CharField(
        _("kind"), max_length=15, choices=Kind, default=Kind.MEMORANDUM
    )
    title = models.CharField(_("what it is about"), max_length=250)
    signed_on = planned_day(_("signed on"), null=True, blank=True)
    until = Day(
        _("until"), null=True, blank=True, help_text=_("Empty: until it is ended.")
    )
    file = UploadField(_("file"), blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    note = models.TextField(_("remark"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-signed_on", "-pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("agreement", "signed_on", "until"),
            NoWiderThan(
                name="agreement_no_wider_than_institution", field="institution"
            ),
            models.CheckConstraint(
                name="agreement_ends_after_signing",
                condition=Q(signed_on=None)
                | Q(until=None)
                | Q(until__gte=F("signed_on")),
                violation_error_message=_("It cannot end before it was signed."),
            ),
        ]

    def __str__(self):
        return self.title
