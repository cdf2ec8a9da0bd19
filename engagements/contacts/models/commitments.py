"""Commitments: what was spoken about in an action, and what was promised by whom."""

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.contacts.models.actions import ActionOfficial, OutreachAction
from officials.days import days_within_reach, past_day, planned_day
from officials.institutions.models.institutions import in_reader_language
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.themes.models import Theme


class CommitmentQuerySet(RecordQuerySet):
    def with_text(self):
        """Those in which something was promised."""
        return self.exclude(text="")

    def open(self):
        """Those that are neither kept nor broken nor withdrawn."""
        return self.with_text().filter(state=Commitment.State.OPEN)

    def due_by(self, day):
        """The open ones that are due on `day` or before."""
        return self.open().filter(due_on__lte=day)

    def of_official(self, official):
        """Theirs, and ours in actions towards them."""
        among = Q(action__action_officials__official=official)
        named = Q(official=official) | Q(official=None)
        return self.filter(among & named).distinct()

    def with_names(self):
        """Adds `names`: of who is meant, or else of all in the action, with commas."""
        label = in_reader_language("official__name", "official__native_name")
        everybody = (
            ActionOfficial.objects.filter(action=OuterRef("action"))
            .values("action")
            .annotate(names=StringAgg(label, ", ", order_by="official__sort_name"))
        )
        return self.annotate(
            names=Coalesce(
                NullIf(label, Value("")),
                Subquery(everybody.values("names")),
                output_field=models.TextField(),
            )
        )

    def soonest_first(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "made_on", "pk")


@keeps_history
class Commitment(Record):
    """A promise made in an action, theirs or ours, with the day by which it is due.

    With it stands what was spoken about: the topic, their position, our ask. Where
    nothing was promised these stand alone, and there is nothing to settle.
    """

    class Whose(models.TextChoices):
        THEM = "them", pgettext_lazy("commitment", "theirs")
        US = "us", pgettext_lazy("commitment", "ours")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("commitment", "open")
        KEPT = "kept", pgettext_lazy("commitment", "kept")
        BROKEN = "broken", pgettext_lazy("commitment", "broken")
        WITHDRAWN = "withdrawn", pgettext_lazy("commitment", "withdrawn")

    action = models.ForeignKey(
        OutreachAction,
        models.CASCADE,
        related_name="commitments",
        verbose_name=_("action"),
    )
    topic = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
    )
    position = models.TextField(_("what they said"), blank=True)
    ask = models.TextField(_("what we asked"), blank=True)
    text = models.CharField(_("what was promised"), max_length=300, blank=True)
    whose = models.CharField(
        _("whose commitment"), max_length=4, choices=Whose, blank=True
    )
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("which of them"),
    )
    made_on = past_day(_("made on"), default=timezone.localdate)
    due_on = planned_day(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.OPEN,
        editable=False,
    )
    settled_on = past_day(_("settled on"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("settled by"),
    )
    settled_how = models.CharField(
        _("how it was settled"), max_length=300, blank=True, editable=False
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["action", "made_on", "pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("commitment", "made_on", "due_on", "settled_on"),
            FollowsParent(name="commitment_of_action", field="action"),
            NoWiderThan(name="commitment_no_wider_than_person", field="official"),
            models.CheckConstraint(
                name="commitment_says_something",
                condition=~Q(position="", ask="", text=""),
                violation_error_message=_(
                    "Say what they said, what we asked or what was promised."
                ),
            ),
            models.CheckConstraint(
                name="commitment_is_of_somebody",
                condition=Q(text="", whose="") | (~Q(text="") & ~Q(whose="")),
                violation_error_message=_(
                    "A commitment is theirs or ours: say what was promised, and whose "
                    "it is."
                ),
            ),
            models.CheckConstraint(
                name="commitment_due_after_made",
                condition=Q(due_on=None) | Q(due_on__gte=F("made_on")),
                violation_error_message=_(
                    "A commitment is not due before it was made."
                ),
            ),
            models.CheckConstraint(
                name="commitment_settled_by_somebody",
                condition=Q(
                    state="open", settled_on=None, settled_by=None, settled_how=""
                )
                | (
                    ~Q(state="open")
                    & ~Q(text="")
                    & Q(settled_on__isnull=False, settled_by__isnull=False)
                ),
                violation_error_message=_(
                    "Only what was promised is settled, on a day and by somebody."
                ),
            ),
            models.CheckConstraint(
                name="commitment_settled_after_made",
                condition=Q(settled_on=None) | Q(settled_on__gte=F("made_on")),
                violation_error_message=_(
                    "A commitment is not settled before it was made."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state="open") & ~Q(text=""),
                name="commitment_open",
            )
        ]

    def __str__(self):
        return self.text or self.ask or self.position[:100]

    @property
    def is_overdue(self):
        """A commitment still open after the day on which it was due."""
        is_open = self.state == self.State.OPEN and self.text
        return bool(is_open and self.due_on and self.due_on < timezone.localdate())
