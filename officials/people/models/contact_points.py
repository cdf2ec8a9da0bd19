"""How to reach an official, and the numbers by which other registers know them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateField
from officials.people.models.people import Official
from officials.security.records import Record, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan


@keeps_history(in_bulk=True)
class ContactPoint(Record):
    """A way to reach an official, and whether it is safe to use.

    A private one has a circle of its own, narrower than that of the official.
    """

    class Kind(models.TextChoices):
        OFFICE_PHONE = "office_phone", _("Office telephone")
        MOBILE = "mobile", _("Mobile telephone")
        EMAIL = "email", _("E-mail")
        POSTAL = "postal", _("Postal address")
        ASSISTANT = "assistant", _("Assistant")
        MESSENGER = "messenger", _("Messenger")
        OTHER = "other", _("Other")

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="contact_points",
        verbose_name=_("official"),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    value = models.CharField(_("number or address"), max_length=300)
    preferred = models.BooleanField(_("preferred"), default=False)
    safe_to_use = models.BooleanField(
        _("safe to use"),
        default=False,
        help_text=_("Nobody is put at risk when we write or call there."),
    )
    valid_from = PartialDateField(_("from"), null=True, blank=True)
    valid_until = PartialDateField(_("until"), null=True, blank=True)
    gatekeeper = models.CharField(
        _("gatekeeper"),
        max_length=200,
        blank=True,
        help_text=_(
            "Who answers there or opens the letters: an assistant, a secretary."
        ),
    )
    hours = models.CharField(
        _("when"),
        max_length=100,
        blank=True,
        help_text=_("The best time to call: “weekdays after 16:00”."),
    )
    note = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta(Record.Meta):
        ordering = ["-preferred", "kind", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="contactpoint_no_wider_than_official", field="official"),
            models.CheckConstraint(
                name="contactpoint_ends_after_start",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__endswith__gt=F("valid_from__startswith")),
                violation_error_message=_("It cannot end before it began."),
            ),
        ]
        indexes = [models.Index(fields=["official"], name="contactpoint_of_person")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value}"


@keeps_history(in_bulk=True)
class Identifier(Record):
    """The number by which another register knows an official: Wikidata and others."""

    WIKIDATA = "wikidata"

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        related_name="identifiers",
        verbose_name=_("official"),
    )
    scheme = models.SlugField(
        _("register"),
        max_length=50,
        default=WIKIDATA,
        help_text=_("In small letters: wikidata, viaf, everypolitician."),
    )
    value = models.CharField(_("number"), max_length=200, help_text=_("Like Q7747."))

    class Meta(Record.Meta):
        ordering = ["scheme", "value"]
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="identifier_of_official", field="official"),
            models.UniqueConstraint(
                fields=["scheme", "value", "circle"],
                name="identifier_once",
                violation_error_message=_("An official of this circle has it already."),
            ),
            models.CheckConstraint(
                name="identifier_wikidata_form",
                condition=~Q(scheme="wikidata") | Q(value__regex=r"^Q[1-9][0-9]*$"),
                violation_error_message=_("A Wikidata item is Q and a number: Q7747."),
            ),
            models.CheckConstraint(
                name="identifier_not_blank",
                condition=Q(value__regex=r"\S") & Q(scheme__regex=r"^[a-z0-9_-]+$"),
                violation_error_message=_(
                    "Write the register in small letters, and the number."
                ),
            ),
        ]
        indexes = [models.Index(fields=["official"], name="identifier_of_person")]

    def __str__(self):
        return f"{self.scheme}: {self.value}"
