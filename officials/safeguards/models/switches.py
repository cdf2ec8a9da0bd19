"""Switches: parts of the method that a team meets only when it wants them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SwitchQuerySet(models.QuerySet):
    """A part without a row is off."""

    def is_on(self, name):
        """Whether the part of the method called `name` is in use here."""
        return self.filter(name=name, on=True).exists()

    def turn(self, name, *, on):
        """Takes the part called `name` into use, or out of it; nothing is lost."""
        self.update_or_create(name=name, defaults={"on": on})

    def all_on(self):
        """The names of all parts in use, as a set."""
        return set(self.filter(on=True).values_list("name", flat=True))


class Switch(models.Model):
    """A part of the method that is off until an administrator switches it on."""

    class Name(models.TextChoices):
        FEEDS = "feeds", _("News feeds of institutions and media")
        WARMTH = "warmth", _("Warmth of a relationship, 0 to 6")
        SECOND_ASSESSMENT = "second_assessment", _("Blind second assessment")
        PROGRESS_MARKERS = "progress_markers", _("Progress markers")
        PLAYBOOKS = "playbooks", _("Playbooks")
        TWO_TRACKS = "two_tracks", _("Two tracks")
        RECOMMENDATIONS = "recommendations", _("Recommendations to the State")

    name = models.CharField(
        _("part of the method"), max_length=30, choices=Name, primary_key=True
    )
    on = models.BooleanField(_("in use"), default=False)

    objects = SwitchQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        default_permissions = ("view", "change")
        verbose_name = _("switch")
        verbose_name_plural = _("switches")

    BRINGS = {
        Name.FEEDS: _(
            "Reads the news feeds that an administrator has entered, and puts their "
            "items into an inbox, with the officials recognised in them."
        ),
        Name.WARMTH: _(
            "Keeps, on the Relationship tab, how warm a relationship is, from 0 to 6, "
            "and who said so when."
        ),
        Name.SECOND_ASSESSMENT: _(
            "A second person assesses an official without seeing what the first one "
            "wrote; where the two differ, they write down what they agree on."
        ),
        Name.PROGRESS_MARKERS: _(
            "What we expect, would like and would love to see of somebody, and what "
            "was seen of it when."
        ),
        Name.PLAYBOOKS: _(
            "Plans the steps of a usual case, as of a new minister, on working days "
            "counted from one date."
        ),
        Name.TWO_TRACKS: _(
            "An institution against which others of us work in court or in reports is "
            "marked “consult first”, and the two groups see nothing else of each other."
        ),
        Name.RECOMMENDATIONS: _(
            "Keeps the recommendations that the State accepted before the United "
            "Nations, so that what we ask rests on its own word."
        ),
    }

    def __str__(self):
        return self.get_name_display()
