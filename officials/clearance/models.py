"""Clearance: may we turn to this person, how strongly, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.clearance import walls
from officials.people.models import Official
from officials.safeguards.models import ConductCheck
from officials.safeguards.models.safeguards import (
    NOT_FOR_THE_OTHER_TRACK,
    OneTrackQuerySet,
)
from officials.security.records import Record, keeps_history
from officials.security.row_security import NoWiderThan


def who(words, **options):
    """A key to the person of ours who did what `words` says."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=words,
        **options,
    )


@keeps_history(in_bulk=True)
class Clearance(Record):
    """What one circle knows of whether we may turn to an official.

    It repeats what stands elsewhere (a signature and what it covers, what was found
    since, whether work is at rest), so that the gate asks one table. The database
    writes it with what it rests on, and nobody by hand. Worse news, of a draft too,
    stays until something newer is signed.
    """

    official = models.ForeignKey(
        Official,
        models.DO_NOTHING,  # it goes with the last of what it rests on
        related_name="clearances",
        editable=False,
        verbose_name=_("official"),
    )
    signed_by = who(_("signed by"))
    signed_at = models.DateTimeField(_("signed"), null=True, editable=False)
    signed_until = models.DateField(_("signed until"), null=True, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), null=True, editable=False)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    ahead_by = who(_("went ahead"))
    ahead_until = models.DateTimeField(_("ahead until"), null=True, editable=False)
    is_red = models.BooleanField(_("red"), default=False, editable=False)
    red_since = models.DateTimeField(_("red since"), null=True, editable=False)
    red_signed_by = who(_("red signed by"))
    decision = models.CharField(
        _("decision"),
        max_length=10,
        choices=ConductCheck.Decision,
        blank=True,
        default="",
        editable=False,
    )
    decision_since = models.DateTimeField(_("decided"), null=True, editable=False)
    resting_since = models.DateTimeField(_("at rest since"), null=True, editable=False)
    taken_over_by = who(_("taken over by"))
    taken_over_until = models.DateField(
        _("taken over until"), null=True, editable=False
    )

    objects = OneTrackQuerySet.as_manager()
    follows_others = "official"
    changed_at = ("signed_at", "red_since", "decision_since", "resting_since")

    class Meta(Record.Meta):
        ordering = ["official__sort_name", "pk"]
        default_permissions = ("view",)
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        constraints = [
            NOT_FOR_THE_OTHER_TRACK,
            NoWiderThan(name="clearance_no_wider_than_official", field="official"),
            models.UniqueConstraint(
                fields=["official", "circle"], name="clearance_once"
            ),
            models.CheckConstraint(
                name="clearance_signed_whole",
                condition=Q(signed_by=None, signed_at=None, signed_until=None)
                | Q(
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                    signed_until__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="clearance_red_signed_is_red",
                condition=Q(red_signed_by=None) | Q(is_red=True),
            ),
            *walls.AROUND_CLEARANCES,
        ]

    def __str__(self):
        return str(self.official)


class LetGo(models.Model):
    """What a manager may let go out, where the gate leaves it to them."""

    let_go_by = who(_("let go by"))
    let_go_at = models.DateTimeField(_("let go"), null=True, editable=False)

    class Meta:
        abstract = True


def is_let_go_by_somebody(name):
    """The rule of `LetGo` for the model whose constraints begin with `name`."""
    return models.CheckConstraint(
        name=f"{name}_let_go_by_somebody",
        condition=Q(let_go_by=None, let_go_at=None)
        | Q(let_go_by__isnull=False, let_go_at__isnull=False),
    )


class WithGround(LetGo):
    """What may go out past the gate: on a ground of its own, or let go by a manager."""

    class Ground(models.TextChoices):
        WARNING = "warning", _("We warn them of a danger")
        DECLINE = "decline", _("We call off, decline, or say that we are sorry")
        LAW = "law", _("A law or a court demands it")
        FORMAL = "formal", _("A formal letter to an office")

    # What the words must say: which law, which right.
    WITH_WORDS = (Ground.LAW, Ground.FORMAL)

    ground = models.CharField(
        _("it always goes, because"),
        max_length=10,
        choices=Ground,
        blank=True,
        default="",
        help_text=_("Empty: as is usual, once “Before we approach” allows it."),
    )
    ground_words = models.CharField(
        _("by which law or rule"), max_length=300, blank=True, default=""
    )

    class Meta:
        abstract = True


def grounds_are_told(name):
    """The rules of `WithGround` for the model whose constraints begin with `name`."""
    return [
        models.CheckConstraint(
            name=f"{name}_ground_in_words",
            condition=~Q(ground__in=["law", "formal"]) | Q(ground_words__regex=r"\S"),
            violation_error_message=_("Name the law or the rule that it rests on."),
        ),
        models.CheckConstraint(
            name=f"{name}_formal_to_office",
            condition=~Q(ground="formal") | Q(institution__isnull=False),
            violation_error_message=_(
                "A formal letter goes to an office: choose the institution."
            ),
        ),
        is_let_go_by_somebody(name),
    ]


class WallChange(models.Model):
    """Something changed that decides whom, and what, the walls stand before.

    A country we work on was added or taken off, a part of the method switched on or
    off: the database writes it, whatever road it came by, and all managers read it.
    Nobody in `changed_by` is the server.
    """

    class What(models.TextChoices):
        COUNTRY = "country", _("Countries we work on")
        SWITCH = "switch", _("Parts of the method")

    what = models.CharField(max_length=10, choices=What)
    name = models.CharField(max_length=30)
    is_on = models.BooleanField()
    changed_by = who(_("changed by"))
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of a wall")
        verbose_name_plural = _("changes of walls")
        default_permissions = ()
        constraints = walls.AROUND_WALLS

    def __str__(self):
        return f"{self.get_what_display()}: {self.name}"


class WorkCountry(models.Model):
    """A country we work on: whoever holds a post there is asked about at the gate.

    With none in the list everybody is.
    """

    code = models.CharField(
        _("country"),
        max_length=2,
        primary_key=True,
        help_text=_("Two letters: RU, FI, NL."),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("country we work on")
        verbose_name_plural = _("countries we work on")
        constraints = [
            models.CheckConstraint(
                name="workcountry_code",
                condition=Q(code__regex=r"^[A-Z]{2}$"),
                violation_error_message=_(
                    "A country is two capital letters: RU, FI, NL."
                ),
            )
        ]

    def __str__(self):
        return self.code
