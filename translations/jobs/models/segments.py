"""Segments: the sentences of a translation, side by side with their source."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import Circled, FollowsParent, NoWiderThan
from translations.catalogue.models import MINE, MY_JOB
from translations.jobs.models.translations import Translation

# Those who have the job read and write its segments without being in its circle.
OF_MY_JOB = MY_JOB.format(column="translation_id", select="t.id", mine=MINE)

LONGEST_NOTE = 1000  # letters, to the reader


class OfJobs(RecordQuerySet):
    """Rows of translations, each with a key `translation`."""

    def visible_to(self, user):
        """Those of the translations that the reader sees."""
        jobs = Translation.objects.visible_to(user)
        return self.filter(translation__in=jobs.order_by().values("pk"))


class SegmentQuerySet(OfJobs):
    def unresolved(self):
        """Those that are not confirmed, and are to be."""
        State = Segment.State
        return self.exclude(is_locked=True).filter(state__in=[State.EMPTY, State.DRAFT])

    def with_open_questions(self):
        """Those of which the office has still to answer something."""
        open_questions = SegmentComment.objects.open_questions()
        return self.filter(pk__in=open_questions.order_by().values("segment"))


@keeps_history(in_bulk=True, without=["kept_faults"])
class Segment(Record):
    """One sentence of the source, and what it says in the other language.

    Both with tags (formats/readers/tags.py). `paragraph` is its paragraph in the file
    that it came in, `gap` the white space between it and the next of the paragraph.
    """

    class State(models.TextChoices):
        EMPTY = "empty", _("not begun")
        DRAFT = "draft", _("draft")
        CONFIRMED = "confirmed", _("confirmed")
        REVISED = "revised", _("revised")

    translation = models.ForeignKey(
        Translation, models.CASCADE, related_name="segments", editable=False
    )
    position = models.PositiveIntegerField(editable=False)
    paragraph = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=16, default="paragraph", editable=False)
    source = models.TextField(_("source"), editable=False)
    gap = models.TextField(blank=True, editable=False)
    tags = models.JSONField(default=dict, editable=False)  # the kind of each, by number
    target = models.TextField(_("translation"), blank=True)
    note = models.TextField(
        _("translator’s note"), max_length=LONGEST_NOTE, blank=True, editable=False
    )
    # What it said when the translator handed it in: what the reviser changed shows.
    handed_in = models.TextField(blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.EMPTY, editable=False
    )
    is_locked = models.BooleanField(default=False, editable=False)
    ticks = models.JSONField(default=list, editable=False)  # warnings that may stand
    # What the checks said when it was last written; see `checks.open_faults`.
    kept_faults = models.JSONField(default=dict, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = SegmentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["translation", "position"]
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = [
            Circled(name="%(app_label)s_%(class)s_circle", also=OF_MY_JOB),
            FollowsParent(name="segment_of_translation", field="translation"),
            models.UniqueConstraint(
                fields=["translation", "position"],
                name="segment_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="segment_changed_by_and_at",
                condition=Q(changed_by=None, changed_at=None)
                | Q(changed_by__isnull=False, changed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="segment_confirmed_says_something",
                condition=~Q(state__in=("confirmed", "revised")) | ~Q(target=""),
                violation_error_message=_("There is nothing to confirm yet."),
            ),
        ]

    def __str__(self):
        return Truncator(self.source).chars(80)


class SegmentCommentQuerySet(OfJobs):
    def open_questions(self):
        """Those to the office that it has still to answer."""
        return self.filter(is_question=True, answered_at=None)


@keeps_history
class SegmentComment(Record):
    """What somebody says of a segment; as a question it is for the office to answer."""

    translation = models.ForeignKey(
        Translation, models.CASCADE, related_name="comments", editable=False
    )
    segment = models.ForeignKey(
        Segment, models.CASCADE, related_name="comments", editable=False
    )
    text = models.TextField(_("comment"), max_length=2000)
    is_question = models.BooleanField(_("a question to the office"), default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = SegmentCommentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["written_at", "pk"]
        verbose_name = _("comment on a segment")
        verbose_name_plural = _("comments on segments")
        constraints = [
            Circled(name="%(app_label)s_%(class)s_circle", also=OF_MY_JOB),
            FollowsParent(name="segmentcomment_of_translation", field="translation"),
            NoWiderThan(name="segmentcomment_no_wider_than_segment", field="segment"),
            models.CheckConstraint(
                name="segmentcomment_answered_by_and_at",
                condition=Q(answered_by=None, answered_at=None, answer="")
                | Q(answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answer=""),
                violation_error_message=_("Write the answer."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["translation"],
                condition=Q(is_question=True, answered_at=None),
                name="segmentcomment_open",
            )
        ]

    def __str__(self):
        return Truncator(self.text).chars(80)
