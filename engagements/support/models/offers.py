"""What was offered to whom, and what they said to it."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models.actions import OutreachAction
from engagements.support import walls
from exchanges.models import Exchange
from officials.days import days_within_reach, past_day
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan
from translations.jobs.models import Edition

LATER_IS = datetime.timedelta(days=90)  # after “later” it may be offered again


class OfferQuerySet(RecordQuerySet):
    def standing(self):
        """Those that nobody took back."""
        return self.filter(taken_back_at=None)

    def in_the_way(self):
        """Those for which the same thing is not offered again, or not yet."""
        old = timezone.localdate() - LATER_IS
        return self.standing().exclude(answer=Offer.Answer.LATER, offered_on__lt=old)


@keeps_history
class Offer(Record):
    """An edition or an exchange that we offered to an official, or never will.

    “Not for them” is a decision of ours, with its reason: nothing was said to them.
    """

    class Answer(models.TextChoices):
        OPEN = "open", _("No answer yet")
        ACCEPTED = "accepted", _("They want it")
        DECLINED = "declined", _("They do not want it")
        LATER = "later", _("They said: later")
        NOT_FOR_THEM = "not_for_them", _("Not for them")

    official = models.ForeignKey(
        Official, models.CASCADE, related_name="offers", verbose_name=_("official")
    )
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("text"),
    )
    exchange = models.ForeignKey(
        Exchange,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("exchange"),
    )
    offered_on = past_day(_("offered"), default=timezone.localdate)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("offered by"),
    )
    action = models.ForeignKey(
        OutreachAction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("offered in"),
    )
    answer = models.CharField(
        _("their answer"), max_length=12, choices=Answer, default=Answer.OPEN
    )
    words = models.CharField(_("in words"), max_length=300, blank=True)
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-offered_on", "-pk"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("offer", "offered_on"),
            NoWiderThan(name="offer_no_wider_than_official", field="official"),
            NoWiderThan(name="offer_no_wider_than_edition", field="edition"),
            NoWiderThan(name="offer_no_wider_than_exchange", field="exchange"),
            NoWiderThan(name="offer_no_wider_than_action", field="action"),
            models.CheckConstraint(
                name="offer_of_one_thing",
                condition=Q(edition__isnull=False, exchange=None)
                | Q(edition=None, exchange__isnull=False),
                violation_error_message=_("Offer one thing: a text or an exchange."),
            ),
            models.CheckConstraint(
                name="offer_not_for_them_says_why",
                condition=~Q(answer="not_for_them") | Q(words__regex=r"\S"),
                violation_error_message=_("Say why it is not for them."),
            ),
            models.UniqueConstraint(
                fields=["official", "edition", "circle"],
                condition=Q(
                    taken_back_at=None, answer__in=["open", "accepted", "not_for_them"]
                ),
                name="offer_of_edition_once",
                violation_error_message=_("That was offered already."),
            ),
            models.UniqueConstraint(
                fields=["official", "exchange", "circle"],
                condition=Q(
                    taken_back_at=None, answer__in=["open", "accepted", "not_for_them"]
                ),
                name="offer_of_exchange_once",
                violation_error_message=_("That was offered already."),
            ),
            *walls.AROUND_OFFERS,
        ]
        indexes = [
            models.Index(fields=["official", "-offered_on"], name="offer_of_person"),
            models.Index(fields=["edition"], name="offer_of_edition"),
            models.Index(fields=["exchange"], name="offer_of_exchange"),
        ]

    def __str__(self):
        return str(self.edition or self.exchange)
