"""Sources: where our knowledge comes from, and how far each may be relied on."""

import secrets

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from officials.names.fold import FoldedField
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoWiderThan
from officials.security.uploads import UploadField


class SourceKind(models.TextChoices):
    """What sort of thing or person told us."""

    PRESS = "press", _("Press")
    BROADCAST = "broadcast", _("Broadcast")
    SOCIAL_MEDIA = "social_media", _("Social media")
    OFFICIAL = "official_publication", _("Official publication")
    COURT_RECORD = "court_record", _("Court record")
    SPEECH = "speech", _("Speech")
    CONVERSATION = "conversation", _("Conversation")
    OBSERVATION = "own_observation", _("Own observation")
    PARTNER_REPORT = "partner_report", _("Report of a partner")
    OTHER = "other", _("Other")


class Reliability(models.TextChoices):
    """How far a source is relied on (Admiralty grading, NATO AJP-2.1)."""

    A = "A", _("A – reliable")
    B = "B", _("B – usually reliable")
    C = "C", _("C – fairly reliable")
    D = "D", _("D – not usually reliable")
    E = "E", _("E – unreliable")
    F = "F", _("F – cannot be judged")


def drawn_number():
    """A number for a source that tells nothing of how many others there are."""
    return 10 + secrets.randbelow(99_990)


class SourceQuerySet(RecordQuerySet):
    def in_use(self):
        """Those from which new notes may still come."""
        return self.filter(retired=False)

    def choosable(self):
        return self.in_use()


def source_label(path=""):
    """What `Source.__str__` says, as an expression; `path` leads to the source.

    Empty where `path` leads nowhere.
    """
    text = models.CharField()
    number = Concat(
        Value(gettext("Source %(number)s") % {"number": ""}),
        Cast(f"{path}number", text),
        output_field=text,
    )
    named = [NullIf(F(f"{path}{name}"), Value("")) for name in ("title", "url")]
    return Case(
        When(**{f"{path}confidential": True}, then=number),
        default=Coalesce(*named, F(f"{path}file_name"), Value(""), output_field=text),
        output_field=text,
    )


@keeps_history
class Source(Record):
    """A paper, an office, a site or a person from whom notes come.

    A confidential one is called by its number only; who it is stands in
    `SourceIdentity`, in a circle of its own.
    """

    class Quoting(models.TextChoices):
        ATTRIBUTABLE = "attributable", _("May be quoted by name")
        BACKGROUND = "background", _("Background only: what it said, not who said it")
        NONE = "none", _("Not to be quoted at all")

    number = models.PositiveIntegerField(
        _("number"), default=drawn_number, unique=True, editable=False
    )
    kind = models.CharField(
        _("kind of source"),
        max_length=20,
        choices=SourceKind,
        default=SourceKind.PRESS,
    )
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("It is called by a number; who it is stands apart, for a few."),
    )
    title = models.CharField(
        pgettext_lazy("of a thing", "name"), max_length=250, blank=True
    )
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    file = UploadField(_("file"), blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("Two letters, as in ru, en, uk."),
    )
    reliability = models.CharField(
        _("reliability"),
        max_length=1,
        choices=Reliability,
        default=Reliability.F,
        help_text=_("What a new note from it begins with (Admiralty grading)."),
    )
    quoting = models.CharField(
        _("quoting"), max_length=15, choices=Quoting, default=Quoting.ATTRIBUTABLE
    )
    remarks = models.TextField(_("remarks"), blank=True)
    retired = models.BooleanField(_("no longer in use"), default=False)
    folded = FoldedField("title", "url", "number")

    objects = SourceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["title", "number"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="source_can_be_found",
                condition=Q(confidential=True)
                | ~Q(title="")
                | ~Q(url="")
                | ~Q(file=""),
                violation_error_message=_(
                    "Give the source a name, an address on the web or a file."
                ),
            ),
            models.CheckConstraint(
                name="source_confidential_is_a_number",
                condition=Q(confidential=False) | Q(title="", url="", file=""),
                violation_error_message=_(
                    "A confidential source has no name, address or file here: write "
                    "who it is under “Who it is”."
                ),
            ),
            models.CheckConstraint(
                name="source_confidential_not_attributable",
                condition=Q(confidential=False) | ~Q(quoting="attributable"),
                violation_error_message=_(
                    "A confidential source cannot be quoted by name."
                ),
            ),
        ]

    def __str__(self):
        if self.confidential:
            return str(_("Source %(number)s") % {"number": self.number})
        return self.title or self.url or self.file_name

    @property
    def hint(self):
        return f"{self.get_kind_display()}, {self.reliability}"


@keeps_history
class SourceIdentity(Record):
    """Who a confidential source is; its circle is narrower than that of the source."""

    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="identities",
        verbose_name=_("source"),
    )
    name = models.CharField(_("who it is"), max_length=250)
    contact = models.CharField(_("how to reach them"), max_length=250, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("identity of a source")
        verbose_name_plural = _("identities of sources")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="sourceidentity_no_wider_than_source", field="source"),
            models.UniqueConstraint(
                fields=["source", "circle"],
                name="sourceidentity_once",
                violation_error_message=_("Who this source is stands here already."),
            ),
            models.CheckConstraint(
                name="sourceidentity_not_for_everybody",
                condition=~Q(circle=1),  # Circle.ALL_STAFF
                violation_error_message=_(
                    "Choose a narrower circle than All staff: this is who a "
                    "confidential source is."
                ),
            ),
        ]

    def __str__(self):
        return self.name
