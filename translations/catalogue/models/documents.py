"""Documents: international texts worth having, whatever they are called."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateField
from officials.days import days_within_reach
from officials.institutions.models import Institution, Post
from officials.names.fold import FoldedField, fold
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import (
    Circled,
    FollowsParent,
    NoLoop,
    NoWiderThan,
)
from officials.security.walls import Wall
from officials.themes.models import Theme
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models.issuers import (
    Issuer,
    RightsDecision,
    permission_is_whole,
)
from translations.catalogue.symbols import parse

SYMBOL_TAKEN = _("There is a document of this symbol already.")
LONGEST = 120  # characters of a normal form
MY_JOB = "{column} IN (SELECT {select} FROM translations_translation t WHERE {mine})"
MINE = (
    "state <> 'withdrawn' AND (SELECT app_person()) IN (translator_id, reviser_id)"
    " AND circle_id <> ALL ((SELECT app_closed_circles())::bigint[])"
)


def normal_form(text):
    """The form that all ways of writing this symbol share; none where it is unknown."""
    symbol = parse(text)
    return symbol.full[:LONGEST] if symbol else ""


class NormalSymbolField(models.CharField):
    """The normal form of another field of the row, a symbol; kept at every save."""

    def __init__(self, source, **kwargs):
        self.source = source
        super().__init__(max_length=LONGEST, editable=False, default="", blank=True)

    def deconstruct(self):
        name, path, _args, _kwargs = super().deconstruct()
        return name, path, [self.source], {}

    def pre_save(self, instance, add):
        text = normal_form(getattr(instance, self.source))
        setattr(instance, self.attname, text)
        return text


class DocumentQuerySet(RecordQuerySet):
    def with_hints(self):
        return self.select_related("superseded_by")

    def visible_to(self, user):
        """Those of the reader's circles, and those of the jobs assigned to them."""
        jobs = self.model.translations.rel.related_model.objects.filter(
            document=OuterRef("pk")
        ).assigned_to(user)
        mine = super().visible_to(user).values("pk")
        return self.filter(Q(pk__in=mine) | Exists(jobs))

    def search(self, text):
        """Those that hold every word of `text`, in a title of whatever language.

        A symbol finds its document however it is written: R/51/106, 217 A (III).
        """
        titles = DocumentTitle.objects.filter(document=OuterRef("pk"))
        matches = self
        for word in fold(text.replace("\x00", "")).split():
            matches = matches.filter(
                Q(folded__contains=word) | Exists(titles.filter(folded__contains=word))
            )
        if symbol := normal_form(text):
            same = self.filter(normal_symbol=symbol).order_by().values("pk")
            matches = self.filter(
                Q(pk__in=matches.order_by().values("pk")) | Q(pk__in=same)
            )
        return matches


