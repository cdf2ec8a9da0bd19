"""Ties between officials: who is known to be bound to whom."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from officials.dates import PartialDateField
from officials.people.models.people import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan

NOT_THEMSELVES = _("Nobody has a tie to themselves: choose the other person.")
ON_RECORD = _("This tie is on record already.")


class TieQuerySet(RecordQuerySet):
    def of(self, official):
        """The ties of `official`, whichever end they stand at."""
        return self.filter(Q(official=official) | Q(other=official))

    def same_as(self, tie):
        """Those that say what `tie` says; kinds without a direction also B to A."""
        there = Q(official=tie.official_id, other=tie.other_id)
        if tie.kind not in Tie.BACK:
            there |= Q(official=tie.other_id, other=tie.official_id)
        return self.filter(there, kind=tie.kind).exclude(pk=tie.pk)


@keeps_history
class Tie(Record):
    """A known link between two officials: public and professional by default.

    It reads from `official` to `other`: “Anna reports to Boris”.
    """

    class Kind(models.TextChoices):
        REPORTS_TO = "reports_to", _("reports to")
        APPOINTED_BY = "appointed_by", _("was appointed by")
        WORKED_WITH = "worked_with", _("worked with")
        STUDIED_WITH = "studied_with", _("studied with")
        MENTORED_BY = "mentored_by", _("was mentored by")
        INTRODUCED_BY = "introduced_by", _("was introduced to us by")
        WROTE_WITH = "wrote_with", _("wrote or published with")
        RIVAL_OF = "rival_of", _("is a rival of")
        OTHER = "other", pgettext_lazy("tie", "is otherwise tied to")

    # The same tie as the other official would say it; other kinds read alike both ways.
    BACK = {
        Kind.REPORTS_TO: _("is the superior of"),
        Kind.APPOINTED_BY: _("appointed"),
        Kind.MENTORED_BY: _("was the mentor of"),
        Kind.INTRODUCED_BY: _("introduced us to"),
    }

    class Strength(models.IntegerChoices):
        WEAK = 1, _("know of each other")
        KNOWN = 2, _("know each other")
        CLOSE = 3, _("close")

    official = models.ForeignKey(
        Official, models.CASCADE, related_name="ties", verbose_name=_("official")
    )
    other = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="ties_to_them",
        verbose_name=_("the other official"),
    )
    kind = models.CharField(
        _("kind"), max_length=15, choices=Kind, default=Kind.WORKED_WITH
    )
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True)
    strength = models.PositiveSmallIntegerField(
        _("how close"), choices=Strength, default=Strength.KNOWN
    )
    source = models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Where we know it from.")
    )

    objects = TieQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-strength", "pk"]
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="tie_no_wider_than_official", field="official"),
            NoWiderThan(name="tie_no_wider_than_other", field="other"),
            models.CheckConstraint(
                name="tie_between_two",
                condition=~Q(official=F("other")),
                violation_error_message=NOT_THEMSELVES,
            ),
            models.UniqueConstraint(
                fields=["official", "other", "kind", "circle"],
                name="tie_once",
                violation_error_message=ON_RECORD,
            ),
            models.CheckConstraint(
                name="tie_ends_after_start",
                condition=Q(since=None)
                | Q(until=None)
                | Q(until__endswith__gt=F("since__startswith")),
                violation_error_message=_("It cannot end before it began."),
            ),
            models.CheckConstraint(
                name="tie_strength_range",
                condition=Q(strength__range=(1, 3)),
                violation_error_message=_("A tie is weak, known or close: 1 to 3."),
            ),
        ]
        indexes = [models.Index(fields=["other"], name="tie_to_other")]

    def __str__(self):
        return f"{self.official} {self.get_kind_display()} {self.other}"

    def across(self, official):
        """The person at the other end, seen from `official`."""
        return self.official if self.other_id == official.pk else self.other

    def words(self, official):
        """The tie as read from `official`: “reports to”, “is the superior of”."""
        if self.other_id == official.pk and self.kind in self.BACK:
            return str(self.BACK[self.kind])
        return self.get_kind_display()

    @property
    def is_over(self):
        """Whether it is known to have ended."""
        return self.until is not None and self.until.last < timezone.localdate()
