"""Reforms: what is to change in an institution, from proposal to practice."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.outcomes import walls
from officials.dates import PartialDateField
from officials.institutions.models import Institution
from officials.names.fold import FoldedField
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.security.uploads import UploadField
from officials.themes.models import Theme

STAGES = (
    "proposal",
    "working_group",
    "draft",
    "adopted",
    "in_force",
    "practised",
    "reversed",
)


class ReformQuerySet(RecordQuerySet):
    """Reforms as lists and choices ask for them."""


@keeps_history
class Reform(Record):
    """A change of rules or practice that somebody works for, and how far it has come.

    `state` is where its latest step led; it moves through
    `engagements.outcomes.reforms.workflow`.
    """

    class State(models.TextChoices):
        PROPOSAL = "proposal", _("Proposal")
        WORKING_GROUP = "working_group", _("Working group")
        DRAFT = "draft", _("Draft text")
        ADOPTED = "adopted", pgettext_lazy("of a reform", "Adopted")
        IN_FORCE = "in_force", _("In force")
        PRACTISED = "practised", _("Practised")
        REVERSED = "reversed", _("Reversed")

    title = models.CharField(_("title"), max_length=250)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reforms",
        verbose_name=_("institution"),
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reforms",
        verbose_name=_("theme"),
    )
    what_it_changes = models.TextField(_("what it would change"))
    state = models.CharField(
        _("how far it has come"),
        max_length=15,
        choices=State,
        default=State.PROPOSAL,
        editable=False,
    )
    folded = FoldedField("title", "what_it_changes")

    objects = ReformQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("reform")
        verbose_name_plural = _("reforms")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="reform_no_wider_than_institution", field="institution"),
            *walls.AROUND_REFORMS,
        ]
        indexes = [
            models.Index(fields=["institution"], name="reform_of_place"),
            models.Index(fields=["theme"], name="reform_of_theme"),
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="reform_folded"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def hint(self):
        return str(self.get_state_display())


def forward():
    """The condition that a step leads on: forward, or reversed from adopted on."""
    onward = Q(from_state="")
    for number, state in enumerate(STAGES[:-2]):
        onward |= Q(from_state=state, to_state__in=STAGES[number + 1 : -1])
    return onward


@keeps_history
class ReformStep(Record):
    """A reform came from one state to another: when, in what words, in which text."""

    reform = models.ForeignKey(
        Reform, models.CASCADE, related_name="steps", verbose_name=_("reform")
    )
    from_state = models.CharField(
        _("from"), max_length=15, choices=Reform.State, blank=True, editable=False
    )
    to_state = models.CharField(_("to"), max_length=15, choices=Reform.State)
    happened_on = PartialDateField(_("when"))
    words = models.TextField(
        _("what happened"), blank=True, help_text=_("Needed when it went back.")
    )
    file = UploadField(_("text of that version"), blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )
    moved_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)

    class Meta(Record.Meta):
        ordering = ["moved_at", "pk"]
        verbose_name = _("step of a reform")
        verbose_name_plural = _("steps of a reform")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="reformstep_of_reform", field="reform"),
            models.CheckConstraint(
                name="reformstep_back_with_words",
                condition=forward() | ~Q(words=""),
                violation_error_message=_("It went back: say why."),
            ),
            models.CheckConstraint(
                name="reformstep_leads_on",
                condition=~Q(from_state=F("to_state")),
                violation_error_message=_("It stands there already."),
            ),
            models.CheckConstraint(
                name="reformstep_reverses_what_was_adopted",
                condition=~Q(to_state="reversed")
                | Q(from_state__in=("", "adopted", "in_force", "practised")),
                violation_error_message=_("Only what was adopted can be reversed."),
            ),
            models.CheckConstraint(
                name="reformstep_file_digest",
                condition=Q(file="", sha256="")
                | (~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$")),
            ),
            *walls.AROUND_STEPS,
        ]

    def __str__(self):
        return f"{self.get_to_state_display()} ({self.happened_on})"


@keeps_history
class ReformCopy(Record):
    """Somewhere else took the reform over: where, when, and how we know."""

    reform = models.ForeignKey(
        Reform, models.CASCADE, related_name="copies", verbose_name=_("reform")
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reform_copies",
        verbose_name=_("institution"),
    )
    place = models.CharField(
        _("place in words"),
        max_length=200,
        blank=True,
        help_text=_("Where the institution is not on record."),
    )
    copied_on = PartialDateField(_("when"))
    evidence = models.TextField(_("how we know"))

    class Meta(Record.Meta):
        ordering = ["copied_on", "pk"]
        verbose_name = _("copy of a reform")
        verbose_name_plural = _("copies of a reform")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="reformcopy_of_reform", field="reform"),
            NoWiderThan(name="reformcopy_no_wider", field="institution"),
            models.CheckConstraint(
                name="reformcopy_somewhere",
                condition=Q(institution__isnull=False) | ~Q(place=""),
                violation_error_message=_("Say where it was copied."),
            ),
        ]
        indexes = [models.Index(fields=["institution"], name="reformcopy_of_place")]

    def __str__(self):
        return str(self.institution or self.place)
