"""Progress markers: what we expect, would like and would love to see change.

After Outcome Mapping (Earl, Carden, Smutylo: Outcome Mapping, IDRC, Ottawa 2001).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from engagements.contacts.models.actions import OutreachAction
from engagements.monitoring.models.notes import Note
from officials.days import days_within_reach, past_day
from officials.institutions.models import Institution
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import AppendOnly, FollowsParent, NoWiderThan
from officials.themes.models import Theme

CORRECTED_WITHIN = 60  # minutes


class Level(models.TextChoices):
    """How far a change goes: early answers, engagement, deep change (IDRC 2001)."""

    EXPECT = "expect", _("Expect to see")
    LIKE = "like", _("Like to see")
    LOVE = "love", _("Love to see")


class MarkerIdea(models.Model):
    """A marker of the library, to begin from; managers and administrators change it."""

    level = models.CharField(_("level"), max_length=6, choices=Level)
    text = models.CharField(_("marker"), max_length=250, unique=True)
    text_ru = models.CharField(_("marker in Russian"), max_length=250, blank=True)
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theme"),
    )
    offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        ordering = ["level", "text"]
        verbose_name = _("marker of the library")
        verbose_name_plural = _("markers of the library")

    def __str__(self):
        return (get_language() == "ru" and self.text_ru) or self.text


class ProgressMarkerQuerySet(RecordQuerySet):
    def standing(self):
        """Those that were not dropped."""
        return self.filter(dropped_on=None)

    def search(self, text):
        """Those that hold every word of `text`; they are kept as they were worded."""
        markers = self
        for word in text.replace("\x00", "").split():
            markers = markers.filter(text__icontains=word)
        return markers


@keeps_history
class ProgressMarker(Record):
    """One change that we expect, would like or would love to see of somebody."""

    official = models.ForeignKey(
        Official,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="progress_markers",
        verbose_name=_("official"),
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="progress_markers",
        verbose_name=_("institution"),
    )
    level = models.CharField(_("level"), max_length=6, choices=Level)
    text = models.CharField(_("what we would see"), max_length=250)
    idea = models.ForeignKey(
        MarkerIdea,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("from the library"),
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("set by"),
    )
    set_on = past_day(_("set"), default=timezone.localdate, editable=False)
    dropped_on = past_day(_("dropped"), null=True, editable=False)
    dropped_because = models.CharField(
        _("why dropped"), max_length=300, blank=True, editable=False
    )

    objects = ProgressMarkerQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["set_on", "pk"]
        verbose_name = _("progress marker")
        verbose_name_plural = _("progress markers")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("progressmarker", "set_on", "dropped_on"),
            NoWiderThan(name="progressmarker_no_wider_than_official", field="official"),
            NoWiderThan(name="progressmarker_no_wider_than_place", field="institution"),
            models.CheckConstraint(
                name="progressmarker_of_one",
                condition=Q(official__isnull=False, institution=None)
                | Q(official=None, institution__isnull=False),
                violation_error_message=_(
                    "A marker is of one official or of one institution."
                ),
            ),
            models.CheckConstraint(
                name="progressmarker_dropped_says_why",
                condition=Q(dropped_on=None)
                | (Q(dropped_because__regex=r"\S") & Q(dropped_on__isnull=False)),
                violation_error_message=_("Say why it is dropped."),
            ),
        ]
        indexes = [
            models.Index(fields=["official"], name="progressmarker_of_person"),
            models.Index(fields=["institution"], name="progressmarker_of_place"),
        ]

    def __str__(self):
        return self.text

    @property
    def of(self):
        """The official or the institution that it is about."""
        return self.official or self.institution


@keeps_history
class MarkerJudgement(Record):
    """On one day, how much of a marker was to be seen, and what shows it.

    What was judged stays: who thinks otherwise later writes a new one.
    """

    class Degree(models.IntegerChoices):
        NONE = 0, _("nothing of it")
        LOW = 1, _("a little")
        MEDIUM = 2, _("partly")
        HIGH = 3, _("fully")

    marker = models.ForeignKey(
        ProgressMarker,
        models.CASCADE,
        editable=False,
        related_name="judgements",
        verbose_name=_("progress marker"),
    )
    judged_on = past_day(_("as of"), default=timezone.localdate)
    degree = models.SmallIntegerField(_("how much of it is seen"), choices=Degree)
    words = models.TextField(_("what shows it"))
    note = models.ForeignKey(
        Note,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="marker_judgements",
        verbose_name=_("monitoring note"),
    )
    action = models.ForeignKey(
        OutreachAction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="marker_judgements",
        verbose_name=_("action"),
    )
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("judged by"),
    )
    judged_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta(Record.Meta):
        ordering = ["-judged_on", "-judged_at"]
        verbose_name = _("judgement of a marker")
        verbose_name_plural = _("judgements of markers")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("markerjudgement", "judged_on"),
            FollowsParent(name="markerjudgement_of_marker", field="marker"),
            NoWiderThan(name="markerjudgement_no_wider_than_note", field="note"),
            NoWiderThan(name="markerjudgement_no_wider_than_action", field="action"),
            AppendOnly(
                name="markerjudgement_stays",
                moment="judged_at",
                minutes=CORRECTED_WITHIN,
                message=_("A judgement stays as it was written: write a new one."),
            ),
            models.CheckConstraint(
                name="markerjudgement_degree",
                condition=Q(degree__range=(0, 3)),
            ),
            models.CheckConstraint(
                name="markerjudgement_says_what",
                condition=Q(words__regex=r"\S"),
                violation_error_message=_("Say what shows it."),
            ),
        ]
        indexes = [
            models.Index(fields=["marker", "-judged_on"], name="markerjudgement_of")
        ]

    def __str__(self):
        return f"{self.marker}: {self.get_degree_display()}"
