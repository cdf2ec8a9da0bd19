"""What is asked when somebody leaves or a device is gone: who is on the way out, and
when somebody came in."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.security.row_security import ShownTo

PERSON = settings.AUTH_USER_MODEL
KEPT = datetime.timedelta(days=30)


class SignInQuerySet(models.QuerySet):
    def rested(self):
        """Those that are kept no longer."""
        return self.filter(at__lte=timezone.now() - KEPT)


class SignIn(models.Model):
    """Somebody came in: when, and with what kind of browser; for 30 days.

    Neither from where, nor what they looked at: that is nobody's business.
    """

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(default=timezone.now)
    browser = models.CharField(_("browser"), max_length=60)

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        default_permissions = ()
        constraints = [
            # A keeper signs in while the house is locked, so it is not `app_person()`.
            ShownTo(
                name="signin_of_its_person",
                who="person_id = (SELECT app_uid())",
                also="(SELECT app_holds('staff', 'lock_user'))",
            ),
        ]
        indexes = [models.Index(fields=["person", "at"], name="signin_of_person")]

    def __str__(self):
        return self.browser


class FarewellQuerySet(models.QuerySet):
    def current(self):
        """Those that nobody took back."""
        return self.filter(taken_back_at=None)


class Farewell(models.Model):
    """Somebody is leaving: what is theirs goes to others, circle by circle.

    Whoever says so cannot see all of it; the members of a circle are told of what is
    in theirs.
    """

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="farewells")
    said_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    objects = FarewellQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        verbose_name = _("farewell")
        verbose_name_plural = _("farewells")
        default_permissions = ()
        constraints = [
            ShownTo(
                name="farewell_written_by_who_locks",
                who="(SELECT app_holds('staff', 'lock_user'))",
                also="(SELECT app_colleague())",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(taken_back_at=None),
                name="farewell_said_once",
                violation_error_message=_("Somebody said so already."),
            ),
        ]

    def __str__(self):
        return str(self.person)
