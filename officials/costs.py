"""What the work took of us: days of our people, and money."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Spent(models.Model):
    """Anything that took days of ours or money: what it was, not what was planned."""

    days_spent = models.DecimalField(
        _("days of our people"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Working days, all of us together: 0.5 is half a day."),
    )
    money_spent = models.DecimalField(
        _("money spent"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[
            RegexValidator(
                r"^[A-Z]{3}\Z", _("A currency is three capital letters: EUR, RUB, SEK.")
            )
        ],
        help_text=_("Three letters: EUR, RUB, SEK."),
    )

    class Meta:
        abstract = True


def spent_is_no_less_than_nothing(name):
    """The constraint of a table with what was spent, called `name`_spent..."""
    return models.CheckConstraint(
        name=f"{name}_spent_not_negative",
        condition=(Q(days_spent=None) | Q(days_spent__gte=0))
        & (Q(money_spent=None) | Q(money_spent__gte=0)),
        violation_error_message=_("What was spent is not less than nothing."),
    )


def days_in_words(days):
    """“1 day”, “2.5 days”: working days, without noughts behind the point."""
    plain = days.normalize()
    whole = plain == plain.to_integral()
    words = ngettext("%(days)s day", "%(days)s days", int(plain) if whole else 2)
    return words % {"days": number_format(int(plain) if whole else plain)}


def money_in_words(currency, money):
    """“1,250.00 EUR”, as the reader writes numbers."""
    return f"{number_format(money, decimal_pos=2, force_grouping=True)} {currency}"


def took(days, money, currency):
    """“2.5 days, 300.00 EUR”: what something took, or nothing."""
    phrases = [days_in_words(days)] if days else []
    return ", ".join([*phrases, *([money_in_words(currency, money)] if money else [])])
