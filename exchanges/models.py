"""What we can offer to live through: exchanges and the people in them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.clearance.goes_out import GoesOut
from officials.clearance.models import LetGo, is_let_go_by_somebody
from officials.clearance.walls import let_go_by_a_manager
from officials.costs import Spent, spent_is_no_less_than_nothing
from officials.days import days_within_reach, planned_day
from officials.institutions.models import Institution
from officials.names.fold import FoldedField
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.themes.models import Theme


class ExchangeQuerySet(RecordQuerySet):
    def coming(self):
        """Those that have not ended yet, or have no date yet."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))


@keeps_history
class Exchange(Spent, Record):
    """A seminar with foreign officials, a study visit abroad, a conference ..."""

    class Kind(models.TextChoices):
        SEMINAR = "seminar", _("Seminar")
        STUDY_VISIT = "study_visit", _("Study visit")
        CONFERENCE = "conference", _("Conference")
        INTERNSHIP = "internship", _("Internship")
        ROUND_TABLE = "round_table", _("Round table")

    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    place = models.CharField(_("place"), max_length=150, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters: RU, FI, NL."),
    )
    starts_on = planned_day(_("from"), null=True, blank=True)
    ends_on = planned_day(_("until"), null=True, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exchanges",
        verbose_name=_("lead"),
    )
    purpose = models.TextField(_("what it is for"), blank=True)
    useful_to = ArrayField(
        models.CharField(max_length=20, choices=Institution.Kind),
        default=list,
        blank=True,
        verbose_name=_("useful to"),
        help_text=_("The kinds of institution whose people can use it."),
    )
    themes = models.ManyToManyField(
        Theme,
        through="ExchangeTheme",
        related_name="exchanges",
        blank=True,
        verbose_name=_("themes"),
    )
    folded = FoldedField("title", "place")

    objects = ExchangeQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [F("starts_on").desc(nulls_first=True), "pk"]
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("exchange", "starts_on", "ends_on"),
            spent_is_no_less_than_nothing("exchange"),
            models.CheckConstraint(
                name="exchange_ends_after_start",
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="exchange_country_code",
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_(
                    "A country is two capital letters: RU, FI, NL."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_on"], name="exchange_start"),
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="exchange_folded"
            ),
        ]

    def __str__(self):
        return self.title


class ExchangeTheme(Record):
    """A theme of an exchange."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="exchange_links")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="exchangetheme_of_exchange", field="exchange"),
            models.UniqueConstraint(
                fields=["exchange", "theme"], name="exchangetheme_once"
            ),
        ]

    def __str__(self):
        return str(self.theme)


@keeps_history
class Participation(LetGo, Record):
    """One person in one exchange: their role and how far the invitation has come."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("Participant")
        SPEAKER = "speaker", _("Speaker")
        EXPERT = "expert", _("Expert")
        INTERPRETER = "interpreter", _("Interpreter")
        OBSERVER = "observer", _("Observer")
        ORGANISER = "organiser", _("Organiser")

    class State(models.TextChoices):
        NOMINATED = "nominated", _("Nominated")
        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        CONFIRMED = "confirmed", _("Confirmed")
        ATTENDED = "attended", _("Attended")
        NO_SHOW = "no_show", _("Did not come")

    exchange = models.ForeignKey(
        Exchange,
        models.CASCADE,
        related_name="participations",
        verbose_name=_("exchange"),
    )
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        related_name="participations",
        verbose_name=_("official"),
    )
    role = models.CharField(
        _("role"), max_length=12, choices=Role, default=Role.PARTICIPANT
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.NOMINATED,
        editable=False,
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta(Record.Meta):
        ordering = ["exchange", "role", "pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        permissions = [("invite_participation", _("Can move invitations on"))]
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="participation_of_exchange", field="exchange"),
            NoWiderThan(name="participation_no_wider_than_official", field="official"),
            models.UniqueConstraint(
                fields=["exchange", "official"],
                name="participation_once",
                violation_error_message=_("This person is in that exchange already."),
            ),
            is_let_go_by_somebody("participation"),
            let_go_by_a_manager(
                "participation",
                back=("nominated", "declined"),
                columns=("official_id", "exchange_id"),
            ),
            GoesOut(
                name="participation_goes_out",
                who="app_participation_goes_to",
                when="NEW.state IN ('invited', 'confirmed')",
                changes=("state", "official", "let_go_by"),
            ),
        ]
        indexes = [models.Index(fields=["official"], name="participation_of_person")]

    def __str__(self):
        return f"{self.official}: {self.exchange}"
