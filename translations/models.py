"""What we can offer to read: international documents and their translations."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from officials.costs import Spent, spent_is_no_less_than_nothing
from officials.dates import PartialDateField
from officials.institutions.models import Institution
from officials.names.fold import FoldedField, fold
from officials.security.models import Circle
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import Circled, FollowsParent
from officials.security.uploads import UploadField
from officials.themes.models import Theme

LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("uk", _("Ukrainian")),
    ("be", _("Belarusian")),
    ("kk", _("Kazakh")),
    ("ka", _("Georgian")),
    ("hy", _("Armenian")),
    ("az", _("Azerbaijani")),
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("fi", _("Finnish")),
    ("pl", _("Polish")),
]
MY_JOB = "{column} IN (SELECT {select} FROM translations_translation t WHERE {mine})"
MINE = (
    "state <> 'withdrawn' AND (SELECT app_person()) IN (translator_id, reviser_id)"
    " AND circle_id <> ALL ((SELECT app_closed_circles())::bigint[])"
)


class DocumentQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the reader's circles, and those of the jobs assigned to them."""
        jobs = Translation.objects.filter(document=OuterRef("pk")).assigned_to(user)
        mine = super().visible_to(user).values("pk")
        return self.filter(Q(pk__in=mine) | Exists(jobs))


