"""Assessments: a person's dated judgement of an official, resting on named notes."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.assessment.grounds import RestsOnSomething
from engagements.monitoring.models.notes import Note
from officials.days import days_within_reach, past_day
from officials.people.models import Official
from officials.safeguards.models import ReviewRequest
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import (
    AppendOnly,
    Circled,
    FollowsParent,
    NoWiderThan,
)

CORRECTED_WITHIN = 60  # minutes
STAYS = _("An assessment stays as it was written: write a new one that replaces it.")


# A first assessment whose second one is wanted of somebody does not show to them; nor
# does what hangs on it. `app_blind_to()` gives the requests that wait for the reader.
BLIND_TO = "(SELECT app_blind_to())::uuid[]"
FIRST_OF_MINE = f"review_id IS NOT NULL AND review_id = ANY ({BLIND_TO})"
HANGS_ON_ONE = (
    f"cardinality({BLIND_TO}) > 0 AND NOT EXISTS"  # noqa: S608
    " (SELECT 1 FROM engagements_{whole} whole WHERE whole.id = {column})"
)


class AssessmentQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the reader's circles, but for what they assess blindly just now."""
        blind_requests = ReviewRequest.objects.waiting().filter(
            kind=ReviewRequest.Kind.SECOND_ASSESSMENT, asked_of=user.pk
        )
        return super().visible_to(user).exclude(review__in=blind_requests.values("pk"))

    def standing(self):
        """Those that no later one replaces."""
        return self.filter(superseded_by=None)

    def latest_first(self):
        return self.order_by("-assessed_on", "-assessed_at", "-pk")

    def current_on(self, day):
        """Those as of `day` or before that nothing had replaced by then."""
        replaced = Q(superseded_by__assessed_on__lte=day)
        return self.filter(assessed_on__lte=day).exclude(replaced)

    def standing_on(self, day):
        """The latest of each official on `day`."""
        latest = (
            self.current_on(day)
            .order_by("official_id", "-assessed_on", "-assessed_at", "-pk")
            .distinct("official_id")
        )
        return Assessment.objects.filter(pk__in=latest.values("pk"))


class PartOfAssessment(RecordQuerySet):
    """What hangs on an assessment, and is as blind as it."""

    whole = ""

    def visible_to(self, user):
        assessments = Assessment.objects.visible_to(user)
        return super().visible_to(user).filter(**{f"{self.whole}__in": assessments})


class ScoreQuerySet(PartOfAssessment):
    whole = "assessment"


class ScoreEvidenceQuerySet(PartOfAssessment):
    whole = "score__assessment"


@keeps_history
class Assessment(Record):
    """A person's dated judgement of an official; replaced by a later one, not edited.

    A second assessor writes theirs (`second_of`) without seeing the first.
    """

    class Confidence(models.TextChoices):
        LOW = "low", _("low")
        MODERATE = "moderate", _("moderate")
        HIGH = "high", _("high")

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="assessments",
        verbose_name=_("official"),
    )
    assessed_on = past_day(_("as of"), default=timezone.localdate)
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="assessments",
        verbose_name=_("assessor"),
        editable=False,
    )
    assessed_at = models.DateTimeField(
        _("written"), default=timezone.now, editable=False
    )
    summary = models.TextField(
        _("in words"),
        help_text=_("Write nothing that we would not stand by if they read it."),
    )
    confidence = models.CharField(
        _("how sure we are"),
        max_length=10,
        choices=Confidence,
        default=Confidence.MODERATE,
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="superseded_by",
        verbose_name=_("replaces"),
    )
    second_of = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="second",
        verbose_name=_("second to"),
    )
    review = models.OneToOneField(
        ReviewRequest,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="assessment",
        verbose_name=_("request for a second assessment"),
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-assessed_on", "-assessed_at", "-pk"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            Circled(
                name="%(app_label)s_%(class)s_circle",
                unless=FIRST_OF_MINE,
            ),
            *days_within_reach("assessment", "assessed_on"),
            NoWiderThan(name="assessment_no_wider_than_official", field="official"),
            NoWiderThan(name="assessment_no_wider_than_former", field="supersedes"),
            NoWiderThan(name="assessment_no_wider_than_first", field="second_of"),
            NoWiderThan(name="assessment_no_wider_than_review", field="review"),
            AppendOnly(
                name="assessment_stays",
                moment="assessed_at",
                minutes=CORRECTED_WITHIN,
                free=["review"],
                message=STAYS,
            ),
            models.CheckConstraint(
                name="assessment_of_another",
                condition=~Q(supersedes=F("id")) & ~Q(second_of=F("id")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["official", "-assessed_on", "-assessed_at"],
                name="assessment_latest",
            ),
            models.Index(fields=["assessed_on"], name="assessment_day"),
        ]

    def __str__(self):
        return f"{self.official}: {self.assessed_on}"


