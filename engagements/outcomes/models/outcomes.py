"""Outcomes: what changed, and who outside confirms it.

After Outcome Harvesting (R. Wilson-Grau and H. Britt, Ford Foundation, 2012): an
outcome is a change in what somebody else does, to which the work contributed; it is
described in full, then substantiated by a person independent of who describes it.
"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.monitoring.models.recommendations import Recommendation
from engagements.outcomes import walls
from engagements.outcomes.models.reforms import Reform
from officials.dates import PartialDateField
from officials.days import days_within_reach, past_day
from officials.institutions.models import Institution
from officials.names.fold import FoldedField
from officials.people.models import Official
from officials.safeguards.models import ReviewRequest
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.security.uploads import UploadField
from officials.themes.models import Theme

WHO = Q(official__isnull=False) | Q(institution__isnull=False) | ~Q(who_words="")


class OutcomeQuerySet(RecordQuerySet):
    def named(self):
        """With what its page and its story name, so that it is asked once."""
        return self.select_related(
            "official",
            "institution",
            "theme",
            "reform",
            "recommendation",
            "circle",
            "written_by",
            "review",
            "review__asked_by",
            "review__asked_of",
            "review__decided_by",
        )


@keeps_history
class Outcome(Record):
    """An observed change in somebody's behaviour, practice, policy, law or relations.

    The work contributed to it; it never “caused” it. Unverified until somebody
    independent substantiates it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        DESCRIBED = "described", _("Described")
        SUBSTANTIATED = "substantiated", _("Substantiated")
        PUBLISHED = "published", _("Published")
        REJECTED = "rejected", _("Rejected")

    class Kind(models.TextChoices):
        BEHAVIOUR = "behaviour", _("Behaviour")
        PRACTICE = "practice", _("Practice")
        POLICY = "policy", _("Policy, rules")
        LAW = "law", _("Law")
        RELATIONSHIP = "relationship", _("Relationship")

    class Direction(models.TextChoices):
        POSITIVE = "positive", _("For the better")
        SETBACK = "setback", _("Setback")

    class Setback(models.TextChoices):
        REVERSAL = "reversal", _("Reversal of what was reached")
        DISMISSAL = "dismissal", _("Dismissal or transfer of an ally")
        BACKLASH = "backlash", _("Backlash")
        BROKEN_COMMITMENT = "broken_commitment", _("Broken commitment")

    title = models.CharField(_("what changed, in one line"), max_length=250)
    state = models.CharField(
        _("state"), max_length=15, choices=State, default=State.DRAFT, editable=False
    )
    kind = models.CharField(
        _("kind of change"), max_length=15, choices=Kind, default=Kind.PRACTICE
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction, default=Direction.POSITIVE
    )
    setback = models.CharField(
        _("kind of setback"), max_length=20, choices=Setback, blank=True
    )
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("who changed: official"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("who changed: institution"),
    )
    who_words = models.CharField(_("who changed, in words"), max_length=250, blank=True)
    what_changed = models.TextField(
        _("what changed"),
        blank=True,
        help_text=_("What they do now that they did not do before."),
    )
    changed_on = PartialDateField(_("when it changed"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    significance = models.TextField(_("why it matters"), blank=True)
    our_contribution = models.TextField(
        _("what we contributed"),
        blank=True,
        help_text=_("How our work contributed. We never caused it: others decided."),
    )
    others_contribution = models.TextField(_("what others contributed"), blank=True)
    intended = models.BooleanField(_("we worked for it"), default=True)
    lessons = models.TextField(_("what we learnt"), blank=True)
    effect_on_risk = models.TextField(
        _("what it means for the risk of others"), blank=True
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("theme"),
    )
    reform = models.ForeignKey(
        Reform,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("reform"),
    )
    recommendation = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("recommendation to the State"),
    )
    rejected_because = models.CharField(
        _("why rejected"), max_length=300, blank=True, editable=False
    )
    review = models.OneToOneField(
        ReviewRequest,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="outcome",
        verbose_name=_("signature"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="outcomes",
        editable=False,
        verbose_name=_("written by"),
    )
    worded_at = models.DateTimeField(
        _("last worded"), default=timezone.now, editable=False
    )
    folded = FoldedField("title", "what_changed", "who_words")

    objects = OutcomeQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [F("changed_on").desc(nulls_last=True), "-pk"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="outcome_no_wider_than_official", field="official"),
            NoWiderThan(name="outcome_no_wider_than_institution", field="institution"),
            NoWiderThan(name="outcome_no_wider_than_reform", field="reform"),
            NoWiderThan(
                name="outcome_no_wider_than_recommendation", field="recommendation"
            ),
            NoWiderThan(name="outcome_no_wider_than_review", field="review"),
            models.CheckConstraint(
                name="outcome_described_in_full",
                condition=Q(state__in=("draft", "rejected"))
                | (
                    WHO
                    & ~Q(what_changed="")
                    & Q(changed_on__isnull=False)
                    & ~Q(significance="")
                    & ~Q(our_contribution="")
                ),
                violation_error_message=_(
                    "Say first who changed, what, when, why it matters, and what we "
                    "contributed."
                ),
            ),
            models.CheckConstraint(
                name="outcome_setback_of_a_kind",
                condition=(Q(direction="setback") & ~Q(setback=""))
                | (~Q(direction="setback") & Q(setback="")),
                violation_error_message=_(
                    "A setback is of one kind; a change for the better of none."
                ),
            ),
            models.CheckConstraint(
                name="outcome_rejected_with_reason",
                condition=~Q(state="rejected") | ~Q(rejected_because=""),
                violation_error_message=_("Say why it is rejected."),
            ),
            models.CheckConstraint(
                name="outcome_published_with_signature",
                condition=~Q(state="published") | Q(review__isnull=False),
                violation_error_message=_(
                    "It takes the signature of a second person to be published."
                ),
            ),
            *walls.AROUND_OUTCOMES,
        ]
        indexes = [
            models.Index(fields=["official"], name="outcome_of_person"),
            models.Index(fields=["institution"], name="outcome_of_place"),
            models.Index(fields=["theme"], name="outcome_of_theme"),
            models.Index(fields=["reform"], name="outcome_of_reform"),
            models.Index(fields=["recommendation"], name="outcome_of_recommendation"),
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="outcome_folded"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def who(self):
        """Who changed: the person and their institution, or the words for them."""
        names = [self.official, self.institution, self.who_words]
        return ", ".join(str(each) for each in names if each)


@keeps_history
class Substantiation(Record):
    """Somebody who did not write an outcome says whether it is so."""

    class Agreement(models.TextChoices):
        FULLY = "fully", _("Agrees")
        PARTLY = "partly", _("Agrees in part")
        NOT = "not", _("Does not agree")

    outcome = models.ForeignKey(
        Outcome,
        models.CASCADE,
        related_name="substantiations",
        verbose_name=_("outcome"),
    )
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substantiations",
        verbose_name=_("an official or expert on record"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("one of us"),
    )
    name = models.CharField(_("somebody else: their name"), max_length=200, blank=True)
    role = models.CharField(_("their role"), max_length=200, blank=True)
    organisation = models.CharField(_("their organisation"), max_length=200, blank=True)
    said_on = past_day(_("when they said so"), default=timezone.localdate)
    agreement = models.CharField(
        _("what they say"), max_length=10, choices=Agreement, default=Agreement.FULLY
    )
    words = models.TextField(_("in their words"), blank=True)
    file = UploadField(
        _("file"), blank=True, help_text=_("Their letter, or a note of the talk.")
    )
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(
        _("recorded"), default=timezone.now, editable=False
    )

    class Meta(Record.Meta):
        ordering = ["said_on", "pk"]
        verbose_name = _("substantiation")
        verbose_name_plural = _("substantiations")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("substantiation", "said_on"),
            FollowsParent(name="substantiation_of_outcome", field="outcome"),
            NoWiderThan(name="substantiation_no_wider", field="official"),
            models.CheckConstraint(
                name="substantiation_by_one",
                condition=Q(official__isnull=False, person=None, name="")
                | Q(official=None, person__isnull=False, name="")
                | (Q(official=None, person=None) & ~Q(name="")),
                violation_error_message=_(
                    "Say who confirms it: somebody on record, one of us, or a name."
                ),
            ),
            models.CheckConstraint(
                name="substantiation_name_with_role",
                condition=Q(name="") | (~Q(role="") & ~Q(organisation="")),
                violation_error_message=_(
                    "Say with the name what they are, and in which organisation."
                ),
            ),
            models.CheckConstraint(
                name="substantiation_file_digest",
                condition=Q(file="", sha256="")
                | (~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$")),
            ),
            *walls.AROUND_SUBSTANTIATION,
        ]
        indexes = [models.Index(fields=["official"], name="substantiation_by_person")]

    def __str__(self):
        return self.who

    @property
    def who(self):
        """Who says so."""
        return str(self.official or self.person or self.name)
