"""The memory: what was translated before, sentence by sentence."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from officials.security.models import Circle
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import Circled, ShownTo
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models import LONGEST, NormalSymbolField
from translations.catalogue.symbols import parse
from translations.memory.normal_text import key_of, normal_text, word_pairs_of

FEW = 5  # words; a shorter segment is found by its letters
# Those who translate for us from outside match with what all of us may see.
OF_ALL_STAFF = (
    "(SELECT app_person()) IS NOT NULL"
    " AND circle_id IN (SELECT c.id FROM officials_circle c WHERE c.everyone)"
)


# What never changes, or does with its edition: the history of the edition tells it.
FIXED = [
    "source_language",
    "target_language",
    "source",
    "target",
    "normal_source",
    "normal_target",
    "words",
    "target_words",
    "source_key",
    "target_key",
    "word_pairs",
    "previous_key",
    "next_key",
    "symbol",
    "normal_symbol",
    "title",
    "issuer",
    "edition",
    "grade",
    "translated_by",
    "origin",
    "entered_at",
    "withdrawn_at",
]


def forms_of(symbol):
    """The normal forms of what it names: with its letter or part, and of the whole."""
    return {symbol.full[:LONGEST], symbol.normal[:LONGEST]}


class MemoryPairQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the reader's circles; to external people those of all staff."""
        if getattr(user, "is_external", False):
            return self.filter(circle=Circle.ALL_STAFF)
        return super().visible_to(user)

    def in_use(self):
        """Those that match: not of a withdrawn translation or a replaced edition, and
        not set aside by one of us."""
        return self.filter(withdrawn_at=None, set_aside_at=None)

    def between(self, source, target):
        """Those from the language `source` into `target`, by their codes."""
        return self.filter(source_language=source, target_language=target)

    def either_way(self, source, target):
        """Those between the two languages, also the other way round."""
        return self.filter(
            Q(source_language=source, target_language=target)
            | Q(source_language=target, target_language=source)
        )

    def search(self, text):
        """Those that hold `text`, in a language, or are of the document of that symbol
        or title."""
        text = text.replace("\x00", "")
        words = normal_text(text)
        if not words:
            return self.none()
        matches = Q(normal_source__contains=words) | Q(normal_target__contains=words)
        if symbol := parse(text):
            matches |= Q(normal_symbol__in=forms_of(symbol))
        return self.filter(matches)

    FEW = 2_000  # of a million: more are soon met on the way from the latest

    def few(self):
        """Found first, as `RecordQuerySet.few` says; no index has the key as a text."""
        return self.order_by(Cast("pk", models.CharField()).desc())

    def hold(self, text):
        """Those that hold the words of `text` in this order, in either language."""
        words = normal_text(text.replace("\x00", ""))
        if not words:
            return self.none()
        return self.filter(
            Q(normal_source__contains=words) | Q(normal_target__contains=words)
        )


