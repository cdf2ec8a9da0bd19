"""Monitoring notes: what we saw of officials, and how we know."""

import functools
import operator

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from engagements.monitoring.models.feeds import FeedItem
from officials.dates import PartialDateField
from officials.days import days_within_reach, past_day
from officials.institutions.models import Institution
from officials.institutions.models.institutions import in_reader_language
from officials.names.fold import FoldedField, StemsField, fold
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.sets import OfSet
from officials.sources.models import Reliability, Source, SourceKind, source_label
from officials.themes.models import Theme
from translations.deliveries.models import Delivery

DOUBTFUL = Q(reliability=Reliability.E) | Q(credibility=5)


class NoteQuerySet(RecordQuerySet):
    ENOUGH = 50  # found by stems: a page
    FEW = 2_000  # of a million: more are soon met on the way from the latest

    def graded(self, at_least):
        """Notes whose source is at least as reliable as `at_least` (A is best).

        Admiralty grading: F means that the reliability cannot be judged.
        """
        return self.filter(reliability__lte=at_least)

    def search(self, text):
        """Notes that hold the words of `text`: by their stems, or in any script.

        Stems find “complaints” for “complaint” and “жалобой” for “жалоба”; quotes,
        OR and - mean what they mean on the web. The other way, for names in another
        script and parts of words, costs twenty times as much: it is gone only while
        the stems found less than ENOUGH, for which the database is asked here.
        """
        text = text.replace("\x00", "")
        words = fold(text).split()
        if not words:
            return self.none()
        stem_query = SearchQuery(text, config="russian", search_type="websearch")
        notes_by_stem = self.filter(stems=stem_query)
        if notes_by_stem.order_by()[: self.ENOUGH].count() == self.ENOUGH:
            return notes_by_stem
        spelled = (Q(folded__contains=word) for word in words)
        return self.filter(
            Q(stems=stem_query) | functools.reduce(operator.and_, spelled)
        )

    def few(self):
        """Found first, as `RecordQuerySet.few` says; a range sorts by its two days."""
        return self.order_by(
            "-happened_on__startswith", "-happened_on__endswith", "-pk"
        )

    def suggested(self, text, limit):
        notes = self.search(text)
        if notes.order_by()[: self.FEW + 1].count() <= self.FEW:
            notes = notes.few()
        return list(notes.with_hints()[:limit])

    def with_official_names(self):
        """Adds `official_names`, separated by commas."""
        label = in_reader_language("official__name", "official__native_name")
        names = Mention.objects.values("note").annotate(
            names=StringAgg(label, ", ", order_by="official__sort_name")
        )
        return self.annotate(
            official_names=OfSet(names, "names", key="note", name="about")
        )

    def with_grade(self):
        """Adds `graded`, as in B2, and `doubt`: a mark of what is not to be a fact."""
        number = Cast("credibility", models.CharField())
        mark = When(DOUBTFUL, then=Value(gettext("not as a fact")))
        return self.annotate(
            graded=Concat("reliability", number), doubt=Case(mark, default=Value(""))
        )

    def with_source_name(self):
        """Adds `source_name`: of the register, else the title of what says it."""
        source_name = NullIf(source_label("source__"), Value(""))
        text = models.CharField()
        return self.annotate(
            source_name=Coalesce(source_name, F("source_title"), output_field=text)
        )


