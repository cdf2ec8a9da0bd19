"""Keepers, and what no one person may do alone."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.security.models import Circle
from officials.security.row_security import ShownTo
from staff.keepers.walls import (
    AROUND_ASSURANCES,
    AROUND_KEEPERS,
    AROUND_KEY_REQUESTS,
    AROUND_WAY_CHANGES,
    AROUND_WAYS_IN,
)
from staff.locks.models import Lock

PERSON = settings.AUTH_USER_MODEL
MAY_NAME = "(SELECT app_holds('staff', 'name_keeper'))"

OF_THE_CIRCLE = "person_id = (SELECT app_uid()) OR app_shares_sealed(person_id)"


class KeeperQuerySet(models.QuerySet):
    def current(self):
        """Those who did not lay it down: named, whether confirmed or not yet."""
        return self.filter(laid_down_at=None)

    def in_office(self):
        """The keepers: both managers named them, they work here and have a factor."""
        named = self.current().filter(
            confirmed_by__isnull=False,
            person__is_active=True,
            person__is_external=False,
            person__authenticator__type="totp",  # each has one at most
        )
        return named.exclude(person__in=Lock.objects.standing().values("person"))


class Keeper(models.Model):
    """A colleague of any role whom two managers trust to be the second person.

    A manager names them, another confirms. They stay until they lay it down: nobody
    takes it from them; whoever is locked or leaves is none.
    """

    MAY_NAME = "staff.name_keeper"  # managers
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
                # whose key counts, a wall asks while nobody works here
                also="(SELECT app_colleague()) OR pg_trigger_depth() > 0",
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


class Tenure(models.Model):
    """From when until when somebody held a role that gives roles, with a second factor.

    Triggers write it. Two of a day at the same time, and the rules of this room wake,
    for good (`app_keys_held`).
    """

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="tenures")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        default_permissions = ()
        constraints = [
            ShownTo(name="tenure_kept", who="pg_trigger_depth() > 0", also="true"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None),
                name="tenure_one_at_a_time",
            ),
        ]

    def __str__(self):
        return str(self.person)


class WayChange(models.Model):
    """Somebody else changed how a person gets in, or what they may do.

    Triggers write it, of people in sealed circles and of those who may be the second
    person; it shows to that person and to the other members. `changed_by` is nobody
    where the server did it, or a link that was sent to the address on record.
    """

    class Kind(models.TextChoices):
        PASSPHRASE = "passphrase", _("password")
        FACTOR = "factor", _("second factor")
        NAME = "name", _("user name")
        ADDRESS = "address", _("e-mail address")
        RIGHTS = "rights", _("roles")
        ACTIVITY = "activity", _("locked or unlocked")
        EXTERNAL = "external", _("external translator or not")

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="way_changes")
    kind = models.CharField(max_length=10, choices=Kind)
    changed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField()
    had_factor = models.BooleanField()  # then; the wall writes it

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change that suspends")
        verbose_name_plural = _("changes that suspend")
        default_permissions = ()
        constraints = [
            ShownTo(
                name="waychange_of_its_person",
                who="pg_trigger_depth() > 0",
                also=OF_THE_CIRCLE,
            ),
            *AROUND_WAYS_IN,
            *AROUND_WAY_CHANGES,
        ]

    def __str__(self):
        return self.get_kind_display()


class Assurance(models.Model):
    """A member of a sealed circle says that they spoke with a suspended one.

    It lifts the suspension; the giver is not suspended and had no part in the changes.
    """

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="assurances")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="assurances")
    given_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("assurance")
        verbose_name_plural = _("assurances")
        default_permissions = ()
        constraints = [
            ShownTo(
                name="assurance_of_its_giver",
                who="given_by_id = (SELECT app_person())",
                also=OF_THE_CIRCLE,
            ),
            *AROUND_ASSURANCES,
        ]

    def __str__(self):
        return str(self.person)


class KeyRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Those that a second person may still confirm."""
        unsettled = self.filter(confirmed_by=None, closed_by=None)
        return unsettled.filter(lasts_until__gt=timezone.now())

    def closed_of_late(self):
        """Those that somebody declined or took back of late, the latest first."""
        since = timezone.now() - KeyRequest.TOLD
        return self.filter(closed_at__gt=since).order_by("-closed_at", "-pk")

    def rescues_of_late(self):
        """What everybody is told: rescues of late, whether confirmed or not yet."""
        since = timezone.now() - KeyRequest.TOLD
        return self.filter(asked_by=None, asked_at__gt=since)


class KeyRequest(models.Model):
    """What one person alone may not do, asked by one and confirmed by another.

    Whoever asks and whoever confirms is administrator, manager or keeper. A rescue is
    asked by the server (`asked_by` is nobody): whoever confirms it types its code.
    Who could confirm it may decline it instead, and whoever asked may take it back: it
    is closed then, and kept.
    """

    LASTS = datetime.timedelta(days=7)
    CODE_LASTS = datetime.timedelta(hours=1)
    TOLD = datetime.timedelta(days=14)

    class Kind(models.TextChoices):
        MANAGER = "manager", _("Role of manager")
        ADMINISTRATOR = "administrator", _("Role of administrator")
        FACTOR = "factor", _("Second factor taken off")
        CIRCLES = "circles", _("Sealed circles opened again")

    person = models.ForeignKey(
        PERSON, models.PROTECT, related_name="key_requests", verbose_name=_("person")
    )
    kind = models.CharField(_("what"), max_length=13, choices=Kind)
    asked_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    lasts_until = models.DateTimeField()
    code_digest = models.CharField(max_length=64, blank=True)
    confirmed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Of a rescue: they had a part in what was changed, and nobody else was left.
    had_part = models.BooleanField(default=False)  # the wall writes it
    closed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = KeyRequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("request for a second person")
        verbose_name_plural = _("requests for a second person")
        default_permissions = ()
        constraints = [
            ShownTo(name="keyrequest_of_colleagues", who="(SELECT app_colleague())"),
            models.CheckConstraint(
                name="keyrequest_two_people",
                condition=Q(confirmed_by=None)
                | ~Q(confirmed_by=F("person"))
                & (Q(asked_by=None) | ~Q(confirmed_by=F("asked_by"))),
            ),
            models.CheckConstraint(
                name="keyrequest_confirmed_by_at",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="keyrequest_closed_by_at",
                condition=Q(closed_by=None, closed_at=None)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="keyrequest_confirmed_or_closed",
                condition=Q(confirmed_by=None) | Q(closed_by=None),
            ),
            models.CheckConstraint(
                name="keyrequest_rescue_has_code",
                condition=Q(asked_by=None) ^ Q(code_digest=""),
            ),
            *AROUND_KEY_REQUESTS,
        ]

    def __str__(self):
        return self.get_kind_display()
