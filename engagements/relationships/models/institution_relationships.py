"""Our relationship with an institution as such, whoever works there."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models.actions import OutreachAction
from engagements.relationships import walls
from engagements.relationships.models.relationships import Relationship
from officials.days import days_after, days_within_reach, past_day
from officials.institutions.models import Institution
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan


class InstitutionRelationshipQuerySet(RecordQuerySet):
    def with_contact(self, user):
        """Adds `last_contact_on` and `due_on`, by the actions that `user` sees.

        Due is the last contact with the institution, or else the day the relationship
        began, plus the rhythm in days.
        """
        contacts = (
            OutreachAction.objects.visible_to(user)
            .filter(
                institution=OuterRef("institution"), state=OutreachAction.State.DONE
            )
            .order_by("-done_on")
        )
        return self.annotate(
            last_contact_on=Subquery(contacts.values("done_on")[:1])
        ).annotate(
            due_on=days_after(Coalesce("last_contact_on", "began_on"), F("rhythm_days"))
        )

    def at_work(self):
        """Those that are neither paused nor closed."""
        stages = Relationship.Stage
        return self.exclude(stage__in=(stages.PAUSED, stages.CLOSED))

    def going_quiet(self, user):
        """Those whose next contact is due or overdue, the most overdue first."""
        due = self.at_work().with_contact(user)
        return due.filter(due_on__lte=timezone.localdate()).order_by("due_on")


@keeps_history
class InstitutionRelationship(Record):
    """Our tie to an institution: who leads it, how often, and where it stands.

    It outlives the people there: no official is named.
    """

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="relationships",
        verbose_name=_("institution"),
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="institution_relationships",
        verbose_name=_("lead"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
        help_text=_("Who steps in when the lead is away."),
    )
    rhythm_days = models.PositiveSmallIntegerField(
        _("rhythm"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Days between contacts."),
    )
    began_on = past_day(_("since"), default=timezone.localdate)
    stage = models.CharField(
        _("stage"),
        max_length=15,
        choices=Relationship.Stage,
        default=Relationship.Stage.MONITORED,
        editable=False,
    )
    remarks = models.TextField(_("remarks"), blank=True)

    objects = InstitutionRelationshipQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["institution", "pk"]
        verbose_name = _("relationship with an institution")
        verbose_name_plural = _("relationships with institutions")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("institutionrelationship", "began_on"),
            NoWiderThan(
                name="institutionrelationship_no_wider_than_it", field="institution"
            ),
            models.UniqueConstraint(
                fields=["institution", "circle"],
                name="institutionrelationship_once",
                violation_error_message=_("This institution has a lead already."),
            ),
            models.CheckConstraint(
                name="institutionrelationship_rhythm_is_days",
                condition=Q(rhythm_days__range=(1, 1000)),
                violation_error_message=_("A rhythm is 1 to 1000 days."),
            ),
            models.CheckConstraint(
                name="institutionrelationship_deputy_is_another",
                condition=Q(deputy=None) | ~Q(deputy=F("lead")),
                violation_error_message=_(
                    "The deputy is somebody other than the lead."
                ),
            ),
            *walls.AROUND_INSTITUTIONS,
        ]

    def __str__(self):
        return f"{self.institution}: {self.lead}"


@keeps_history
class InstitutionStageMove(Record):
    """One move of the relationship with an institution: who, when and why."""

    relationship = models.ForeignKey(
        InstitutionRelationship,
        models.CASCADE,
        related_name="stage_moves",
        verbose_name=_("relationship with an institution"),
    )
    from_stage = models.CharField(_("from"), max_length=15, choices=Relationship.Stage)
    to_stage = models.CharField(_("to"), max_length=15, choices=Relationship.Stage)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    takes_back = models.BooleanField(_("takes the last one back"), default=False)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    moved_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta(Record.Meta):
        ordering = ["-moved_at", "-pk"]
        verbose_name = _("move of a relationship with an institution")
        verbose_name_plural = _("moves of relationships with institutions")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(
                name="institutionstagemove_of_relationship", field="relationship"
            ),
            models.CheckConstraint(
                name="institutionstagemove_goes_somewhere",
                condition=~Q(from_stage=F("to_stage")),
                violation_error_message=_("It is at that stage already."),
            ),
            *walls.AROUND_MOVES_OF_INSTITUTIONS,
        ]

    def __str__(self):
        return f"{self.get_from_stage_display()} → {self.get_to_stage_display()}"
