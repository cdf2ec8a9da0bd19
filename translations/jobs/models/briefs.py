"""The brief of a translation: what it is for, who reads it, in what manner."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELDS = ("purpose", "reader", "register", "machine_rule")


class Briefed(models.Model):
    """A job with its brief, which names nobody: translators from outside read it.

    `machine_rule` is what machine translation may be used, `machine` what its
    translator states at hand-in.
    """

    class Register(models.TextChoices):
        """In what manner it speaks."""

        LEGAL = "legal", _("legal: as a law or a judgment")
        OFFICIAL = "official", _("official: as a report or a letter")
        PLAIN = "plain", _("plain: for everybody")

    class Machine(models.TextChoices):
        """Machine translation: the less may be used, the earlier it stands."""

        NONE = "none", _("none")
        OFFLINE = "offline", _("a tool of our own, offline")
        ALLOWED = "allowed", _("another one, as agreed")

    purpose = models.TextField(
        _("purpose"),
        max_length=1000,
        blank=True,
        help_text=_("What it is for, in general words; it names nobody."),
    )
    reader = models.CharField(
        _("reader"),
        max_length=300,
        blank=True,
        help_text=_("In general words, like: judges of district courts."),
    )
    register = models.CharField(
        pgettext_lazy("of a text", "register"),
        max_length=8,
        choices=Register,
        blank=True,
    )
    machine_rule = models.CharField(
        _("machine translation that may be used"),
        max_length=8,
        choices=Machine,
        default=Machine.NONE,
    )
    machine = models.CharField(
        _("machine translation"),
        max_length=8,
        choices=Machine,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True


def more_than_agreed(stated, rule):
    """Whether the machine translation `stated` is more than `rule` lets be used."""
    order = Briefed.Machine.values
    return stated in order and order.index(stated) > order.index(rule)


AROUND_BRIEFS = [
    models.CheckConstraint(
        name="translation_machine_as_agreed",
        condition=Q(state__in=("requested", "translating", "withdrawn"))
        | Q(machine__in=("", "none"))
        | Q(machine_rule="allowed")
        | Q(machine=F("machine_rule")),
        violation_error_message=_("The brief does not allow that machine translation."),
    )
]