@keeps_history(without=["titles"])
class Document(RightsDecision, Record):
    """An international text worth having, with its symbol.

    One whatever its languages: each title but the one we call it by, and each text it
    comes in, is a row. What was decided of its rights itself goes before what holds for
    all documents of its issuer.
    """

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

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        REVISED = "revised", _("Revised since")
        SUPERSEDED = "superseded", _("Superseded")

    symbol = models.CharField(
        _("symbol"),
        max_length=100,
        blank=True,
        help_text=_("Like A/RES/34/169, CM/Rec(2001)10 or an ECLI."),
    )
    normal_symbol = NormalSymbolField("symbol")
    title = models.CharField(_("title"), max_length=300)
    # Its titles by language; the database takes them from the rows.
    titles = models.JSONField(default=dict, editable=False)
    issuer = models.CharField(
        _("issued by"),
        max_length=150,
        blank=True,
        help_text=_("Like Council of Europe."),
    )
    rights_holder = models.ForeignKey(
        Issuer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("rights held by"),
        help_text=_("Left empty, it is taken from the symbol or from who issued it."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.IN_FORCE
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("superseded by"),
        help_text=_("The document that is quoted in its place."),
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
    functions = ArrayField(
        models.CharField(max_length=20, choices=Post.Function),
        default=list,
        blank=True,
        verbose_name=_("useful in the function"),
        help_text=_("What its readers do in their posts, whatever the institution."),
    )
    source_url = models.URLField(_("address on the web"), max_length=500, blank=True)
    themes = models.ManyToManyField(
        Theme,
        through="DocumentTheme",
        related_name="documents",
        blank=True,
        verbose_name=_("themes"),
    )
    folded = FoldedField("symbol", "title", "issuer")

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
            NoWiderThan(
                name="document_no_wider_than_rights_holder", field="rights_holder"
            ),
            NoWiderThan(name="document_no_wider_than_successor", field="superseded_by"),
            NoLoop(
                name="document_without_loop",
                field="superseded_by",
                message=_("That document is superseded by this one, or is this one."),
            ),
            models.CheckConstraint(
                name="document_superseded_by_another",
                condition=Q(status="superseded", superseded_by__isnull=False)
                | ~Q(status="superseded") & Q(superseded_by=None),
                violation_error_message=_(
                    "What is superseded names the document that supersedes it, and "
                    "nothing else does."
                ),
            ),
            permission_is_whole("document"),
            *days_within_reach("document", "permitted_on"),
            models.UniqueConstraint(
                fields=["symbol", "circle"],
                condition=Q(normal_symbol="") & ~Q(symbol=""),
                name="document_symbol_once",
                violation_error_message=SYMBOL_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["normal_symbol", "circle"],
                condition=~Q(normal_symbol=""),
                name="document_normal_symbol_once",
                violation_error_message=SYMBOL_TAKEN,
            ),
        ]
        indexes = [
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="document_folded"
            )
        ]

    def clean(self):
        super().clean()
        self.normal_symbol = normal_form(self.symbol)

    @property
    def hint(self):
        return " · ".join(filter(None, (self.get_kind_display(), self.succession)))

    @property
    def succession(self):
        """“superseded by CM/Rec(2006)2”, of what is; for people of its circle."""
        if self.superseded_by is None:
            return ""
        return _("superseded by %(name)s") % {"name": self.superseded_by.short_name}

    @property
    def warning(self):
        """A sentence for who is about to give it to somebody, where it is old."""
        if self.superseded_by is not None:
            name = self.superseded_by.short_name
            return _("It is superseded by %(name)s.") % {"name": name}
        if self.status == self.Status.REVISED:
            return _("It was revised since: look for its newest text.")
        return ""

    @property
    def short_name(self):
        return self.symbol or self.own_title

    def __str__(self):
        return f"{self.symbol} {self.own_title}".strip()

    @property
    def own_title(self):
        """Its title in the language of whoever reads, or else the one we call it by."""
        return self.titles.get(get_language()) or self.title


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


class DocumentTitleQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the documents that the reader sees."""
        documents = Document.objects.visible_to(user)
        return self.filter(document__in=documents.order_by().values("pk"))


@keeps_history
class DocumentTitle(Record):
    """What a document is called in one language, beside the title we call it by."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="other_titles", editable=False
    )
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    text = models.CharField(_("title"), max_length=300)
    folded = FoldedField("text")

    objects = DocumentTitleQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["language", "pk"]
        verbose_name = _("title")
        verbose_name_plural = _("titles")
        constraints = [
            Circled(
                name="%(app_label)s_%(class)s_circle",
                also=MY_JOB.format(
                    column="document_id", select="t.document_id", mine=MINE
                ),
            ),
            FollowsParent(name="documenttitle_of_document", field="document"),
            models.UniqueConstraint(
                fields=["document", "language"],
                name="documenttitle_once_a_language",
                violation_error_message=_("It has a title in that language already."),
            ),
            Wall(
                name="documenttitle_shows_with_document",
                function="app_titles_follow",
                moment="AFTER INSERT OR UPDATE OR DELETE",
            ),
        ]
        indexes = [
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                name="documenttitle_folded",
            )
        ]

    def __str__(self):
        return self.text
