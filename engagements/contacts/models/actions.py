"""Outreach actions: what we do towards officials."""

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts import walls
from officials.costs import Spent, spent_is_no_less_than_nothing
from officials.institutions.models import Institution
from officials.institutions.models.institutions import in_reader_language
from officials.names.fold import FoldedField
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.security.uploads import UploadField
from officials.sets import OfSet
from translations.models import Document, Translation


class OutreachActionQuerySet(RecordQuerySet):
    def planned(self):
        return self.filter(state=OutreachAction.State.PLANNED)

    def overdue(self):
        return self.planned().filter(planned_on__lt=timezone.localdate())

    def contacts(self):
        """Real contacts: we met or spoke, or they answered or turned to us.

        A letter of ours that nobody answered is none: we only tried.
        """
        spoken = Q(kind__in=OutreachAction.SPOKEN)
        theirs = Q(responded=True) | Q(direction=OutreachAction.Direction.IN)
        return self.filter(spoken | theirs, state=OutreachAction.State.DONE)

    def with_official_names(self):
        """Adds `official_names`, separated by commas."""
        label = in_reader_language("official__name", "official__native_name")
        names = ActionOfficial.objects.values("action").annotate(
            names=StringAgg(label, ", ", order_by="official__sort_name")
        )
        return self.annotate(
            official_names=OfSet(names, "names", key="action", name="towards")
        )


@keeps_history
class OutreachAction(Spent, Record):
    """Something done towards officials or an institution: planned, done or cancelled.

    Planned and done are one record. `direction` says who turned to whom.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        CALL = "call", _("Call")
        LETTER = "letter", _("Letter")
        EMAIL = "email", _("E-mail")
        MESSENGER = "messenger", _("Messenger")
        INVITATION = "invitation", _("Invitation")
        DOCUMENT = "document", _("Document handed over")
        VISIT = "visit", _("Visit")
        CONGRATULATION = "congratulation", _("Congratulation")
        THANKS = "thanks", _("Thanks")

    class Direction(models.TextChoices):
        OUT = "out", _("We turned to them")
        IN = "in", _("They turned to us")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    SPOKEN = (Kind.MEETING, Kind.CALL, Kind.VISIT)

    kind = models.CharField(
        _("kind"), max_length=15, choices=Kind, default=Kind.MEETING
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.PLANNED,
        editable=False,
    )
    direction = models.CharField(
        _("who turned to whom"), max_length=3, choices=Direction, default=Direction.OUT
    )
    subject = models.CharField(_("what it is about"), max_length=200)
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="actions",
        verbose_name=_("who does it"),
    )
    officials = models.ManyToManyField(
        Official,
        through="ActionOfficial",
        related_name="actions",
        verbose_name=_("officials"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("institution"),
        help_text=_("The office towards which it goes, with or without a name."),
    )
    interpreter = models.CharField(_("interpreter"), max_length=150, blank=True)
    others_present = models.CharField(_("others present"), max_length=300, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("document handed over"),
    )
    translation = models.ForeignKey(
        Translation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("translation handed over"),
    )
    nevertheless = models.CharField(
        _("why nevertheless"),
        max_length=300,
        blank=True,
        help_text=_("Why it goes on in spite of a warning."),
    )
    result = models.TextField(_("what came of it"), blank=True)
    responded = models.BooleanField(_("they responded"), default=False)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("next step by"), null=True, blank=True)
    playbook_run = models.ForeignKey(
        "engagements.PlaybookRun",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="actions",
        verbose_name=_("playbook"),
    )
    folded = FoldedField("subject", "result", "next_step")

    objects = OutreachActionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [models.F("planned_on").desc(nulls_last=True), "-pk"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="action_no_wider_than_document", field="document"),
            NoWiderThan(name="action_no_wider_than_translation", field="translation"),
            NoWiderThan(name="action_no_wider_than_institution", field="institution"),
            NoWiderThan(name="action_no_wider_than_run", field="playbook_run"),
            spent_is_no_less_than_nothing("action"),
            models.CheckConstraint(
                name="action_done_has_day",
                condition=(Q(state="done") & Q(done_on__isnull=False))
                | (~Q(state="done") & Q(done_on=None)),
                violation_error_message=_("Say on which day it was done."),
            ),
            models.CheckConstraint(
                name="action_planned_has_day",
                condition=~Q(state="planned") | Q(planned_on__isnull=False),
                violation_error_message=_("Say for which day it is planned."),
            ),
            models.CheckConstraint(
                name="action_cancelled_has_reason",
                condition=~Q(state="cancelled") | ~Q(result=""),
                violation_error_message=_("Say why it was cancelled."),
            ),
            *walls.AROUND_ACTIONS,
        ]
        indexes = [
            models.Index(fields=["lead", "state", "planned_on"], name="action_of_lead"),
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="action_folded"
            ),
        ]

    def __str__(self):
        return self.subject

    def clean(self):
        """Nothing is done before its day, and only what is published is handed over.

        The database keeps the second as well: `app_hands_over_published`.
        """
        super().clean()
        if self.done_on and self.done_on > timezone.localdate():
            raise ValidationError({"done_on": _("That day is still to come.")})
        if self.hands_over_unpublished():
            raise ValidationError(
                {
                    "translation": _(
                        "This translation is not published: only what is published "
                        "is handed over."
                    )
                }
            )

    def hands_over_unpublished(self):
        """Whether it says of a translation that is no more than a draft: handed over.

        What was published then and withdrawn since stays as it was written.
        """
        if self.translation is None or self.state != self.State.DONE:
            return False
        if self.translation.state == Translation.State.PUBLISHED:
            return False
        before = OutreachAction.objects.filter(
            pk=self.pk, state=self.State.DONE, translation=self.translation
        )
        return not before.exists()

    @property
    def on(self):
        """The day it was done, or else is planned for."""
        return self.done_on or self.planned_on

    @property
    def is_overdue(self):
        """Planned for a day that has passed."""
        planned = self.state == self.State.PLANNED
        return planned and self.planned_on < timezone.localdate()


@keeps_history
class ActionOfficial(Record):
    """An official towards whom an action goes."""

    action = models.ForeignKey(
        OutreachAction, models.CASCADE, related_name="action_officials"
    )
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="action_officials"
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="actionofficial_of_action", field="action"),
            NoWiderThan(name="actionofficial_no_wider", field="official"),
            models.UniqueConstraint(
                fields=["action", "official"], name="actionofficial_once"
            ),
        ]
        indexes = [models.Index(fields=["official"], name="actionofficial_of_person")]

    def __str__(self):
        return str(self.official)


@keeps_history
class ActionAttachment(Record):
    """A file kept with an action, and the digest (SHA-256) that proves it unchanged."""

    action = models.ForeignKey(
        OutreachAction,
        models.CASCADE,
        related_name="attachments",
        verbose_name=_("action"),
    )
    file = UploadField(_("file"))
    file_name = models.CharField(_("name of the file"), max_length=200, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("added by"),
        editable=False,
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta(Record.Meta):
        ordering = ["added_at", "pk"]
        verbose_name = _("file of an action")
        verbose_name_plural = _("files of an action")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="actionattachment_of_action", field="action"),
            models.CheckConstraint(
                name="actionattachment_digest",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self):
        return self.file_name
