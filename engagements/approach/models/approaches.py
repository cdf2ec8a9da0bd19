"""Before we approach: why, what would help, what is known, what could go wrong."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.approach import walls
from engagements.monitoring.models.recommendations import Recommendation
from officials.days import days_within_reach, planned_day
from officials.people.models import Official
from officials.safeguards.models import ConductCheck, ExposureRisk, ReviewRequest
from officials.safeguards.models.safeguards import (
    NOT_FOR_THE_OTHER_TRACK,
    OneTrackQuerySet,
)
from officials.security.records import Record, keeps_history
from officials.security.row_security import NoWiderThan


class ApproachQuerySet(OneTrackQuerySet):
    def in_force(self):
        """Those that a second person signed, or that went ahead for now."""
        return self.filter(
            review__state__in=(
                ReviewRequest.State.SIGNED,
                ReviewRequest.State.UNSIGNED,
            )
        )

    def signable_by(self, user):
        """Those that `user` neither wrote nor leads: `app_approach_unsignable` says."""
        why_not = Func(
            F("pk"),
            Value(user.pk),
            function="app_approach_unsignable",
            output_field=models.TextField(),
        )
        return self.alias(why_not_signed=why_not).filter(why_not_signed=None)


@keeps_history
class Approach(Record):
    """The tailored plan for one official, with its safeguards; one version of it.

    The page “Before we approach” asks four answers: two stand here, what is known
    against them in `conduct`, what could go wrong in `exposure`. One signature of a
    second person (`review`) covers identification, conduct, exposure and approach.
    """

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="approaches",
        verbose_name=_("official"),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    why_this_person = models.TextField(_("why this person"), blank=True)
    what_would_help = models.TextField(_("what would help their work"), blank=True)
    interests = models.TextField(_("their interests"), blank=True)
    what_matters = models.TextField(_("what matters in their work"), blank=True)
    words_that_suit = models.TextField(_("words that suit"), blank=True)
    do = models.TextField(_("do"), blank=True)
    do_not = models.TextField(_("do not"), blank=True)
    messenger = models.CharField(
        _("best messenger"),
        max_length=200,
        blank=True,
        help_text=_("Who among us, or whom they trust, is best heard."),
    )
    where_to_begin = models.TextField(_("where to begin"), blank=True)
    what_we_offer = models.TextField(_("what we offer"), blank=True)
    next_small_step = models.CharField(_("next small step"), max_length=300, blank=True)
    look_again_on = planned_day(_("look at it again"), null=True, blank=True)
    respected = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("respect check"),
    )
    nevertheless = models.CharField(
        _("why nevertheless"),
        max_length=300,
        blank=True,
        help_text=_("Why it goes on in spite of a warning."),
    )
    recommendation = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approaches",
        verbose_name=_("recommendation to the State on which it rests"),
    )
    conduct = models.OneToOneField(
        ConductCheck,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="approach",
        verbose_name=_("conduct check"),
    )
    exposure = models.OneToOneField(
        ExposureRisk,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="approach",
        verbose_name=_("exposure risk"),
    )
    review = models.OneToOneField(
        ReviewRequest,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="approach",
        verbose_name=_("signature"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="approaches",
        editable=False,
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(
        _("written"), default=timezone.now, editable=False
    )

    objects = ApproachQuerySet.as_manager()

    # What is finer than the four answers, in the order of the page.
    FINER = (
        "interests",
        "what_matters",
        "words_that_suit",
        "do",
        "do_not",
        "messenger",
        "where_to_begin",
        "what_we_offer",
        "next_small_step",
        "look_again_on",
    )

    counted_by = "version"

    class Meta(Record.Meta):
        ordering = ["official__sort_name", "-version"]
        verbose_name = _("approach")
        verbose_name_plural = _("approaches")
        constraints = [
            NOT_FOR_THE_OTHER_TRACK,
            *days_within_reach("approach", "look_again_on"),
            NoWiderThan(name="approach_no_wider_than_official", field="official"),
            NoWiderThan(name="approach_no_wider_than_conduct", field="conduct"),
            NoWiderThan(name="approach_no_wider_than_exposure", field="exposure"),
            NoWiderThan(name="approach_no_wider_than_review", field="review"),
            NoWiderThan(
                name="approach_no_wider_than_recommendation", field="recommendation"
            ),
            models.UniqueConstraint(
                fields=["official", "circle", "version"], name="approach_version_once"
            ),
            models.CheckConstraint(
                name="approach_asked_with_all_answers",
                condition=Q(review=None)
                | (
                    Q(conduct__isnull=False, exposure__isnull=False)
                    & ~Q(why_this_person="")
                    & ~Q(what_would_help="")
                ),
                violation_error_message=_(
                    "Answer the four questions first, then ask for a signature."
                ),
            ),
            models.CheckConstraint(
                name="approach_version_counts", condition=Q(version__gte=1)
            ),
            *walls.AROUND_APPROACHES,
            *walls.FOLLOWED_BY_CLEARANCES,
        ]
        indexes = [
            models.Index(fields=["official", "-version"], name="approach_latest"),
            models.Index(fields=["recommendation"], name="approach_of_recommendation"),
        ]

    def __str__(self):
        return f"{self.official}: {self.version}"

    def clean(self):
        """It rests on what the State accepted, at least in part."""
        if self.recommendation and not self.recommendation.is_accepted:
            raise ValidationError(
                {
                    "recommendation": _(
                        "The State did not accept that one: choose another."
                    )
                }
            )
