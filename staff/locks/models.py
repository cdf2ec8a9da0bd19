"""Locks that keep a person, or everybody, out: who turned them, and who opened them.

They are read before anybody has spoken, to know whether somebody may speak at all, and
so have no row security: nothing here holds a word that a person typed. What may be
written the walls decide (before.sql).
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.locks import walls


class LockQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody lifted."""
        return self.filter(lifted_at=None)


class Lock(models.Model):
    """Somebody is kept out from `locked_at` on, until another lifts it.

    No `locked_by` (and no `lifted_by`): it was done on the server itself.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="locks",
        verbose_name=_("person"),
    )
    locked_at = models.DateTimeField(default=timezone.now)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="locks_made"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="locks_lifted"
    )

    objects = LockQuerySet.as_manager()

    class Meta:
        ordering = ["-locked_at", "-pk"]
        verbose_name = _("lock")
        verbose_name_plural = _("locks")
        default_permissions = ()
        constraints = [
            *walls.AROUND_LOCKS,
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(lifted_at=None),
                name="lock_stands_once",
                violation_error_message=_("They are locked already."),
            ),
            models.CheckConstraint(
                name="lock_lifted_by_somebody_once",
                condition=Q(lifted_by=None) | Q(lifted_at__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.person)


class HouseLockQuerySet(models.QuerySet):
    def standing(self):
        """The one that shuts the house now, or none."""
        return self.filter(opened_at=None)


class HouseLock(models.Model):
    """The house is shut for everybody from `locked_at` on, until it is opened again.

    No `locked_by`: it was done on the server itself, as after a restore.
    """

    class Reason(models.TextChoices):
        ASKED = "asked", _("somebody asked for it")
        RESTORED = "restored", _("the data was restored from a backup")
        SERVER = "server", _("it was locked on the server")

    locked_at = models.DateTimeField(default=timezone.now)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="house_locks"
    )
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.ASKED)
    opened_at = models.DateTimeField(null=True)
    # The two keepers whose keys counted, which the wall writes; nobody: the server.
    opened_with = ArrayField(models.BigIntegerField(), default=list)

    objects = HouseLockQuerySet.as_manager()

    class Meta:
        ordering = ["-locked_at", "-pk"]
        verbose_name = _("lock of the house")
        verbose_name_plural = _("locks of the house")
        default_permissions = ()
        constraints = [
            *walls.AROUND_THE_HOUSE,
            models.UniqueConstraint(
                Q(opened_at=None),
                condition=Q(opened_at=None),
                name="houselock_stands_once",
                violation_error_message=_("The house is locked already."),
            ),
        ]

    def __str__(self):
        return self.get_reason_display()


class HouseKey(models.Model):
    """A keeper turns their key in a lock of the house; with the second one it opens.

    `keeps_out` are those who, the keeper says, stay locked out: nothing is done about
    them before the house opens with this key.
    """

    house_lock = models.ForeignKey(HouseLock, models.PROTECT, related_name="keys")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="house_keys"
    )
    turned_at = models.DateTimeField(default=timezone.now)
    keeps_out = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("key of the house")
        verbose_name_plural = _("keys of the house")
        default_permissions = ()
        constraints = [
            *walls.AROUND_KEYS,
            models.UniqueConstraint(
                fields=["house_lock", "keeper"],
                name="housekey_once_each",
                violation_error_message=_(
                    "You said so already. Another keeper is wanted."
                ),
            ),
        ]

    def __str__(self):
        return str(self.keeper)
