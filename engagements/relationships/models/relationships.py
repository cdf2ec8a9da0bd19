"""Relationships: who keeps in touch with whom, and how often."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.contacts.models.actions import OutreachAction
from engagements.monitoring.models.notes import Mention
from engagements.relationships import walls
from engagements.relationships.rules import unmoved
from officials.days import days_after, days_within_reach, past_day
from officials.people.models import Official
from officials.people.models.people import of_the_living
from officials.safeguards.models import ReviewRequest
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan


class RelationshipQuerySet(RecordQuerySet):
    def in_dialogue(self):
        """Those with whom we are in dialogue, or further."""
        stages = Relationship.Stage
        return self.filter(
            stage__in=(stages.DIALOGUE, stages.COLLABORATING, stages.ALLY)
        )

    def with_contact(self, user):
        """Adds `last_contact_on`, `due_on` and `quiet_on`, by the actions `user` sees.

        Only real contacts count (`OutreachActionQuerySet.contacts`); `last_tried_on`
        is the day of the last thing we did at all. Due is the last contact, or else
        the day the relationship began, plus the rhythm in days; it has gone quiet
        after the longest time instead (the rhythm where none was agreed). With who
        died nothing is due.
        """
        done_actions = (
            OutreachAction.objects.visible_to(user)
            .filter(
                action_officials__official=OuterRef("official"),
                state=OutreachAction.State.DONE,
            )
            .order_by("-done_on")
        )
        return self.annotate(
            last_contact_on=Greatest(
                Subquery(done_actions.contacts().values("done_on")[:1]),
                "contact_before_on",
            ),
            last_tried_on=Subquery(done_actions.values("done_on")[:1]),
        ).annotate(
            due_on=of_the_living(
                days_after(Coalesce("last_contact_on", "began_on"), F("rhythm_days"))
            ),
            quiet_on=of_the_living(
                days_after(
                    Coalesce("last_contact_on", "began_on"),
                    Coalesce("longest_days", "rhythm_days"),
                )
            ),
        )

    def going_quiet(self, user):
        """Those whose next contact is due or overdue, the most overdue first."""
        return (
            self.with_contact(user)
            .filter(due_on__lte=timezone.localdate())
            .order_by("due_on")
        )


@keeps_history(in_bulk=True)
class Relationship(Record):
    """Our tie to one official: who leads it and how many days between contacts.

    Its stage moves by the rules of the method, and each move is kept.
    """

    class Stage(models.TextChoices):
        MONITORED = "monitored", _("monitored")
        IDENTIFIED = "identified", _("identified")
        APPROACHED = "approached", _("approached")
        DIALOGUE = "in_dialogue", _("in dialogue")
        COLLABORATING = "collaborating", _("collaborating")
        ALLY = "ally", _("ally")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", pgettext_lazy("stage", "closed")

    class Warmth(models.IntegerChoices):
        NONE = 0, _("0 – none")
        AWARE = 1, _("1 – they know of us")
        RESPONDED = 2, _("2 – they responded")
        MET = 3, _("3 – we met")
        COLLABORATED = 4, _("4 – we did something together")
        INITIATES = 5, _("5 – they come to us")
        CHAMPIONS = 6, _("6 – they speak for the cause")

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="relationships",
        verbose_name=_("official"),
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="relationships",
        verbose_name=_("lead"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputy_relationships",
        verbose_name=_("deputy"),
        help_text=_("Who steps in when the lead is away."),
    )
    rhythm_days = models.PositiveSmallIntegerField(
        _("rhythm"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Days between contacts."),
    )
    longest_days = models.PositiveSmallIntegerField(
        _("never longer than"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(2000)],
        help_text=_("Days; after them it counts as gone quiet."),
    )
    most_a_quarter = models.PositiveSmallIntegerField(
        _("most contacts in a quarter"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("More than that is a burden to them; empty: six."),
    )
    warmth = models.PositiveSmallIntegerField(
        _("warmth"), choices=Warmth, default=Warmth.NONE, editable=False
    )
    began_on = past_day(_("since"), default=timezone.localdate)
    stage = models.CharField(
        _("stage"),
        max_length=15,
        choices=Stage,
        default=Stage.MONITORED,
        editable=False,
    )
    contact_before_on = past_day(
        _("last contact before we began here"),
        null=True,
        blank=True,
        help_text=_("Of a relationship that is older than this register."),
    )
    remarks = models.TextField(_("remarks"), blank=True)

    objects = RelationshipQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["official__sort_name", "pk"]
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("relationship", "began_on", "contact_before_on"),
            NoWiderThan(name="relationship_no_wider_than_official", field="official"),
            models.UniqueConstraint(
                fields=["official", "circle"],
                name="relationship_once",
                violation_error_message=_("This official has a lead already."),
            ),
            models.CheckConstraint(
                name="relationship_rhythm_is_days",
                condition=Q(rhythm_days__range=(1, 1000)),
                violation_error_message=_("A rhythm is 1 to 1000 days."),
            ),
            models.CheckConstraint(
                name="relationship_longest_after_rhythm",
                condition=Q(longest_days=None) | Q(longest_days__gte=F("rhythm_days")),
                violation_error_message=_(
                    "The longest time is not shorter than the rhythm."
                ),
            ),
            models.CheckConstraint(
                name="relationship_deputy_is_another",
                condition=Q(deputy=None) | ~Q(deputy=F("lead")),
                violation_error_message=_(
                    "The deputy is somebody other than the lead."
                ),
            ),
            models.CheckConstraint(
                name="relationship_warmth_in_range",
                condition=Q(warmth__range=(0, 6)),
            ),
            *walls.AROUND_RELATIONSHIPS,
        ]

    def __str__(self):
        return f"{self.official}: {self.lead}"

    def clean(self):
        """A stage moves by a step (`stages.move_stage`) and is not written over."""
        super().clean()
        stage_on_record = None
        if not self._state.adding:
            row_on_record = Relationship.objects.filter(pk=self.pk)
            stage_on_record = row_on_record.values_list("stage", flat=True).first()
        moved = stage_on_record and self.stage != stage_on_record
        if moved and (why := unmoved(self.pk, self.stage, before=stage_on_record)):
            raise ValidationError({"stage": why})


@keeps_history(in_bulk=True)
class StageMove(Record):
    """One move of a relationship from stage to stage: who, when and why.

    A stage that an import brought says “already so when we began” as its reason.
    """

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        related_name="stage_moves",
        verbose_name=_("relationship"),
    )
    from_stage = models.CharField(
        _("from"), max_length=15, choices=Relationship.Stage, blank=True
    )
    to_stage = models.CharField(_("to"), max_length=15, choices=Relationship.Stage)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    was_so_before = models.BooleanField(_("already so when we began"), default=False)
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="undone_by",
        verbose_name=_("takes back"),
    )
    review = models.ForeignKey(
        ReviewRequest,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="stage_moves",
        verbose_name=_("signature"),
    )
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    moved_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta(Record.Meta):
        ordering = ["-moved_at", "-pk"]
        verbose_name = _("move between stages")
        verbose_name_plural = _("moves between stages")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="stagemove_of_relationship", field="relationship"),
            NoWiderThan(name="stagemove_no_wider_than_undone", field="undoes"),
            NoWiderThan(name="stagemove_no_wider_than_review", field="review"),
            models.CheckConstraint(
                name="stagemove_goes_somewhere",
                condition=~Q(from_stage=F("to_stage")),
                violation_error_message=_("It is at that stage already."),
            ),
            models.CheckConstraint(
                name="stagemove_rests_with_reason",
                condition=~Q(to_stage__in=("paused", "closed"))
                | ~Q(reason="")
                | Q(was_so_before=True),
                violation_error_message=_("Say why."),
            ),
            *walls.AROUND_MOVES,
        ]

    def __str__(self):
        return f"{self.get_from_stage_display()} → {self.get_to_stage_display()}"


@keeps_history
class WarmthChange(Record):
    """A step on the ladder of warmth, and the contact that showed it."""

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        related_name="warmth_changes",
        verbose_name=_("relationship"),
    )
    from_warmth = models.PositiveSmallIntegerField(
        _("from"), choices=Relationship.Warmth
    )
    to_warmth = models.PositiveSmallIntegerField(_("to"), choices=Relationship.Warmth)
    action = models.ForeignKey(
        OutreachAction,
        models.PROTECT,
        related_name="warmth_changes",
        verbose_name=_("the contact that showed it"),
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("by"),
    )
    changed_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta(Record.Meta):
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("change of warmth")
        verbose_name_plural = _("changes of warmth")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="warmthchange_of_relationship", field="relationship"),
            NoWiderThan(name="warmthchange_no_wider_than_action", field="action"),
            models.CheckConstraint(
                name="warmthchange_goes_somewhere",
                condition=~Q(from_warmth=F("to_warmth")),
                violation_error_message=_("It is as warm as that already."),
            ),
        ]

    def __str__(self):
        return self.get_to_warmth_display()


@keeps_history
class HostileNoteAnswer(Record):
    """What the lead decided when a hostile, well graded note came in.

    Nothing is cancelled by itself: hold pauses, keep goes on, withdraw closes. In the
    circle of whichever of the two is the narrower.
    """

    class Answer(models.TextChoices):
        HOLD = "hold", _("Hold: pause what is open")
        KEEP = "keep", _("Keep: go on as planned")
        WITHDRAW = "withdraw", _("Withdraw: take back what is open")

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        related_name="hostile_answers",
        verbose_name=_("relationship"),
    )
    mention = models.ForeignKey(
        Mention,
        models.CASCADE,
        related_name="hostile_answers",
        verbose_name=_("mention"),
    )
    answer = models.CharField(_("what we do"), max_length=10, choices=Answer)
    reason = models.CharField(_("why"), max_length=300)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("by"),
    )
    answered_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta(Record.Meta):
        ordering = ["-answered_at", "-pk"]
        verbose_name = _("answer to a hostile note")
        verbose_name_plural = _("answers to hostile notes")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="hostilenoteanswer_no_wider", field="relationship"),
            NoWiderThan(name="hostilenoteanswer_no_wider_than_note", field="mention"),
            models.UniqueConstraint(
                fields=["relationship", "mention"],
                name="hostilenoteanswer_once",
                violation_error_message=_("This note is answered already."),
            ),
        ]

    def __str__(self):
        return self.get_answer_display()
