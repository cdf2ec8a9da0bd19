"""What an action hands over: editions, and the deliveries that became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.contacts import walls
from engagements.contacts.models.actions import OutreachAction
from officials.security.records import Record, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from translations.deliveries.models import Delivery
from translations.jobs.models import Edition


@keeps_history(in_bulk=True)
class ActionEdition(Record):
    """An edition that is handed over in an action, or will be."""

    action = models.ForeignKey(
        OutreachAction, models.CASCADE, related_name="action_editions"
    )
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="action_editions")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="actionedition_of_action", field="action"),
            NoWiderThan(name="actionedition_no_wider", field="edition"),
            models.UniqueConstraint(
                fields=["action", "edition"], name="actionedition_once"
            ),
            *walls.AROUND_EDITIONS_OF_ACTIONS,
        ]

    def __str__(self):
        return str(self.edition)


@keeps_history(in_bulk=True)
class ActionDelivery(Record):
    """A delivery that was made in an action; the database keeps them in step."""

    takes_along = ("delivery",)

    action = models.ForeignKey(
        OutreachAction, models.CASCADE, related_name="action_deliveries"
    )
    delivery = models.OneToOneField(
        Delivery, models.CASCADE, related_name="in_action", verbose_name=_("delivery")
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="actiondelivery_of_action", field="action"),
            NoWiderThan(name="actiondelivery_no_wider", field="delivery"),
        ]

    def __str__(self):
        return str(self.delivery)