@keeps_history
class Note(Record):
    """A monitoring note: one thing officials said or did, and how we know."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("Statement")
        DECISION = "decision", _("Decision")
        VOTE = "vote", _("Vote")
        ORDER = "order", _("Order, directive")
        PUBLICATION = "publication", _("Publication")
        PERSONNEL = "personnel", _("Personnel: who was appointed or dismissed")
        RESPONSE = "response", _("Response to us or to others")
        CONDUCT = "conduct", _("Conduct: what they did")
        OTHER = "other", pgettext_lazy("note", "Other")

    SourceKind = SourceKind
    Reliability = Reliability

    class Credibility(models.IntegerChoices):
        CONFIRMED = 1, _("1 – confirmed by a second source")
        PROBABLE = 2, _("2 – probably true")
        POSSIBLE = 3, _("3 – possibly true")
        DOUBTFUL = 4, _("4 – doubtful")
        IMPROBABLE = 5, _("5 – improbable")
        UNKNOWN = 6, _("6 – cannot be judged")

    headline = models.CharField(_("what happened"), max_length=200)
    detail = models.TextField(_("in more words"), blank=True)
    kind = models.CharField(
        _("kind"), max_length=15, choices=Kind, default=Kind.STATEMENT
    )
    happened_on = PartialDateField(_("when"))
    happened_circa = models.BooleanField(_("about that time"), default=False)
    seen_on = past_day(
        _("seen on"),
        default=timezone.localdate,
        help_text=_("The day on which we read, heard or saw it."),
    )
    quote = models.TextField(
        _("in their words"), blank=True, help_text=_("Word for word, as it was said.")
    )
    quote_language = models.CharField(
        _("language of the quote"),
        max_length=10,
        blank=True,
        help_text=_("Two letters, as in ru, en, uk."),
    )
    excerpt = models.TextField(_("the same in our language"), blank=True)
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("source on our register"),
    )
    feed_item = models.ForeignKey(
        FeedItem,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="notes",
        verbose_name=_("news item"),
    )
    source_kind = models.CharField(
        _("kind of source"),
        max_length=20,
        choices=SourceKind,
        default=SourceKind.OBSERVATION,
    )
    source_title = models.CharField(
        _("title of what it says it"),
        max_length=250,
        blank=True,
        help_text=_("The article, programme, file or place."),
    )
    source_url = models.URLField(_("address on the web"), max_length=500, blank=True)
    source_on = past_day(_("date of the source"), null=True, blank=True)
    second_source = models.CharField(
        _("second source"),
        max_length=250,
        blank=True,
        help_text=_("Independent of the first; needed for credibility 1."),
    )
    reliability = models.CharField(
        _("reliability of the source"),
        max_length=1,
        choices=Reliability,
        default=Reliability.F,
    )
    credibility = models.PositiveSmallIntegerField(
        _("credibility of the information"),
        choices=Credibility,
        default=Credibility.UNKNOWN,
    )
    delivery = models.ForeignKey(
        Delivery,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="uses",
        verbose_name=_("use made of"),
        help_text=_("The text of ours that was cited, taught or followed here."),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("institution"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="notes",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    officials = models.ManyToManyField(
        Official,
        through="Mention",
        related_name="notes",
        blank=True,
        verbose_name=_("about whom"),
    )
    themes = models.ManyToManyField(
        Theme,
        through="NoteTheme",
        related_name="notes",
        blank=True,
        verbose_name=_("themes"),
    )
    folded = FoldedField("headline", "detail", "source_title")
    stems = StemsField("headline", "detail", "quote", "excerpt", "source_title")

    objects = NoteQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("note", "seen_on", "source_on"),
            NoWiderThan(name="note_no_wider_than_institution", field="institution"),
            NoWiderThan(name="note_no_wider_than_delivery", field="delivery"),
            NoWiderThan(name="note_no_wider_than_source", field="source"),
            NoWiderThan(name="note_no_wider_than_feed_item", field="feed_item"),
            models.CheckConstraint(
                name="note_confirmed_has_second_source",
                condition=~Q(credibility=1) | ~Q(second_source=""),
                violation_error_message=_(
                    "Only two independent sources confirm a note: name the second one, "
                    "or choose credibility 2."
                ),
            ),
            models.CheckConstraint(
                name="note_graded",
                condition=Q(reliability__in="ABCDEF", credibility__range=(1, 6)),
                violation_error_message=_(
                    "Grade the source A to F and the news 1 to 6."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["-happened_on", "-id"], name="note_latest"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="note_folded"),
            GinIndex(fields=["stems"], name="note_stems"),
            models.Index(fields=["-seen_on"], name="note_seen"),
            models.Index(fields=["-recorded_at"], name="note_recorded"),
        ]

    def __str__(self):
        return self.headline

    @property
    def grade(self):
        """Reliability and credibility together, as in B2 (Admiralty grading)."""
        return f"{self.reliability}{self.credibility}"

    @property
    def is_doubtful(self):
        """Whether it is never to be shown as a fact: graded E, or 5."""
        improbable = self.credibility == self.Credibility.IMPROBABLE
        return improbable or self.reliability == Reliability.E

    @property
    def hint(self):
        return f"{self.happened_on}, {self.grade}"


@keeps_history
class Mention(Record):
    """A note is about this official, and there it shows this stance."""

    class Stance(models.IntegerChoices):
        HOSTILE = -2, _("hostile")
        CRITICAL = -1, _("critical")
        NEUTRAL = 0, _("neutral")
        SUPPORTIVE = 1, _("supportive")
        COMMITTED = 2, _("very supportive")

    note = models.ForeignKey(
        Note, models.CASCADE, related_name="mentions", verbose_name=_("note")
    )
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        related_name="mentions",
        verbose_name=_("official"),
    )
    stance = models.SmallIntegerField(
        _("stance"), choices=Stance, default=Stance.NEUTRAL
    )

    class Meta(Record.Meta):
        ordering = ["note", "pk"]
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="mention_of_note", field="note"),
            NoWiderThan(name="mention_no_wider_than_official", field="official"),
            models.UniqueConstraint(
                fields=["note", "official"],
                name="mention_once",
                violation_error_message=_("The note names this person already."),
            ),
            models.CheckConstraint(
                name="mention_stance_range",
                condition=Q(stance__range=(-2, 2)),
                violation_error_message=_("A stance goes from -2 to 2."),
            ),
        ]
        indexes = [models.Index(fields=["official"], name="mention_of_person")]

    def __str__(self):
        return f"{self.official}: {self.get_stance_display()}"


class NoteTheme(Record):
    """A theme of a note."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="note_links")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="notetheme_of_note", field="note"),
            models.UniqueConstraint(fields=["note", "theme"], name="notetheme_once"),
        ]

    def __str__(self):
        return str(self.theme)
