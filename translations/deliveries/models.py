"""Deliveries: which edition is in whose hands."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.days import days_within_reach, past_day
from officials.institutions.models import Institution
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan
from translations.deliveries.walls import AROUND_DELIVERIES
from translations.jobs.models import Edition, Translation

MOST_COPIES = 10_000


class DeliveryQuerySet(RecordQuerySet):
    def search(self, text):
        """Those of documents that hold every word of `text`."""
        editions = Edition.objects.search(text)
        return self.filter(edition__in=editions.order_by().values("pk"))

    def with_hints(self):
        return self.select_related("edition__document", "official", "institution")

    def with_edition_names(self):
        """Adds `edition_name`: “1.2” of ours, the kind of what others made."""
        number = Cast("edition__number", models.CharField())
        correction = Cast("edition__correction", models.CharField())
        ours = Q(edition__kind=Edition.Kind.OURS)
        return self.annotate(
            edition_name=Case(
                When(ours & Q(edition__correction=0), then=number),
                When(ours, then=Concat(number, Value("."), correction)),
                *(
                    When(edition__kind=kind, then=Value(str(kind.label)))
                    for kind in Edition.Kind
                ),
                output_field=models.CharField(),
            )
        )

    def outdated(self, user):
        """Those after which the same hands need a later edition.

        Another of our translation is in force, and as far as `user` sees they do not
        hold it.
        """
        later = Delivery.objects.visible_to(user).filter(
            Q(official=OuterRef("official"))
            | Q(official=None, institution=OuterRef("institution")),
            edition=OuterRef("edition__translation__in_force"),
        )
        translations = Translation.objects.visible_to(user).in_force()
        return self.filter(
            ~Q(edition=models.F("edition__translation__in_force")),
            ~Exists(later),
            edition__translation__in=translations.order_by().values("pk"),
        )


@keeps_history
class Delivery(Record):
    """An edition in the hands of an official or of an institution.

    What we give today passes the gate. What was given already is put on record as it
    happened (`is_past`), and asks nothing.
    """

    class Way(models.TextChoices):
        HAND = "hand", _("by hand")
        POST = "post", _("by post")
        EMAIL = "email", _("by e-mail")
        MESSENGER = "messenger", _("by messenger")

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        related_name="deliveries",
        verbose_name=_("edition"),
    )
    official = models.ForeignKey(
        Official,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("official"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("institution"),
    )
    given_on = past_day(_("given on"), default=timezone.localdate)
    way = models.CharField(_("how"), max_length=10, choices=Way, default=Way.HAND)
    copies = models.PositiveSmallIntegerField(
        _("copies"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_COPIES)],
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("given by"),
    )
    is_past = models.BooleanField(
        _("it was given already"), default=False, editable=False
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-given_on", "-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("delivery", "given_on"),
            NoWiderThan(name="delivery_no_wider_than_edition", field="edition"),
            NoWiderThan(name="delivery_no_wider_than_official", field="official"),
            NoWiderThan(name="delivery_no_wider_than_institution", field="institution"),
            models.CheckConstraint(
                name="delivery_to_one",
                condition=Q(official__isnull=False, institution=None)
                | Q(official=None, institution__isnull=False),
                violation_error_message=_(
                    "Say to whom it went: an official or an institution."
                ),
            ),
            models.CheckConstraint(
                name="delivery_of_some_copies",
                condition=Q(copies__gte=1, copies__lte=MOST_COPIES),
                violation_error_message=_("Say how many copies, from 1 to 10,000."),
            ),
            *AROUND_DELIVERIES,
        ]
        indexes = [
            models.Index(fields=["edition"], name="delivery_of_edition"),
            models.Index(fields=["official", "-given_on"], name="delivery_to_person"),
            models.Index(fields=["institution"], name="delivery_to_institution"),
        ]

    @property
    def holder(self):
        """Whom it was given to: an `Official` or an `Institution`."""
        return self.official or self.institution

    @property
    def hint(self):
        return str(self.holder)

    def __str__(self):
        return str(self.edition)
