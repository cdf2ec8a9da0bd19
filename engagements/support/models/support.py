"""Continued support: what officials asked for, and the plans of those who want help."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import (
    Case,
    DateField,
    F,
    Func,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.contacts.models.actions import OutreachAction
from engagements.support import walls
from exchanges.models import Exchange
from officials.days import days_after, days_within_reach, past_day, planned_day
from officials.institutions.models import Institution
from officials.names.fold import FoldedField
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan
from translations.catalogue.models import Document
from translations.jobs.models import Translation

ANSWERED_WITHIN = 30  # days, where nobody named a day


class DaysBetween(Func):
    """How many days the first day is after the second."""

    template, arg_joiner = "(%(expressions)s)", " - "
    output_field = models.IntegerField()


class SupportRequestQuerySet(RecordQuerySet):
    def unanswered(self):
        """Those that still wait: open, or promised."""
        return self.filter(state__in=SupportRequest.WAITING)

    def with_wait(self):
        """Adds `answer_by` of what waits: the day due, or 30 days after it came.

        Also `rank`, 0 of what waits and 1 of the rest, and `days_taken` by an answer.
        """
        by = days_after(F("received_on"), ANSWERED_WITHIN)
        return self.annotate(
            answer_by=Case(
                When(state__in=SupportRequest.WAITING, then=Coalesce("due_on", by)),
                output_field=DateField(),
            ),
            rank=Case(
                When(state__in=SupportRequest.WAITING, then=Value(0)),
                default=Value(1),
                output_field=models.SmallIntegerField(),
            ),
            days_taken=DaysBetween("answered_on", "received_on"),
        )

    def overdue(self):
        """Those that wait past the day due, or past 30 days where there is none."""
        requests = self.with_wait().unanswered().of_the_living()
        return requests.filter(answer_by__lt=timezone.localdate())

    def of_the_living(self):
        """Without those of people who have died."""
        return self.filter(official__died=None)


@keeps_history
class SupportRequest(Record):
    """What an official or an institution asked us for, and what became of it.

    Somebody promises it, and it is answered by a thing of ours: an action, a published
    translation, an exchange, or words.
    """

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("A document")
        TRAINING = "training", _("Training")
        CONTACT = "contact", _("A contact")
        OPINION = "opinion", _("An opinion")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("support request", "Open")
        PROMISED = "promised", _("Promised")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("support request", "Withdrawn")

    WAITING = (State.OPEN, State.PROMISED)

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="support_requests",
        verbose_name=_("official"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="support_requests",
        verbose_name=_("institution"),
    )
    kind = models.CharField(_("for what"), max_length=10, choices=Kind)
    asked = models.TextField(
        _("what they asked"), help_text=_("In their words, as far as we have them.")
    )
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="support_requests",
        verbose_name=_("which document"),
    )
    received_on = past_day(_("received"), default=timezone.localdate)
    heard_in = models.ForeignKey(
        OutreachAction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_heard",
        verbose_name=_("heard in"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    due_on = planned_day(_("due"), null=True, blank=True)
    promised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="support_requests",
        verbose_name=_("promised by"),
    )
    promised_on = past_day(_("promised"), null=True, editable=False)
    answered_on = past_day(_("answered"), null=True, editable=False)
    action = models.ForeignKey(
        OutreachAction,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="requests_answered",
        verbose_name=_("answered by the action"),
    )
    translation = models.ForeignKey(
        Translation,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="requests_answered",
        verbose_name=_("answered by the translation"),
    )
    exchange = models.ForeignKey(
        Exchange,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="requests_answered",
        verbose_name=_("answered by the exchange"),
    )
    answer = models.TextField(_("our answer"), blank=True, editable=False)
    reason = models.CharField(_("why not"), max_length=300, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )
    folded = FoldedField("asked", "answer")

    objects = SupportRequestQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-received_on", "-pk"]
        verbose_name = _("support request")
        verbose_name_plural = _("support requests")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach(
                "supportrequest", "received_on", "due_on", "promised_on", "answered_on"
            ),
            NoWiderThan(name="supportrequest_no_wider_than_official", field="official"),
            NoWiderThan(name="supportrequest_no_wider_than_place", field="institution"),
            NoWiderThan(name="supportrequest_no_wider_than_document", field="document"),
            NoWiderThan(name="supportrequest_no_wider_than_heard", field="heard_in"),
            NoWiderThan(name="supportrequest_no_wider_than_action", field="action"),
            NoWiderThan(name="supportrequest_no_wider_than_text", field="translation"),
            NoWiderThan(name="supportrequest_no_wider_than_exchange", field="exchange"),
            models.CheckConstraint(
                name="supportrequest_of_somebody",
                condition=Q(official__isnull=False) | Q(institution__isnull=False),
                violation_error_message=_("Say who asked: an official or an office."),
            ),
            models.CheckConstraint(
                name="supportrequest_due_after_received",
                condition=Q(due_on=None) | Q(due_on__gte=F("received_on")),
                violation_error_message=_("It cannot be due before they asked."),
            ),
            models.CheckConstraint(
                name="supportrequest_promised_by_and_on",
                condition=Q(promised_by=None, promised_on=None)
                | Q(promised_by__isnull=False, promised_on__gte=F("received_on")),
                violation_error_message=_(
                    "A promise has a person, and a day not before they asked."
                ),
            ),
            models.CheckConstraint(
                name="supportrequest_promised_by_somebody",
                condition=~Q(state="promised") | Q(promised_by__isnull=False),
                violation_error_message=_("Say who promised it."),
            ),
            models.CheckConstraint(
                name="supportrequest_answered_has_day",
                condition=Q(state="answered", answered_on__gte=F("received_on"))
                | (~Q(state="answered") & Q(answered_on=None)),
                violation_error_message=_(
                    "Say on which day it was answered: not before they asked."
                ),
            ),
            models.CheckConstraint(
                name="supportrequest_answered_by_something",
                condition=~Q(state="answered")
                | Q(action__isnull=False)
                | Q(translation__isnull=False)
                | Q(exchange__isnull=False)
                | Q(answer__regex=r"\S"),
                violation_error_message=_(
                    "Say what answered it: an action, a translation, an exchange, or "
                    "words."
                ),
            ),
            models.CheckConstraint(
                name="supportrequest_refused_has_reason",
                condition=~Q(state__in=["declined", "withdrawn"])
                | Q(reason__regex=r"\S"),
                violation_error_message=_("Say why."),
            ),
            *walls.AROUND_REQUESTS,
        ]
        indexes = [
            models.Index(fields=["official", "state"], name="supportrequest_of_person"),
            models.Index(fields=["institution"], name="supportrequest_of_place"),
            models.Index(
                fields=["promised_by"],
                condition=Q(state__in=["open", "promised"]),
                name="supportrequest_promised",
            ),
            models.Index(fields=["state", "due_on"], name="supportrequest_due"),
            models.Index(fields=["heard_in"], name="supportrequest_heard"),
            models.Index(fields=["action"], name="supportrequest_action"),
            models.Index(fields=["answered_on"], name="supportrequest_answered"),
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                name="supportrequest_folded",
            ),
        ]

    def __str__(self):
        first = self.asked.strip().splitlines()[:1] or [""]
        return first[0] if len(first[0]) <= 90 else f"{first[0][:89]}…"

    @property
    def is_waiting(self):
        return self.state in self.WAITING


class SupportPlanQuerySet(RecordQuerySet):
    def open(self):
        """Those that go on, or are paused."""
        return self.exclude(state=SupportPlan.State.ENDED)

    def to_review(self):
        """Those that go on and whose day of review has come."""
        return self.filter(
            state=SupportPlan.State.ACTIVE,
            review_on__lte=timezone.localdate(),
            official__died=None,
        )


@keeps_history
class SupportPlan(Record):
    """How we support an official who said that they want it, until it ends.

    There is no plan without their yes: the day on which they said it, and the words.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="support_plans",
        verbose_name=_("official"),
    )
    opted_in_on = past_day(
        _("they said yes on"), help_text=_("Support is for those who want it.")
    )
    in_their_words = models.TextField(_("in their words"))
    needs = models.TextField(_("what they need"), blank=True)
    rhythm_days = models.PositiveSmallIntegerField(
        _("rhythm"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Days between contacts."),
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="support_plans",
        verbose_name=_("whom they turn to"),
    )
    review_on = planned_day(_("review"), null=True, blank=True)
    exit = models.TextField(_("how and when it ends"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.ACTIVE, editable=False
    )
    state_on = past_day(_("state since"), default=timezone.localdate, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )

    objects = SupportPlanQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-opted_in_on", "-pk"]
        verbose_name = _("support plan")
        verbose_name_plural = _("support plans")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("supportplan", "opted_in_on", "review_on", "state_on"),
            NoWiderThan(name="supportplan_no_wider_than_official", field="official"),
            models.UniqueConstraint(
                fields=["official", "circle"],
                condition=~Q(state="ended"),
                name="supportplan_one_open",
                violation_error_message=_(
                    "There is a support plan for this person already: end it first."
                ),
            ),
            models.CheckConstraint(
                name="supportplan_in_their_words",
                condition=Q(in_their_words__regex=r"\S"),
                violation_error_message=_(
                    "Write down the words with which they said yes."
                ),
            ),
            models.CheckConstraint(
                name="supportplan_review_after_yes",
                condition=Q(review_on=None) | Q(review_on__gte=F("opted_in_on")),
                violation_error_message=_("Review it after they said yes."),
            ),
            models.CheckConstraint(
                name="supportplan_at_rest_has_reason",
                condition=Q(state="active") | Q(reason__regex=r"\S"),
                violation_error_message=_("Say why."),
            ),
        ]
        indexes = [
            models.Index(fields=["official"], name="supportplan_of_person"),
            models.Index(
                fields=["contact", "review_on"],
                condition=Q(state="active"),
                name="supportplan_review",
            ),
        ]

    def __str__(self):
        return str(self.official)
