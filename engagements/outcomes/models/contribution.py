"""What stands behind an outcome, link by link."""

import functools
import operator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.approach.models.approaches import Approach
from engagements.contacts.models.actions import OutreachAction
from engagements.monitoring.models.notes import Note
from engagements.outcomes import walls
from engagements.outcomes.models.outcomes import Outcome
from engagements.support.models.support import SupportRequest
from exchanges.models import Exchange
from officials.security.records import Record, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from translations.jobs.models import Translation

TARGETS = ("note", "approach", "request", "action", "translation", "exchange")


def exactly_one():
    """The condition that a link names one of `TARGETS` and no other."""
    each = (
        Q(**{f"{name}__isnull": name != one for name in TARGETS}) for one in TARGETS
    )
    return functools.reduce(operator.or_, each)


def behind(model):
    """A key to one thing that may stand behind an outcome."""
    return models.ForeignKey(
        model,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcome_links",
        verbose_name=model._meta.verbose_name,
    )


@keeps_history
class OutcomeLink(Record):
    """One thing we did or saw contributed to an outcome, and how."""

    outcome = models.ForeignKey(
        Outcome, models.CASCADE, related_name="links", verbose_name=_("outcome")
    )
    note = behind(Note)
    approach = behind(Approach)
    request = behind(SupportRequest)
    action = behind(OutreachAction)
    translation = behind(Translation)
    exchange = behind(Exchange)
    how = models.CharField(_("how it contributed"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("link of an outcome")
        verbose_name_plural = _("links of an outcome")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="outcomelink_of_outcome", field="outcome"),
            *[
                NoWiderThan(name=f"outcomelink_no_wider_than_{name}", field=name)
                for name in TARGETS
            ],
            models.CheckConstraint(
                name="outcomelink_to_one",
                condition=exactly_one(),
                violation_error_message=_("Choose one thing that stands behind it."),
            ),
            *[
                models.UniqueConstraint(
                    fields=["outcome", name],
                    name=f"outcomelink_{name}_once",
                    violation_error_message=_("It is linked with the outcome already."),
                )
                for name in TARGETS
            ],
            *walls.AROUND_LINKS,
        ]
        indexes = [
            models.Index(fields=[name], name=f"outcomelink_of_{name}")
            for name in TARGETS
        ]

    def __str__(self):
        return str(self.behind)

    @property
    def behind(self):
        """The record that stands behind the outcome."""
        return next(
            getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id")
        )
