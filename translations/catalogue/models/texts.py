"""Texts in which documents come: what translations begin from."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import Circled, FollowsParent
from officials.security.uploads import UploadField
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models.documents import MINE, MY_JOB, Document

MARKED_UP = ("html", "htm", "md", "markdown")  # kinds of file that texts come in too


class SourceTextQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the reader's circles, and those of the jobs assigned to them."""
        jobs = self.model.translations.rel.related_model.objects.filter(
            source=OuterRef("pk")
        )
        mine = super().visible_to(user).values("pk")
        return self.filter(Q(pk__in=mine) | Exists(jobs.assigned_to(user)))


@keeps_history
class SourceText(Record):
    """A text in which a document comes, in one language: translations begin from it.

    Authentic is what its issuer adopted or published as its own words; another may be
    a translation, of which one should know.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="texts", editable=False
    )
    language = models.CharField(
        _("language"), max_length=8, choices=LANGUAGES, default="en"
    )
    is_authentic = models.BooleanField(
        _("authentic"),
        default=True,
        help_text=_("The issuer’s own words, and no translation of them."),
    )
    file = UploadField(_("file"), blank=True, also=MARKED_UP)
    file_name = models.CharField(max_length=200, blank=True, editable=False)

    objects = SourceTextQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-is_authentic", "language", "pk"]
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            Circled(
                name="%(app_label)s_%(class)s_circle",
                also=MY_JOB.format(column="id", select="t.source_id", mine=MINE),
            ),
            FollowsParent(name="sourcetext_of_document", field="document"),
        ]

    @property
    def hint(self):
        return self.file_name

    def __str__(self):
        return f"{self.document} ({self.get_language_display()})"
