"""Letters: those that go out and come in, and the register that numbers them."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.contacts.models.actions import OutreachAction
from engagements.letters import walls
from engagements.letters.models.letter_templates import Language, LetterTemplate
from officials.clearance.models import WithGround, grounds_are_told
from officials.days import days_within_reach, past_day, planned_day
from officials.institutions.models import Institution
from officials.names.fold import FoldedField
from officials.people.models import Official
from officials.security.models import Circle
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan
from officials.security.uploads import UploadField


class Direction(models.TextChoices):
    """Which way a letter goes."""

    OUT = "out", pgettext_lazy("letter", "out")
    IN = "in", pgettext_lazy("letter", "in")


@keeps_history
class LetterSeries(Record):
    """The running numbers of one circle, one way and one year.

    Apart for each circle, so that letters which others do not see leave no gap.
    """

    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    year = models.PositiveSmallIntegerField(_("year"))
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta(Record.Meta):
        ordering = ["-year", "direction", "pk"]
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["circle", "direction", "year"], name="letterseries_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_direction_display()} {self.year}"


class LetterQuerySet(RecordQuerySet):
    def registered(self):
        """Those that have a number."""
        return self.filter(number__isnull=False)

    def unanswered(self):
        """Letters that came in, and that nobody has answered."""
        return self.filter(state=Letter.State.RECEIVED)


@keeps_history
class Letter(WithGround, Record):
    """A letter to or from an official or an institution.

    One that goes out gets its number when it is dispatched, one that came in when it
    is registered; from then on its text is not changed any more.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("letter", "draft")
        READY = "ready", pgettext_lazy("letter", "ready to go")
        DISPATCHED = "dispatched", pgettext_lazy("letter", "dispatched")
        RECEIVED = "received", pgettext_lazy("letter", "received")
        ANSWERED = "answered", pgettext_lazy("letter", "answered")
        CANCELLED = "cancelled", pgettext_lazy("letter", "cancelled")

    class Method(models.TextChoices):
        POST = "post", _("By post")
        HAND = "hand", _("By hand")
        EMAIL = "email", _("By e-mail")
        FAX = "fax", _("By fax")

    direction = models.CharField(
        _("direction"),
        max_length=3,
        choices=Direction,
        default=Direction.OUT,
        editable=False,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("official"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("institution"),
    )
    addressee = models.TextField(
        _("addressee as written"),
        max_length=500,
        blank=True,
        help_text=_("Empty: post, institution and name of today."),
    )
    addressee_by_hand = models.BooleanField(
        _("addressee written by hand"), default=False, editable=False
    )
    addressee_is_other = models.BooleanField(
        _("the addressee is nobody on record"), default=False, editable=False
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    template = models.ForeignKey(
        LetterTemplate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("template"),
        help_text=_("It fills what you leave empty."),
    )
    salutation = models.CharField(
        _("salutation"),
        max_length=200,
        blank=True,
        help_text=_("Empty: as is usual for this person and language."),
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    label = models.TextField(_("legal label"), blank=True)
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who signs"),
    )
    dated_on = planned_day(_("date of the letter"), default=timezone.localdate)
    their_number = models.CharField(_("their number"), max_length=50, blank=True)
    received_on = past_day(_("received on"), null=True, blank=True)
    method = models.CharField(
        _("dispatched how"), max_length=5, choices=Method, blank=True, default=""
    )
    dispatched_on = past_day(_("dispatched on"), null=True, editable=False)
    dispatched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("dispatched by"),
        editable=False,
    )
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    why_other_year = models.CharField(
        _("why a number of another year"), max_length=300, blank=True, editable=False
    )
    series_circle = models.ForeignKey(
        Circle,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("series"),
        editable=False,
    )
    answers = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name=_("answers"),
        help_text=_("The letter to which this one is the answer."),
    )
    reason = models.CharField(
        _("why cancelled"), max_length=300, blank=True, editable=False
    )
    file = UploadField(_("scan"), blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    action = models.ForeignKey(
        OutreachAction,
        models.PROTECT,
        null=True,
        related_name="letters",
        verbose_name=_("action"),
        editable=False,
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
        editable=False,
    )
    folded = FoldedField("subject", "addressee", "body", "their_number")

    objects = LetterQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [F("year").desc(nulls_first=True), "-number", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        permissions = [
            ("number_letter", _("Can give a letter a number of another year"))
        ]
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("letter", "dated_on", "received_on", "dispatched_on"),
            NoWiderThan(name="letter_no_wider_than_official", field="official"),
            NoWiderThan(name="letter_no_wider_than_institution", field="institution"),
            NoWiderThan(name="letter_no_wider_than_template", field="template"),
            NoWiderThan(name="letter_no_wider_than_answered", field="answers"),
            NoWiderThan(name="letter_no_wider_than_action", field="action"),
            *grounds_are_told("letter"),
            models.UniqueConstraint(
                fields=["series_circle", "direction", "year", "number"],
                name="letter_numbered_once",
            ),
            models.CheckConstraint(
                name="letter_to_somebody",
                condition=Q(official__isnull=False)
                | Q(institution__isnull=False)
                | ~Q(addressee=""),
                violation_error_message=_("Say to whom it goes, or from whom it is."),
            ),
            models.CheckConstraint(
                name="letter_state_of_its_way",
                condition=Q(direction="out", received_on=None) & ~Q(state="received")
                | Q(direction="in", state__in=("received", "answered", "cancelled")),
            ),
            models.CheckConstraint(
                name="letter_came_on_a_day",
                condition=Q(direction="out") | Q(received_on__isnull=False),
                violation_error_message=_("Say on which day it was received."),
            ),
            models.CheckConstraint(
                name="letter_number_is_whole",
                condition=Q(number=None, year=None, series_circle=None)
                | Q(number__gte=1, year__isnull=False, series_circle__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_numbered_when_registered",
                condition=Q(state="cancelled")
                | Q(state__in=("draft", "ready"), number=None)
                | Q(
                    state__in=("dispatched", "received", "answered"),
                    number__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="letter_dispatched_by_somebody",
                condition=Q(direction="in")
                | Q(dispatched_on=None, dispatched_by=None)
                & ~Q(state__in=("dispatched", "answered"))
                | Q(dispatched_on__isnull=False, dispatched_by__isnull=False)
                & ~Q(method=""),
                violation_error_message=_("Say how it was dispatched."),
            ),
            models.CheckConstraint(
                name="letter_cancelled_has_reason",
                condition=~Q(state="cancelled") | ~Q(reason=""),
                violation_error_message=_("Say why it was cancelled."),
            ),
            models.CheckConstraint(
                name="letter_answers_another",
                condition=Q(answers=None) | ~Q(answers=F("id")),
                violation_error_message=_("A letter does not answer itself."),
            ),
            models.CheckConstraint(
                name="letter_scan_has_digest",
                condition=Q(file="") | Q(sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            *walls.AROUND_LETTERS,
        ]
        indexes = [
            models.Index(fields=["official"], name="letter_of_official"),
            models.Index(fields=["institution"], name="letter_of_institution"),
            models.Index(
                fields=["direction", "year", "number"], name="letter_in_register"
            ),
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="letter_folded"
            ),
        ]

    def __str__(self):
        return f"{self.plain_number} {self.subject}".strip()

    @property
    def plain_number(self):
        """“12/2026”; nothing before it has a number."""
        return f"{self.number}/{self.year}" if self.number else ""

    @property
    def whole_text(self):
        """What the reader of the letter reads: the text, and the label below it."""
        return f"{self.body}\n{self.label}"

    @property
    def typed_addressee(self):
        """The addressee that somebody wrote; "" where it follows from the record."""
        return self.addressee if self.addressee_by_hand else ""

    @property
    def may_not_go_yet(self):
        """Whether a paper of it is a draft: ours, and without a number."""
        return self.direction == Direction.OUT and not self.number

    @property
    def is_fixed(self):
        """Whether its text stays as it is: it has a number, or was cancelled."""
        return bool(self.number) or self.state == self.State.CANCELLED

    @property
    def on(self):
        """The day on which it went or came, or else that it bears."""
        return self.dispatched_on or self.received_on or self.dated_on
