"""News feeds of institutions and media, and what came in by them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from engagements.monitoring.feeds import network_addresses
from officials.institutions.models import Institution
from officials.names.fold import FoldedField
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent, NoWiderThan
from officials.sources.models import Source

# What the job that fetches a feed remembers from one time to the next.
FETCHING = ("etag", "modified", "fetched_at", "fetch_after", "failures", "trouble")


class FeedQuerySet(RecordQuerySet):
    def due(self, moment):
        """Those in use whose time to be fetched has come."""
        return self.filter(in_use=True, fetch_after__lte=moment)


@keeps_history(without=FETCHING)
class Feed(Record):
    """An RSS or Atom feed that is fetched now and then; an administrator enters it."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=150)
    url = models.URLField(_("address of the feed"), max_length=500)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="feeds",
        verbose_name=_("institution"),
        help_text=_("Whose feed it is; empty for the media."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="feeds",
        verbose_name=_("source on our register"),
        help_text=_("Notes made of its items begin with the grading of this source."),
    )
    in_use = models.BooleanField(_("in use"), default=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    etag = models.CharField(max_length=300, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)
    fetched_at = models.DateTimeField(
        _("last fetched"), null=True, blank=True, editable=False
    )
    fetch_after = models.DateTimeField(
        _("next fetched"), default=timezone.now, editable=False
    )
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="feed_no_wider_than_institution", field="institution"),
            NoWiderThan(name="feed_no_wider_than_source", field="source"),
            models.UniqueConstraint(
                fields=["url", "circle"],
                name="feed_once",
                violation_error_message=_("This feed is here already."),
            ),
            models.CheckConstraint(
                name="feed_on_the_web",
                condition=Q(url__regex=r"^https?://"),
                violation_error_message=_("A feed begins with http:// or https://."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """What can be seen of the address without asking anybody."""
        try:
            if self.url:
                network_addresses.refuse(self.url)
        except network_addresses.Trouble as trouble:
            raise ValidationError({"url": gettext(trouble.sentence)}) from None

    @property
    def trouble_in_words(self):
        """What is wrong with it, in the reader's language; nothing when all is well."""
        return gettext(self.trouble) if self.trouble else ""


class FeedItemQuerySet(RecordQuerySet):
    def waiting(self):
        """Those of which nobody has made anything yet."""
        return self.filter(state=FeedItem.State.NEW)


@keeps_history(in_bulk=True)
class FeedItem(Record):
    """One piece of news out of a feed, until somebody makes a note of it or not."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("news item", "new")
        NOTED = "noted", _("noted")
        DISMISSED = "dismissed", _("dismissed")

    feed = models.ForeignKey(
        Feed, models.CASCADE, related_name="items", verbose_name=_("feed")
    )
    guid = models.CharField(max_length=64, editable=False)  # a digest of what it says
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.NEW, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    folded = FoldedField("title", "summary")

    objects = FeedItemQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-found_at", "-pk"]
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="feeditem_of_feed", field="feed"),
            models.UniqueConstraint(fields=["feed", "guid"], name="feeditem_once"),
            models.CheckConstraint(
                name="feeditem_decided_by_somebody",
                condition=Q(state="new", decided_by=None, decided_at=None)
                | Q(
                    state__in=("noted", "dismissed"),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-found_at"],
                condition=Q(state="new"),
                name="feeditem_waiting",
            )
        ]

    def __str__(self):
        return self.title


@keeps_history(in_bulk=True)
class FeedItemOfficial(Record):
    """An official whose name was recognised in a news item.

    In the circle of whichever of the two is the narrower.
    """

    item = models.ForeignKey(FeedItem, models.CASCADE, related_name="recognised")
    official = models.ForeignKey(Official, models.CASCADE, related_name="feed_mentions")
    words = models.CharField(_("as it stands there"), max_length=200)

    class Meta(Record.Meta):
        verbose_name = _("official in the news")
        verbose_name_plural = _("officials in the news")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="feeditemofficial_no_wider_than_item", field="item"),
            NoWiderThan(name="feeditemofficial_no_wider", field="official"),
            models.UniqueConstraint(
                fields=["item", "official"], name="feeditemofficial_once"
            ),
        ]
        indexes = [models.Index(fields=["official"], name="feeditemofficial_of")]

    def __str__(self):
        return self.words
