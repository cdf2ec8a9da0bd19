"""Themes: the human-rights topics that notes, people and documents share."""

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    """A human-rights topic, in a small tree: police accountability, fair trial ..."""

    name = models.CharField(
        pgettext_lazy("of a thing", "name"), max_length=100, unique=True
    )
    name_ru = models.CharField(_("name in Russian"), max_length=100, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("broader theme"),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.CheckConstraint(
                name="theme_not_under_itself",
                condition=~models.Q(parent=models.F("id")),
                violation_error_message=_("A theme cannot be broader than itself."),
            )
        ]

    def __str__(self):
        return (get_language() == "ru" and self.name_ru) or self.name
