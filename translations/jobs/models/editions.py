"""Editions: what was published of a translation, for good."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.safeguards.models.snapshots import Snapshot
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import (
    AppendOnly,
    Circled,
    FollowsParent,
    NoWiderThan,
)
from officials.security.uploads import UploadField
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models import MINE, MY_JOB, Document
from translations.jobs.models.translations import Translation
from translations.jobs.walls import AROUND_EDITIONS


class EditionQuerySet(RecordQuerySet):
    def search(self, text):
        """Those of documents that hold every word of `text`."""
        documents = Document.objects.search(text)
        return self.filter(document__in=documents.order_by().values("pk"))

    def with_hints(self):
        return self.select_related("document")

    def suggested(self, text, limit):
        """At most `limit` editions that may be given to somebody now."""
        return super(EditionQuerySet, self.in_force()).suggested(text, limit)

    def in_force(self):
        """Those that are offered and given: of ours the last one published."""
        last_of_ours = Translation.objects.filter(in_force=OuterRef("pk"))
        return self.filter(~Q(kind=Edition.Kind.OURS) | Exists(last_of_ours))

    def visible_to(self, user):
        """Those of the reader's circles, and those of the jobs assigned to them."""
        mine = super().visible_to(user).values("pk")
        jobs = Translation.objects.assigned_to(user).order_by().values("pk")
        return self.filter(Q(pk__in=mine) | Q(translation__in=jobs))


@keeps_history
class Edition(Snapshot, Record):
    """A text of a document in one language, as it went out; it is never changed.

    Ours is made of a translation: translated by one, revised by a second, published by
    one of us. Others are attached: the official text, one of the issuer that is not
    official, somebody else's; then we say where it is from and may it be used.
    """

    class Kind(models.TextChoices):
        OURS = "ours", _("our translation")
        OFFICIAL = "official", _("official text")
        ISSUER = "issuer", _("issued by the body, not official")
        OTHER = "other", _("somebody else’s translation")

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="editions", editable=False
    )
    translation = models.ForeignKey(
        Translation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="editions",
        editable=False,
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.OURS)
    language = models.CharField(
        _("language"), max_length=8, choices=LANGUAGES, default="ru"
    )
    title = models.CharField(_("title in that language"), max_length=300, blank=True)
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    correction = models.PositiveSmallIntegerField(default=0, editable=False)
    changes = models.TextField(_("what was corrected"), blank=True, editable=False)
    file = UploadField(_("file"), blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    where_from = models.CharField(_("where it is from"), max_length=300, blank=True)
    rights = models.CharField(
        _("may we use it"),
        max_length=300,
        blank=True,
        help_text=_("Who allowed it and how, or why nobody has to."),
    )
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    reviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-number", "-correction", "pk"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            Circled(
                name="%(app_label)s_%(class)s_circle",
                also=MY_JOB.format(column="translation_id", select="t.id", mine=MINE),
            ),
            FollowsParent(name="edition_of_document", field="document"),
            NoWiderThan(name="edition_no_wider_than_its_job", field="translation"),
            AppendOnly(
                name="edition_stands",
                moment="made_at",
                minutes=0,
                free=("digest",),  # the database makes it of the rest
                message=_("An edition is never changed: make a new one."),
            ),
            *AROUND_EDITIONS,
            models.UniqueConstraint(
                fields=["translation", "number", "correction"], name="edition_once"
            ),
            models.CheckConstraint(
                name="edition_ours_by_two_people",
                condition=~Q(kind="ours")
                | Q(
                    translation__isnull=False,
                    translator__isnull=False,
                    reviser__isnull=False,
                )
                & ~Q(translator=F("reviser")),
                violation_error_message=_(
                    "Somebody other than the translator must revise it."
                ),
            ),
            models.CheckConstraint(
                name="edition_verified_by_another",
                condition=~Q(kind="ours") | ~Q(made_by=F("translator")),
                violation_error_message=_(
                    "Somebody other than the translator must publish it."
                ),
            ),
            models.CheckConstraint(
                name="edition_of_others_says_where_from",
                condition=Q(kind="ours")
                | Q(translation=None) & ~Q(where_from="") & ~Q(rights=""),
                violation_error_message=_(
                    "Say where the text is from, and whether we may use it."
                ),
            ),
        ]

    @property
    def hint(self):
        return self.document.symbol if self.title else ""

    @property
    def is_official(self):
        """Whether a judge may quote it: the official text, in that language."""
        return self.kind == self.Kind.OFFICIAL

    @property
    def name(self):
        """Its number: “1”, or “1.2” for the second correction of the first."""
        return f"{self.number}.{self.correction}" if self.correction else self.number

    def __str__(self):
        title = self.title or self.document
        if self.kind != self.Kind.OURS:
            return f"{title} ({self.get_kind_display()})"
        return f"{title} ({self.get_language_display()}, {self.name})"
