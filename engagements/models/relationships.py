"""Relationships: who keeps in touch with whom, and how often."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.models.actions import OutreachAction
from officials.models import Official
from officials.records import Record, RecordQuerySet, keeps_history
from officials.row_security import NoWiderThan


class RelationshipQuerySet(RecordQuerySet):
    def with_contact(self, user):
        """Adds `last_contact_on` and `due_on`, counting the actions `user` may see.

        Due is the last contact, or else the day the relationship began, plus the
        rhythm in days.
        """
        contacts = (
            OutreachAction.objects.visible_to(user)
            .filter(
                action_officials__official=OuterRef("official"),
                state=OutreachAction.State.DONE,
            )
            .order_by("-done_on")
        )
        return self.annotate(
            last_contact_on=Subquery(contacts.values("done_on")[:1])
        ).annotate(
            due_on=ExpressionWrapper(
                Coalesce("last_contact_on", "began_on") + F("rhythm_days"),
                output_field=DateField(),
            )
        )

    def going_quiet(self, user):
        """Those whose next contact is due or overdue, the most overdue first."""
        return (
            self.with_contact(user)
            .filter(due_on__lte=timezone.localdate())
            .order_by("due_on")
        )


@keeps_history
class Relationship(Record):
    """Our tie to one official: who leads it and how many days between contacts."""

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
    rhythm_days = models.PositiveSmallIntegerField(
        _("rhythm"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Days between contacts."),
    )
    began_on = models.DateField(_("since"), default=timezone.localdate)

    objects = RelationshipQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["official__sort_name", "pk"]
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints = [
            *Record.Meta.constraints,
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
        ]

    def __str__(self):
        return f"{self.official}: {self.lead}"