@keeps_history
class Score(Record):
    """What an assessment says of one axis, 1 to 5; an axis left out is unknown."""

    class Axis(models.TextChoices):
        ALIGNMENT = "alignment", _("Alignment")
        INTEREST = "interest", _("Interest")
        INFLUENCE = "influence", _("Influence")
        OPENNESS = "openness", _("Openness to change")
        ACCESS = "access", _("Access")

    assessment = models.ForeignKey(
        Assessment,
        models.CASCADE,
        related_name="scores",
        verbose_name=_("assessment"),
    )
    axis = models.CharField(_("axis"), max_length=10, choices=Axis)
    value = models.PositiveSmallIntegerField(
        _("score"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScoreQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["assessment", "pk"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            Circled(
                name="%(app_label)s_%(class)s_circle",
                unless=HANGS_ON_ONE.format(whole="assessment", column="assessment_id"),
            ),
            FollowsParent(name="score_of_assessment", field="assessment"),
            AppendOnly(
                name="score_stays",
                moment="written_at",
                minutes=CORRECTED_WITHIN,
                message=STAYS,
            ),
            models.UniqueConstraint(fields=["assessment", "axis"], name="score_once"),
            RestsOnSomething(
                name="score_rests_on_something", evidence="engagements_scoreevidence"
            ),
            models.CheckConstraint(
                name="score_in_range",
                condition=Q(value__range=(1, 5)),
                violation_error_message=_("A score goes from 1 to 5."),
            ),
        ]

    def __str__(self):
        return f"{self.get_axis_display()}: {self.value}"


@keeps_history
class ScoreEvidence(Record):
    """A note that a score rests on."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="evidence")
    note = models.ForeignKey(Note, models.PROTECT, related_name="score_evidence")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScoreEvidenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("evidence of a score")
        verbose_name_plural = _("evidence of scores")
        constraints = [
            Circled(
                name="%(app_label)s_%(class)s_circle",
                unless=HANGS_ON_ONE.format(whole="score", column="score_id"),
            ),
            FollowsParent(name="scoreevidence_of_score", field="score"),
            NoWiderThan(name="scoreevidence_no_wider_than_note", field="note"),
            AppendOnly(
                name="scoreevidence_stays",
                moment="written_at",
                minutes=CORRECTED_WITHIN,
                message=STAYS,
            ),
            models.UniqueConstraint(
                fields=["score", "note"], name="scoreevidence_once"
            ),
        ]
        indexes = [models.Index(fields=["note"], name="scoreevidence_of_note")]

    def __str__(self):
        return str(self.note)


@keeps_history
class Reconciliation(Record):
    """What two assessors agreed on where their scores lie two or more apart."""

    first = models.OneToOneField(
        Assessment,
        models.CASCADE,
        related_name="reconciliation",
        verbose_name=_("first assessment"),
        editable=False,
    )
    text = models.TextField(_("what we agreed on"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(
        _("written"), default=timezone.now, editable=False
    )

    class Meta(Record.Meta):
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="reconciliation_of_first", field="first"),
        ]

    def __str__(self):
        return f"{self.first}"


class SpectrumPlaceQuerySet(RecordQuerySet):
    def standing_on(self, day):
        """The latest of each official on `day`."""
        latest = (
            self.filter(placed_on__lte=day)
            .order_by("official_id", "-placed_on", "-placed_at", "-pk")
            .distinct("official_id")
        )
        return SpectrumPlace.objects.filter(pk__in=latest.values("pk"))


@keeps_history
class SpectrumPlace(Record):
    """Where an official stands on the spectrum of allies, and the step we hope for.

    Five segments after G. Lakey and M. Oppenheimer; a goal lies one step away at most.
    """

    class Segment(models.IntegerChoices):
        ACTIVE_OPPOSITION = -2, _("active opposition")
        PASSIVE_OPPOSITION = -1, _("passive opposition")
        NEUTRAL = 0, pgettext_lazy("spectrum", "neutral")
        PASSIVE_ALLY = 1, _("passive ally")
        ACTIVE_ALLY = 2, _("active ally")

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="spectrum_places",
        verbose_name=_("official"),
    )
    segment = models.SmallIntegerField(_("where they stand"), choices=Segment)
    goal = models.SmallIntegerField(_("where we hope they get to"), choices=Segment)
    reason = models.CharField(_("why"), max_length=300)
    placed_on = past_day(_("as of"), default=timezone.localdate)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("placed by"),
    )
    placed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SpectrumPlaceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-placed_on", "-placed_at", "-pk"]
        verbose_name = _("place on the spectrum")
        verbose_name_plural = _("places on the spectrum")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("spectrumplace", "placed_on"),
            NoWiderThan(name="spectrumplace_no_wider", field="official"),
            AppendOnly(
                name="spectrumplace_stays",
                moment="placed_at",
                minutes=CORRECTED_WITHIN,
                message=_("A place on the spectrum stays as it was: write a new one."),
            ),
            models.CheckConstraint(
                name="spectrumplace_in_range",
                condition=Q(segment__range=(-2, 2), goal__range=(-2, 2)),
            ),
            models.CheckConstraint(
                name="spectrumplace_one_step",
                condition=Q(goal__gte=F("segment") - 1, goal__lte=F("segment") + 1),
                violation_error_message=_("Hope for one step at a time."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["official", "-placed_on", "-placed_at"],
                name="spectrumplace_latest",
            )
        ]

    def __str__(self):
        return f"{self.official}: {self.get_segment_display()}"
