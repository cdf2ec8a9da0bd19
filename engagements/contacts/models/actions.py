"""Outreach actions: what we do towards officials."""

import datetime

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.contacts import walls
from officials.clearance.models import WithGround, grounds_are_told
from officials.costs import Spent, spent_is_no_less_than_nothing
from officials.days import days_within_reach, past_day, planned_day
from officials.institutions.models import Institution
from officials.institutions.models.institutions import in_reader_language
from officials.names.fold import FoldedField
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.sets import OfSet
from translations.jobs.models import Edition

ANSWERED_WITHIN = datetime.timedelta(days=60)
WRITTEN_WITHIN = datetime.timedelta(days=7)


class OutreachActionQuerySet(RecordQuerySet):
    def planned(self):
        return self.filter(state=OutreachAction.State.PLANNED)

    def waiting(self):
        """Those that may not go out yet."""
        return self.filter(state=OutreachAction.State.WAITING)

    def to_come(self):
        """Those that are planned, and those that wait until they may be."""
        states = OutreachAction.State
        return self.filter(state__in=(states.PLANNED, states.WAITING))

    def answerable(self):
        """Those in which they turned to us, lately enough to be answered."""
        since = timezone.localdate() - ANSWERED_WITHIN
        return self.filter(
            state=OutreachAction.State.DONE,
            direction=OutreachAction.Direction.IN,
            done_on__gte=since,
        )

    def overdue(self):
        """Planned for a day that has passed, with somebody who lives."""
        late = self.planned().filter(planned_on__lt=timezone.localdate())
        return late.not_with_the_dead_alone()

    def not_with_the_dead_alone(self):
        """Without those of which everybody whom they name has died."""
        named = ActionOfficial.objects.filter(action=OuterRef("pk"))
        living = named.filter(official__died=None)
        return self.filter(~Exists(named) | Exists(living))

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


@keeps_history(in_bulk=True)
class OutreachAction(WithGround, Spent, Record):
    """Something done towards officials or an institution: planned, done or cancelled.

    Planned and done are one record. `direction` says who turned to whom. What may not
    go out yet waits: it keeps its day, and nobody is reminded of it.
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
        CONDOLENCE = "condolence", _("Condolence")

    class Direction(models.TextChoices):
        OUT = "out", _("We turned to them")
        IN = "in", _("They turned to us")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        WAITING = "waiting", pgettext_lazy("action", "Waiting")
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
    planned_on = planned_day(_("planned for"), null=True, blank=True)
    done_on = past_day(_("done on"), null=True, blank=True)
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
    others_are_strangers = models.BooleanField(
        _("the others present are nobody else on record"), default=False, editable=False
    )
    editions = models.ManyToManyField(
        Edition,
        through="ActionEdition",
        related_name="actions",
        blank=True,
        verbose_name=_("handed over"),
        help_text=_("Texts that we give them: published ones of ours, or of others."),
    )
    nevertheless = models.CharField(
        _("why nevertheless"),
        max_length=300,
        blank=True,
        help_text=_("Why it goes on in spite of a warning."),
    )
    result = models.TextField(_("what came of it"), blank=True)
    responded = models.BooleanField(_("they responded"), default=False)
    answers = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name=_("answers"),
        help_text=_("When and how they turned to us."),
    )
    went_already = models.CharField(
        _("how it came that it went already"),
        max_length=300,
        blank=True,
        default="",
        editable=False,
    )
    seen_too_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("seen too by"),
        editable=False,
    )
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = planned_day(_("next step by"), null=True, blank=True)
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
            *days_within_reach(
                "outreachaction", "planned_on", "done_on", "next_step_on"
            ),
            NoWiderThan(name="action_no_wider_than_institution", field="institution"),
            NoWiderThan(name="action_no_wider_than_run", field="playbook_run"),
            NoWiderThan(name="action_no_wider_than_answered", field="answers"),
            spent_is_no_less_than_nothing("action"),
            *grounds_are_told("action"),
            models.CheckConstraint(
                name="action_ground_invites_nobody",
                condition=Q(ground="") | ~Q(kind="invitation"),
                violation_error_message=_(
                    "What always goes out invites nobody: choose another kind, or let "
                    "it wait for “Before we approach”."
                ),
            ),
            models.CheckConstraint(
                name="action_went_already_is_done",
                condition=Q(went_already="") | Q(state="done", direction="out"),
            ),
            models.CheckConstraint(
                name="action_seen_too_by_another",
                condition=Q(seen_too_by=None) | ~Q(seen_too_by=models.F("lead")),
                violation_error_message=_(
                    "Somebody else has to have seen it than who recorded it."
                ),
            ),
            models.CheckConstraint(
                name="action_done_has_day",
                condition=(Q(state="done") & Q(done_on__isnull=False))
                | (~Q(state="done") & Q(done_on=None)),
                violation_error_message=_("Say on which day it was done."),
            ),
            models.CheckConstraint(
                name="action_planned_has_day",
                condition=~Q(state__in=["planned", "waiting"])
                | Q(planned_on__isnull=False),
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

    @property
    def on(self):
        """The day it was done, or else is planned for."""
        return self.done_on or self.planned_on

    @property
    def is_late(self):
        """Whether it was written down more than a week after it happened."""
        milliseconds = self.pk.int >> 80  # UUID version 7 (RFC 9562)
        written = datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC)
        return self.done_on and written.date() > self.done_on + WRITTEN_WITHIN

    @property
    def is_overdue(self):
        """Planned for a day that has passed."""
        planned = self.state == self.State.PLANNED
        return planned and self.planned_on < timezone.localdate()


@keeps_history(in_bulk=True)
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
            *walls.AROUND_PEOPLE_OF_ACTIONS,
        ]
        indexes = [models.Index(fields=["official"], name="actionofficial_of_person")]

    def __str__(self):
        return str(self.official)
