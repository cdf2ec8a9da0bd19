"""Watch lists: whom and what a person keeps an eye on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.institutions.models import Institution, Post
from officials.people.models import Official
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import Circled, NoWiderThan
from officials.themes.models import Theme

TARGETS = ("official", "post", "institution", "theme")
ONE_TARGET = Q()
for _chosen in TARGETS:
    ONE_TARGET |= Q(**{f"{name}__isnull": name != _chosen for name in TARGETS})


class WatchQuerySet(RecordQuerySet):
    def of(self, user):
        """What `user` watches."""
        return self.filter(watcher_id=user.pk)

    def visible_to(self, user):
        """One's own, as far as one may see what is watched."""
        return super().visible_to(user).of(user)


@keeps_history
class Watch(Record):
    """Somebody watches a person, a post, an institution with all below it, a theme."""

    watcher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="watches",
        editable=False,
        verbose_name=_("who watches"),
    )
    official = models.ForeignKey(
        Official,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="watches",
        verbose_name=_("official"),
    )
    post = models.ForeignKey(
        Post,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="watches",
        verbose_name=_("post"),
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="watches",
        verbose_name=_("institution, with all below it"),
    )
    theme = models.ForeignKey(
        Theme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="watches",
        verbose_name=_("theme"),
    )
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    looked_at = models.DateTimeField(
        _("last looked"), default=timezone.now, editable=False
    )

    goes_along = True
    objects = WatchQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-since", "-pk"]
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [
            Circled(
                name="%(app_label)s_%(class)s_circle",
                unless="watcher_id IS DISTINCT FROM (SELECT app_uid())",
            ),
            NoWiderThan(name="watch_no_wider_than_official", field="official"),
            NoWiderThan(name="watch_no_wider_than_post", field="post"),
            NoWiderThan(name="watch_no_wider_than_institution", field="institution"),
            models.CheckConstraint(
                name="watch_of_one_thing",
                condition=ONE_TARGET,
                violation_error_message=_(
                    "Choose one: a person, a post, an institution or a theme."
                ),
            ),
            models.UniqueConstraint(
                fields=["watcher", *TARGETS],
                nulls_distinct=False,
                name="watch_once",
                violation_error_message=_("You watch this already."),
            ),
        ]

    def __str__(self):
        return str(self.target)

    @property
    def target(self):
        """What is watched."""
        return self.official or self.post or self.institution or self.theme
