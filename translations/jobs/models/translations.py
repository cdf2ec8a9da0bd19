"""Translations: one document into one language, by two people."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.costs import Spent, spent_is_no_less_than_nothing
from officials.days import days_within_reach, planned_day
from officials.security.models import Circle
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import (
    Circled,
    CopiesFrom,
    FollowsParent,
    NoWiderThan,
)
from officials.security.uploads import UploadField
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models import MINE, Document, SourceText
from translations.jobs.models.briefs import AROUND_BRIEFS, Briefed
from translations.jobs.models.further_checks import (
    AROUND_FURTHER_CHECKS,
    CheckedFurther,
)
from translations.jobs.walls import AROUND_TRANSLATIONS


class TranslationQuerySet(RecordQuerySet):
    def search(self, text):
        """Those of documents that hold every word of `text`."""
        documents = Document.objects.search(text)
        return self.filter(document__in=documents.order_by().values("pk"))

    def with_hints(self):
        return self.select_related("document__superseded_by")

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

    def ordered_by(self, user):
        """Those that a person asked for; whoever publishes has those of nobody here."""
        mine = Q(requested_by=user)
        if user.has_perm("translations.publish_translation"):
            mine |= Q(requested_by=None) | Q(requested_by__is_active=False)
        return self.filter(mine)

    def open(self):
        """Those on which work is still to be done."""
        State = Translation.State
        return self.filter(
            state__in=[
                State.REQUESTED,
                State.TRANSLATING,
                State.REVISING,
                State.TO_PUBLISH,
            ]
        )

    def in_force(self):
        """Those of which an edition is in somebody's hands, or may be."""
        return self.exclude(in_force=None)

    def overdue(self):
        return self.open().filter(due_on__lt=timezone.localdate())


@keeps_history
class Translation(Briefed, CheckedFurther, Spent, Record):
    """One document into one language; a second person vouches for it (ISO 17100).

    Checked by its translator, revised by another, verified by whoever publishes it.
    What is published is an edition (`in_force`), and stays so while the translation is
    opened again for a correction.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        TRANSLATING = "translating", _("Translating")
        REVISING = "revising", _("Revising")
        TO_PUBLISH = "to_publish", _("To publish")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    source = models.ForeignKey(
        SourceText,
        models.PROTECT,
        related_name="translations",
        verbose_name=_("from the text"),
    )
    document = models.ForeignKey(
        Document,
        models.CASCADE,
        related_name="translations",
        verbose_name=_("document"),
        editable=False,
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
    # The keys of those who had begun it when somebody else took over: by the database.
    earlier_translators = ArrayField(
        models.BigIntegerField(), default=list, editable=False
    )
    reviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("reviser"),
    )
    due_on = planned_day(_("due"), null=True, blank=True)
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
    changes_are_final = models.BooleanField(
        _("tracked changes are taken as made"), default=False, editable=False
    )
    names_translator = models.BooleanField(
        _("the translator agrees to be named"), default=False, editable=False
    )
    handed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_because = models.TextField(
        _("why it came back"), blank=True, editable=False
    )
    opened_because = models.CharField(
        _("why it is opened again"), max_length=300, blank=True, editable=False
    )
    in_force = models.ForeignKey(
        "translations.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("edition in force"),
    )
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
            ("publish_translation", _("Can publish translations of others")),
        ]
        constraints = [
            Circled(name="%(app_label)s_%(class)s_circle", also=MINE),
            *days_within_reach("translation", "due_on"),
            CopiesFrom(
                name="translation_of_its_text", field="source", column="document_id"
            ),
            FollowsParent(name="translation_of_document", field="document"),
            NoWiderThan(name="translation_no_wider_than_its_text", field="source"),
            NoWiderThan(name="translation_no_wider_than_in_force", field="in_force"),
            spent_is_no_less_than_nothing("translation"),
            *AROUND_TRANSLATIONS,
            *AROUND_BRIEFS,
            *AROUND_FURTHER_CHECKS,
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
                condition=~Q(state__in=("to_publish", "published"))
                | Q(approved_by__isnull=False),
                violation_error_message=_("Only an approved translation is published."),
            ),
            models.CheckConstraint(
                name="translation_approved_by_and_at",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                violation_error_message=_("An approval has a person and a moment."),
            ),
            models.CheckConstraint(
                name="translation_published_is_in_force",
                condition=~Q(state="published") | Q(in_force__isnull=False),
                violation_error_message=_("What is published is an edition."),
            ),
            models.CheckConstraint(
                name="translation_withdrawn_is_not_in_force",
                condition=~Q(state="withdrawn") | Q(in_force=None),
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
        words = (self.get_state_display(), self.document.succession)
        return " · ".join(filter(None, words))

    @property
    def is_begun(self):
        """Whether somebody works on it, or it is split into sentences of its source."""
        return self.state != self.State.REQUESTED or self.segments.exists()

    @property
    def is_handed_in(self):
        """Whether the translator is done with it: revised, published or withdrawn."""
        return self.state not in (self.State.REQUESTED, self.State.TRANSLATING)

    def __str__(self):
        return f"{self.title or self.document} ({self.get_language_display()})"
