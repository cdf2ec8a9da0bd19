"""Switches: parts of the method that a team meets only when it wants them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SwitchQuerySet(models.QuerySet):
    def is_on(self, name):
        """Whether the part of the method called `name` is in use here."""
        return self.filter(name=name, on=True).exists()

    def all_on(self):
        """The names of all parts in use, as a set."""
        return set(self.filter(on=True).values_list("name", flat=True))


class Switch(models.Model):
    """A part of the method that is off until an administrator switches it on."""

    class Name(models.TextChoices):
        FEEDS = "feeds", _("News feeds of institutions and media")
        WARMTH = "warmth", _("Warmth of a relationship, 0 to 6")
        SECOND_ASSESSMENT = "second_assessment", _("Blind second assessment")

    name = models.CharField(
        _("part of the method"), max_length=30, choices=Name, primary_key=True
    )
    on = models.BooleanField(_("in use"), default=False)

    objects = SwitchQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("switch")
        verbose_name_plural = _("switches")

    def __str__(self):
        return self.get_name_display()
