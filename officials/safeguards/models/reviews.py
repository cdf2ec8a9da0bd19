"""Second signatures: what one person asks another to look at and stand for."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.security.records import Record, RecordQuerySet, keeps_history

COUNTERSIGNED_WITHIN = datetime.timedelta(hours=72)


class ReviewRequestQuerySet(RecordQuerySet):
    def waiting(self):
        """Those that nobody has answered yet."""
        return self.filter(state=ReviewRequest.State.OPEN)


@keeps_history
class ReviewRequest(Record):
    """One person asks for a second one's signature; every such request is this.

    What is to be signed names its request (a one-to-one key of its own). Where nobody
    is to be had, the asker goes ahead unsigned, with a reason; that is countersigned or
    withdrawn within 72 hours, and never possible where the risk is red.
    """

    class Kind(models.TextChoices):
        APPROACH = "approach", _("Before we approach")
        SECOND_ASSESSMENT = "second_assessment", _("Second assessment")
        DISCLOSURE = "disclosure", _("Lawful disclosure of the register of letters")
        OUTCOME = "outcome", _("Publishing an outcome")

    class State(models.TextChoices):
        OPEN = "open", _("waiting for a signature")
        SIGNED = "signed", _("signed")
        SENT_BACK = "sent_back", _("sent back")
        UNSIGNED = "unsigned", _("gone ahead unsigned")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    is_red = models.BooleanField(
        _("red"),
        default=False,
        editable=False,
        help_text=_("The risk is red: only a manager signs."),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="reviews_asked",
        verbose_name=_("asked by"),
        editable=False,
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews_wanted",
        verbose_name=_("whom we ask"),
        help_text=_("Empty: anybody who may sign."),
    )
    message = models.TextField(_("message"), blank=True)
    ahead_at = models.DateTimeField(_("went ahead"), null=True, editable=False)
    ahead_reason = models.CharField(
        _("why unsigned"), max_length=300, blank=True, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="reviews_decided",
        verbose_name=_("answered by"),
        editable=False,
    )
    decided_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)

    objects = ReviewRequestQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for a signature")
        verbose_name_plural = _("requests for a signature")
        permissions = [("sign_red", "Can sign where the risk is red")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="reviewrequest_four_eyes",
                condition=Q(decided_by=None)
                | Q(state="withdrawn")
                | ~Q(decided_by=F("asked_by")),
                violation_error_message=_("Somebody other than who asks must sign."),
            ),
            models.CheckConstraint(
                name="reviewrequest_asks_somebody_else",
                condition=Q(asked_of=None) | ~Q(asked_of=F("asked_by")),
                violation_error_message=_("Ask somebody other than yourself."),
            ),
            models.CheckConstraint(
                name="reviewrequest_answered_by_somebody",
                condition=Q(
                    state__in=("open", "unsigned"), decided_by=None, decided_at=None
                )
                | Q(
                    state__in=("signed", "sent_back", "withdrawn"),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="reviewrequest_sent_back_with_reason",
                condition=~Q(state="sent_back") | ~Q(answer=""),
                violation_error_message=_("Say what has to change."),
            ),
            models.CheckConstraint(
                name="reviewrequest_ahead_with_reason",
                condition=Q(ahead_at=None, ahead_reason="")
                | (Q(ahead_at__isnull=False) & ~Q(ahead_reason="")),
                violation_error_message=_("Say why it cannot wait for a signature."),
            ),
            models.CheckConstraint(
                name="reviewrequest_unsigned_went_ahead",
                condition=~Q(state="unsigned") | Q(ahead_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reviewrequest_red_never_unsigned",
                condition=Q(is_red=False) | Q(ahead_at=None),
                violation_error_message=_(
                    "The risk is red: nobody goes ahead without a signature."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_of"],
                condition=Q(state__in=("open", "unsigned")),
                name="reviewrequest_waiting",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def countersign_until(self):
        """The moment until which going ahead unsigned is to be settled, or None."""
        return self.ahead_at and self.ahead_at + COUNTERSIGNED_WITHIN