@keeps_history(only_changes=True, without=FIXED)
class MemoryPair(Record):
    """A sentence and its translation, as an edition or a file said it.

    Never changed: a correction brings pairs of its own. Document and edition stand as
    text, so that it says where it is from when these are gone or closed to the reader.
    One of us may set it aside, with a reason, and put it back: that is its history.
    Its domain is the issuer of its document: what is said there may be said otherwise
    elsewhere; a pair from a file says none.
    """

    class Grade(models.TextChoices):
        OFFICIAL = "official", _("official text")
        PUBLISHED = "published", _("our published translation")
        ALIGNED = "aligned", _("checked alignment")
        IMPORTED = "imported", _("from a file")

    source_language = models.CharField(
        _("language of the source"), max_length=8, choices=LANGUAGES
    )
    target_language = models.CharField(_("into"), max_length=8, choices=LANGUAGES)
    source = models.TextField(_("source"))
    target = models.TextField(_("translation"))
    # By what it is found: words alike, without tags.
    normal_source = models.TextField(editable=False)
    normal_target = models.TextField(editable=False)
    words = models.PositiveIntegerField(editable=False)  # of the source
    target_words = models.PositiveIntegerField(editable=False)
    source_key = models.BigIntegerField(editable=False)
    target_key = models.BigIntegerField(editable=False)
    # Of both its languages: it is found from either.
    word_pairs = ArrayField(models.IntegerField(), editable=False)
    # What stood before and after it, by the keys of those sentences.
    previous_key = models.BigIntegerField(null=True, editable=False)
    next_key = models.BigIntegerField(null=True, editable=False)
    symbol = models.CharField(_("symbol"), max_length=100, blank=True)
    normal_symbol = NormalSymbolField("symbol")
    title = models.CharField(_("title"), max_length=300, blank=True)
    issuer = models.CharField(_("issued by"), max_length=150, blank=True)
    edition = models.CharField(_("edition"), max_length=20, blank=True)
    grade = models.CharField(
        pgettext_lazy("of a pair", "grade"), max_length=9, choices=Grade
    )
    translated_by = models.CharField(_("translated by"), max_length=200, blank=True)
    # Which translation it came of; no key, for the memory knows of no jobs.
    origin = models.UUIDField(null=True, editable=False)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    set_aside_at = models.DateTimeField(_("set aside"), null=True, editable=False)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    set_aside_because = models.TextField(
        _("why it is set aside"), max_length=2000, blank=True, editable=False
    )

    objects = MemoryPairQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-pk"]  # keys are made in the order of time
        verbose_name = _("pair of the memory")
        verbose_name_plural = _("pairs of the memory")
        constraints = [
            Circled(name="%(app_label)s_%(class)s_circle", also=OF_ALL_STAFF),
            models.UniqueConstraint(
                fields=[
                    "circle",
                    "source_language",
                    "target_language",
                    "source_key",
                    "target_key",
                ],
                condition=Q(grade="imported"),
                name="memorypair_imported_once",
            ),
            models.CheckConstraint(
                name="memorypair_published_of_a_translation",
                condition=~Q(grade="published") | Q(origin__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["origin", "source_key", "target_key"],
                condition=Q(grade__in=["official", "aligned"], origin__isnull=False),
                name="memorypair_aligned_once",
            ),
            models.CheckConstraint(
                name="memorypair_set_aside_by_and_at",
                condition=Q(set_aside_at=None, set_aside_by=None, set_aside_because="")
                | Q(set_aside_at__isnull=False, set_aside_by__isnull=False)
                & ~Q(set_aside_because=""),
                violation_error_message=_("Say why it is set aside."),
            ),
        ]
        indexes = [
            models.Index(fields=["source_key"], name="memorypair_source_key"),
            models.Index(fields=["target_key"], name="memorypair_target_key"),
            models.Index(fields=["origin"], name="memorypair_origin"),
            models.Index(fields=["normal_symbol"], name="memorypair_normal_symbol"),
            GinIndex(fields=["word_pairs"], name="memorypair_word_pairs"),
            GinIndex(
                fields=["normal_source"],
                opclasses=["gin_trgm_ops"],
                name="memorypair_normal_source",
            ),
            GinIndex(
                fields=["normal_target"],
                opclasses=["gin_trgm_ops"],
                name="memorypair_normal_target",
            ),
            GinIndex(
                fields=["normal_source"],
                opclasses=["gin_trgm_ops"],
                condition=Q(words__lte=FEW + 1),
                name="memorypair_short_source",
            ),
            GinIndex(
                fields=["normal_target"],
                opclasses=["gin_trgm_ops"],
                condition=Q(target_words__lte=FEW + 1),
                name="memorypair_short_target",
            ),
        ]

    def __str__(self):
        return self.source[:80]

    def index(self):
        """Fills in what it is found by, of its two texts."""
        self.normal_source = normal_text(self.source)
        self.normal_target = normal_text(self.target)
        self.words = len(self.normal_source.split())
        self.source_key = key_of(self.normal_source)
        self.target_words = len(self.normal_target.split())
        self.target_key = key_of(self.normal_target)
        both = {*word_pairs_of(self.normal_source), *word_pairs_of(self.normal_target)}
        self.word_pairs = sorted(both)

    def sides(self, language):
        """(source, target) for whoever translates from `language`."""
        sides = (self.source, self.target)
        return sides if self.source_language == language else sides[::-1]

    def words_in(self, language):
        """The normal text of its side in `language`."""
        is_source = self.source_language == language
        return self.normal_source if is_source else self.normal_target

    @property
    def where_from(self):
        """The document in words, or what kind of pair it is."""
        words = " ".join(filter(None, (self.symbol, self.title)))
        return words or self.get_grade_display()


class WordPairCount(models.Model):
    """In how many pairs of the memory two words follow each other: a hash, a number.

    Of all circles together, for what is rare is looked for first. It only grows.
    """

    word_pair = models.IntegerField(primary_key=True)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("frequency of two words")
        verbose_name_plural = _("frequencies of two words")
        constraints = [
            ShownTo(
                name="wordpaircount_of_people", who="(SELECT app_person()) IS NOT NULL"
            )
        ]

    def __str__(self):
        return f"{self.word_pair}: {self.number}"
