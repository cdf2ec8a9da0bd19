"""Checks beside those that every translation has: by an expert, of the proofs."""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FurtherCheck(NamedTuple):
    """The names of its fields on a job, what it is called, and what is said of it.

    It is switched on by naming who does it.
    """

    person: str
    moment: str
    remark: str
    label: Promise
    open_sentence: Promise


FURTHER_CHECKS = (
    FurtherCheck(
        "expert",
        "expert_done_at",
        "expert_remark",
        _("Expert review"),
        _("The expert review is not done."),
    ),
    FurtherCheck(
        "proofreader",
        "proofread_at",
        "proofread_remark",
        _("Proofreading"),
        _("The proofreading is not done."),
    ),
)
EXPERT_REVIEW, PROOFREADING = FURTHER_CHECKS
PEOPLE = tuple(check.person for check in FURTHER_CHECKS)
LONGEST_REMARK = 2000  # letters


class CheckedFurther(models.Model):
    """A job that an expert reviews, or somebody proofreads, where that is switched on.

    Each is ticked once the text is approved; the tick falls with the text.
    """

    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("expert review by"),
        help_text=_("Who knows the subject; left empty, there is no such review."),
    )
    expert_done_at = models.DateTimeField(null=True, blank=True, editable=False)
    expert_remark = models.TextField(
        max_length=LONGEST_REMARK, blank=True, editable=False
    )
    proofreader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proofreading by"),
        help_text=_("Not the translator; left empty, nobody proofreads it."),
    )
    proofread_at = models.DateTimeField(null=True, blank=True, editable=False)
    proofread_remark = models.TextField(
        max_length=LONGEST_REMARK, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def further_checks(self):
        """Those of FURTHER_CHECKS that are switched on."""
        return [each for each in FURTHER_CHECKS if getattr(self, f"{each.person}_id")]

    def open_checks(self):
        """Those that are switched on and not done."""
        return [
            each for each in self.further_checks() if not getattr(self, each.moment)
        ]


AROUND_FURTHER_CHECKS = [
    models.CheckConstraint(
        name="translation_expert_review_by_somebody",
        condition=Q(expert_done_at=None) | Q(expert__isnull=False),
        violation_error_message=_("Say who reviews it."),
    ),
    models.CheckConstraint(
        name="translation_proofread_by_somebody",
        condition=Q(proofread_at=None) | Q(proofreader__isnull=False),
        violation_error_message=_("Say who proofreads it."),
    ),
    models.CheckConstraint(
        name="translation_proofread_by_another",
        condition=~Q(proofreader=F("translator")),
        violation_error_message=_("Somebody other than the translator proofreads it."),
    ),
    models.CheckConstraint(
        name="translation_checked_when_published",
        condition=~Q(state="published")
        | (Q(expert=None) | Q(expert_done_at__isnull=False))
        & (Q(proofreader=None) | Q(proofread_at__isnull=False)),
        violation_error_message=_(
            "The expert review or the proofreading is not done: "
            "it is published after that."
        ),
    ),
]
