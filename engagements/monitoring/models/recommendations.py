"""Recommendations to the State: what it was asked to do, and what it accepted."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from officials.institutions.models import Institution
from officials.names.fold import FoldedField
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan
from officials.themes.models import Theme


class RecommendationQuerySet(RecordQuerySet):
    def accepted(self):
        """Those on which an approach can rest."""
        return self.filter(response__in=Recommendation.ACCEPTED)

    def choosable(self):
        return self.accepted()


@keeps_history(in_bulk=True)
class Recommendation(Record):
    """What a body of the United Nations, or a State in it, recommended to the State.

    `response` is what the State answered; what it accepted is its own word.
    """

    class Body(models.TextChoices):
        UPR = "upr", _("Universal Periodic Review")
        CCPR = "ccpr", _("Human Rights Committee")
        CAT = "cat", _("Committee against Torture")
        CEDAW = "cedaw", _("Committee on women's rights")
        CERD = "cerd", _("Committee on racial discrimination")
        CRC = "crc", _("Committee on the Rights of the Child")
        OTHER = "other", pgettext_lazy("body", "Other")

    class Response(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        PARTIALLY = "partially", _("Accepted in part")
        NOTED = "noted", _("Noted")
        REJECTED = "rejected", _("Not accepted")
        OPEN = "open", _("No answer yet")

    class Action(models.IntegerChoices):
        MINIMAL = 1, _("1 – minimal action")
        CONTINUING = 2, _("2 – going on with an action")
        CONSIDERING = 3, _("3 – considering an action")
        GENERAL = 4, _("4 – general action")
        SPECIFIC = 5, _("5 – specific action")

    ACCEPTED = (Response.ACCEPTED, Response.PARTIALLY)

    body = models.CharField(_("body"), max_length=10, choices=Body, default=Body.UPR)
    cycle = models.PositiveSmallIntegerField(_("cycle"), null=True, blank=True)
    session = models.PositiveSmallIntegerField(_("session"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    paragraph = models.CharField(_("paragraph"), max_length=30, blank=True)
    recommended_by = models.CharField(
        _("recommended by"),
        max_length=300,
        blank=True,
        help_text=_("The State or States, as the report has them."),
    )
    text = models.TextField(_("recommendation"))
    response = models.CharField(
        _("answer of the State"),
        max_length=10,
        choices=Response,
        default=Response.OPEN,
    )
    action = models.PositiveSmallIntegerField(
        _("kind of action"),
        choices=Action,
        null=True,
        blank=True,
        help_text=_("As UPR Info grades what is asked for."),
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("theme"),
    )
    issues = models.CharField(
        _("issues"),
        max_length=300,
        blank=True,
        help_text=_("In the words of the source."),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("responsible institution"),
    )
    source_url = models.URLField(_("address on the web"), max_length=500, blank=True)
    folded = FoldedField("text", "recommended_by", "issues")

    objects = RecommendationQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [F("session").desc(nulls_last=True), "recommended_by", "pk"]
        verbose_name = _("recommendation to the State")
        verbose_name_plural = _("recommendations to the State")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(
                name="recommendation_no_wider_than_institution", field="institution"
            ),
            models.UniqueConstraint(
                "circle",
                "body",
                F("session"),
                "recommended_by",
                MD5("text"),
                name="recommendation_once",
                violation_error_message=_("This recommendation is on record already."),
            ),
            models.CheckConstraint(
                name="recommendation_action_graded",
                condition=Q(action=None) | Q(action__range=(1, 5)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "response"], name="recommendation_of_place"
            ),
            models.Index(fields=["theme"], name="recommendation_of_theme"),
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                name="recommendation_folded",
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"

    @property
    def is_accepted(self):
        """Whether the State accepted it, at least in part."""
        return self.response in self.ACCEPTED

    @property
    def hint(self):
        return f"{self.where}, {self.get_response_display()}"

    @property
    def where(self):
        """Where it stands: “Universal Periodic Review, session 16, Norway”."""
        parts = [str(self.get_body_display())]
        if self.session:
            parts.append(_("session %(number)s") % {"number": self.session})
        if self.paragraph:
            parts.append(_("paragraph %(number)s") % {"number": self.paragraph})
        if self.year:
            parts.append(str(self.year))
        return ", ".join([*map(str, parts), *filter(None, [self.recommended_by])])