@keeps_history
class Document(Record):
    """An international text worth having, with its symbol."""

    class Kind(models.TextChoices):
        CONVENTION = "convention", _("Convention")
        RECOMMENDATION = "recommendation", _("Recommendation")
        RESOLUTION = "resolution", _("Resolution")
        JUDGMENT = "judgment", _("Judgment")
        HANDBOOK = "handbook", _("Handbook")
        REPORT = "report", _("Report")
        GENERAL_COMMENT = "general_comment", _("General comment")
        GUIDELINES = "guidelines", _("Guidelines")
        OTHER = "other", _("Other")

    symbol = models.CharField(
        _("symbol"),
        max_length=100,
        blank=True,
        help_text=_("Like A/RES/34/169, CM/Rec(2001)10 or an ECLI."),
    )
    title = models.CharField(_("title"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300, blank=True)
    issuer = models.CharField(
        _("issued by"),
        max_length=150,
        blank=True,
        help_text=_("Like Council of Europe."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    language = models.CharField(
        _("language"), max_length=8, choices=LANGUAGES, default="en"
    )
    adopted_on = PartialDateField(_("adopted"), null=True, blank=True)
    summary = models.TextField(_("what it is good for"), blank=True)
    useful_to = ArrayField(
        models.CharField(max_length=20, choices=Institution.Kind),
        default=list,
        blank=True,
        verbose_name=_("useful to"),
        help_text=_("The kinds of institution whose people can use it."),
    )
    source_url = models.URLField(_("address on the web"), max_length=500, blank=True)
    file = UploadField(_("file"), blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    themes = models.ManyToManyField(
        Theme,
        through="DocumentTheme",
        related_name="documents",
        blank=True,
        verbose_name=_("themes"),
    )
    folded = FoldedField("symbol", "title", "title_ru", "issuer")

    objects = DocumentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            Circled(
                name="%(app_label)s_%(class)s_circle",
                also=MY_JOB.format(column="id", select="t.document_id", mine=MINE),
            ),
            models.UniqueConstraint(
                fields=["symbol", "language", "circle"],
                condition=~Q(symbol=""),
                name="document_symbol_once",
                violation_error_message=_(
                    "There is a document of this symbol already."
                ),
            ),
        ]
        indexes = [
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="document_folded"
            )
        ]

    @property
    def hint(self):
        return self.get_kind_display()

    def __str__(self):
        title = (get_language() == "ru" and self.title_ru) or self.title
        return f"{self.symbol} {title}".strip()


class DocumentTheme(Record):
    """A theme that a document helps with."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="document_links")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="documenttheme_of_document", field="document"),
            models.UniqueConstraint(
                fields=["document", "theme"], name="documenttheme_once"
            ),
        ]

    def __str__(self):
        return str(self.theme)


class TranslationQuerySet(RecordQuerySet):
    def search(self, text):
        """Those of documents that hold every word of `text`."""
        matches = self
        for word in fold(text.replace("\x00", "")).split():
            matches = matches.filter(document__folded__contains=word)
        return matches

    def with_hints(self):
        return self.select_related("document")

    def visible_to(self, user):
        """Those of the reader's circles, and the jobs assigned to them."""
        mine = super().visible_to(user).values("pk")
        return self.filter(
            Q(pk__in=mine) | Q(pk__in=self.model.objects.assigned_to(user).values("pk"))
        )

    def assigned_to(self, user):
        """The jobs of an active person, as translator or as reviser.

        What was withdrawn is nobody's job any more; and none shows of a sealed circle
        that is closed to them.
        """
        if not (user and user.is_authenticated and user.is_active):
            return self.none()
        mine = self.exclude(state=Translation.State.WITHDRAWN)
        closed = Circle.objects.closed_to(user)
        mine = user.unless_locked_out(mine.exclude(circle__in=closed.values("pk")))
        return mine.filter(Q(translator=user) | Q(reviser=user))

    def open(self):
        """Those on which work is still to be done."""
        State = Translation.State
        return self.filter(
            state__in=[State.REQUESTED, State.TRANSLATING, State.REVISING]
        )

    def overdue(self):
        return self.open().filter(due_on__lt=timezone.localdate())


@keeps_history
class Translation(Spent, Record):
    """One document into one language; a second person vouches for it (ISO 17100)."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        TRANSLATING = "translating", _("Translating")
        REVISING = "revising", _("Revising")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    document = models.ForeignKey(
        Document,
        models.CASCADE,
        related_name="translations",
        verbose_name=_("document"),
    )
    language = models.CharField(
        _("into"), max_length=8, choices=LANGUAGES, default="ru"
    )
    title = models.CharField(_("title in that language"), max_length=300, blank=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=State,
        default=State.REQUESTED,
        editable=False,
    )
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translator"),
    )
    reviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("reviser"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    file = UploadField(_("file"), blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("requested by"),
    )
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_because = models.CharField(
        _("why withdrawn"), max_length=300, blank=True, editable=False
    )

    objects = TranslationQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [F("due_on").asc(nulls_last=True), "-requested_at"]
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        permissions = [
            ("translate_translation", _("Can translate")),
            ("approve_translation", _("Can approve translations of others")),
        ]
        constraints = [
            Circled(name="%(app_label)s_%(class)s_circle", also=MINE),
            FollowsParent(name="translation_of_document", field="document"),
            spent_is_no_less_than_nothing("translation"),
            models.UniqueConstraint(
                fields=["document", "language"],
                condition=~Q(state="withdrawn"),
                name="translation_once_a_language",
                violation_error_message=_(
                    "This document has a translation into that language already."
                ),
            ),
            models.CheckConstraint(
                name="translation_four_eyes",
                condition=~Q(approved_by=F("translator")),
                violation_error_message=_(
                    "Somebody other than the translator must approve it."
                ),
            ),
            models.CheckConstraint(
                name="translation_two_people",
                condition=~Q(reviser=F("translator")),
                violation_error_message=_(
                    "Somebody other than the translator must revise it."
                ),
            ),
            models.CheckConstraint(
                name="translation_approved_when_published",
                condition=~Q(state="published") | Q(approved_by__isnull=False),
                violation_error_message=_("Only an approved translation is published."),
            ),
            models.CheckConstraint(
                name="translation_approved_by_and_at",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                violation_error_message=_("An approval has a person and a moment."),
            ),
            models.CheckConstraint(
                name="translation_begun_by_somebody",
                condition=Q(state__in=["requested", "withdrawn"])
                | Q(translator__isnull=False),
                violation_error_message=_("Say first who translates it."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="translation_due")]

    @property
    def hint(self):
        return self.get_state_display()

    @property
    def is_handed_in(self):
        """Whether the translator is done with it: revised, published or withdrawn."""
        return self.state not in (self.State.REQUESTED, self.State.TRANSLATING)

    def __str__(self):
        return f"{self.title or self.document} ({self.get_language_display()})"
