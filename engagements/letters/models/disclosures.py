"""Lawful disclosure: what an authority may ask to see of the register of letters."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.letters.models.letter_templates import Language
from officials.days import days_within_reach, past_day
from officials.safeguards.models import ReviewRequest
from officials.security.records import Record, keeps_history
from officials.security.row_security import NoWiderThan


@keeps_history
class Disclosure(Record):
    """An authority asked for the register of letters of a range of days.

    It is given the register alone, of *All staff* and of this circle, once a second
    person has signed; `sha256` and `rows` say what that person signed.
    """

    authority = models.CharField(_("who asks"), max_length=300)
    legal_basis = models.TextField(
        _("legal basis"),
        help_text=_("The law and the paper by which they ask, with its number."),
    )
    since = past_day(_("from"))
    until = past_day(_("until"))
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    review = models.OneToOneField(
        ReviewRequest,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="disclosure",
        verbose_name=_("signature"),
    )
    rows = models.PositiveIntegerField(_("rows"), null=True, editable=False)
    sha256 = models.CharField(
        _("SHA-256 of the register"), max_length=64, blank=True, editable=False
    )
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
        ordering = ["-written_at", "-pk"]
        verbose_name = _("disclosure of the register")
        verbose_name_plural = _("disclosures of the register")
        permissions = [("sign_disclosure", _("Can sign disclosures of the register"))]
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("disclosure", "since", "until"),
            NoWiderThan(name="disclosure_no_wider_than_review", field="review"),
            models.CheckConstraint(
                name="disclosure_ends_after_start",
                condition=Q(until__gte=F("since")),
                violation_error_message=_("The range ends before it begins."),
            ),
            models.CheckConstraint(
                name="disclosure_says_who_and_why",
                condition=Q(authority__regex=r"\S", legal_basis__regex=r"\S"),
                violation_error_message=_("Say who asks, and on what legal basis."),
            ),
            models.CheckConstraint(
                name="disclosure_frozen_whole",
                condition=Q(rows=None, sha256="")
                | Q(rows__isnull=False) & ~Q(sha256=""),
            ),
        ]

    def __str__(self):
        return self.authority
