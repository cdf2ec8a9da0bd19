"""Keepers, and what no one person may do alone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.security.row_security import ShownTo
from staff.keepers.walls import AROUND_KEEPERS
from staff.locks.models import Lock

PERSON = settings.AUTH_USER_MODEL
MAY_NAME = "(SELECT app_holds('staff', 'name_keeper'))"


class KeeperQuerySet(models.QuerySet):
    def current(self):
        """Those who did not lay it down: named, whether confirmed or not yet."""
        return self.filter(laid_down_at=None)

    def in_office(self):
        """The keepers: both managers named them, and they work here."""
        named = self.current().filter(
            confirmed_by__isnull=False,
            person__is_active=True,
            person__is_external=False,
        )
        return named.exclude(person__in=Lock.objects.standing().values("person"))


class Keeper(models.Model):
    """A colleague of any role whom two managers trust to be the second person.

    A manager names them, another confirms. They stay until they lay it down: nobody
    takes it from them; whoever is locked or leaves is none.
    """

    LEAST = 3  # of them, so that two can be reached

    person = models.ForeignKey(
        PERSON,
        models.PROTECT,
        related_name="keeperships",
        verbose_name=_("person"),
    )
    named_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    laid_down_at = models.DateTimeField(null=True, blank=True)

    objects = KeeperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("keeper")
        verbose_name_plural = _("keepers")
        default_permissions = ()
        permissions = [("name_keeper", _("Can name keepers"))]
        constraints = [
            # Their own they see while the house is locked, which they open.
            ShownTo(
                name="keeper_named_by_managers",
                who=f"{MAY_NAME} OR person_id = (SELECT app_uid())",
                also="(SELECT app_colleague())",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(laid_down_at=None),
                name="keeper_named_once",
                violation_error_message=_("Somebody named this person already."),
            ),
            models.CheckConstraint(
                name="keeper_three_people",
                condition=~Q(person=F("named_by"))
                & (
                    Q(confirmed_by=None)
                    | ~Q(confirmed_by=F("named_by")) & ~Q(confirmed_by=F("person"))
                ),
                violation_error_message=_(
                    "A keeper is named by two other people, both managers."
                ),
            ),
            models.CheckConstraint(
                name="keeper_confirmed_by_at",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            *AROUND_KEEPERS,
        ]

    def __str__(self):
        return str(self.person)
