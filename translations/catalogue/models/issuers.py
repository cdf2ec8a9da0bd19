"""Issuers of documents: what each allows for translations, and its disclaimer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from officials.days import days_within_reach, past_day
from officials.names.fold import FoldedField
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent
from translations.catalogue.languages import LANGUAGES


class Rights(models.TextChoices):
    """What a rights holder allows for translations."""

    UNDECIDED = "", _("Not decided")
    FREE = "free", _("Free, when the source is named")
    PERMISSION = "permission", _("Only with permission")
    FORBIDDEN = "forbidden", _("Not allowed")


class RightsDecision(models.Model):
    """What was decided of translations, and on what it rests."""

    rights = models.CharField(
        _("translations are"), max_length=10, choices=Rights, blank=True, default=""
    )
    where_written = models.CharField(
        _("where it is written"),
        max_length=300,
        blank=True,
        help_text=_("The page on which they say it, or their answer to our letter."),
    )
    permitted_on = past_day(
        _("permission given on"),
        null=True,
        blank=True,
        help_text=_("Empty while we wait for it."),
    )

    class Meta:
        abstract = True


def permission_is_whole(name):
    """The CHECK of a `RightsDecision`: a permission was needed, and is written."""
    return models.CheckConstraint(
        name=f"{name}_permission_is_whole",
        condition=Q(permitted_on=None) | Q(rights="permission") & ~Q(where_written=""),
        violation_error_message=_(
            "A permission has a day and a place where it is written, and is given "
            "where translations are allowed only with permission."
        ),
    )


class IssuerQuerySet(RecordQuerySet):
    def with_counts(self, documents):
        """Adds `document_count`: how many of `documents` each holds the rights of."""
        count = (
            documents.filter(rights_holder=models.OuterRef("pk"))
            .order_by()
            .values("rights_holder")
            .annotate(count=models.Count("pk"))
        )
        return self.annotate(document_count=models.Subquery(count.values("count")))


@keeps_history
class Issuer(RightsDecision, Record):
    """An organisation that issues documents and holds the rights of their texts."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=150)
    name_ru = models.CharField(_("name in Russian"), max_length=150, blank=True)
    folded = FoldedField("name", "name_ru")

    objects = IssuerQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["name", "circle"],
                name="issuer_name_once",
                violation_error_message=_("There is an issuer of this name already."),
            ),
            permission_is_whole("issuer"),
            *days_within_reach("issuer", "permitted_on"),
        ]

    def __str__(self):
        return (get_language() == "ru" and self.name_ru) or self.name

    @property
    def hint(self):
        return self.get_rights_display()


@keeps_history
class Disclaimer(Record):
    """What an issuer wants said in each translation that is not its own."""

    issuer = models.ForeignKey(
        Issuer, models.CASCADE, related_name="disclaimers", editable=False
    )
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    text = models.TextField(_("text"), max_length=2000)

    class Meta(Record.Meta):
        ordering = ["language", "pk"]
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="disclaimer_of_issuer", field="issuer"),
            models.UniqueConstraint(
                fields=["issuer", "language"],
                name="disclaimer_once_a_language",
                violation_error_message=_(
                    "It has a disclaimer in that language already."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.issuer} ({self.get_language_display()})"
