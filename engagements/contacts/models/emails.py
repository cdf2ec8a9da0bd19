"""E-mails on their way to become actions."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.security.records import new_key
from officials.security.row_security import ShownTo


class BroughtEmail(models.Model):
    """An e-mail that somebody brought and has not saved as an action yet.

    Only who brought it sees it; it goes when it is saved, or after a day.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    message = models.JSONField(default=dict)  # what was read of it
    brought_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("e-mail brought")
        verbose_name_plural = _("e-mails brought")
        constraints = [
            ShownTo(
                name="broughtemail_to_its_owner",
                who="owner_id = (SELECT app_person())"
                " AND brought_at >= (SELECT app_suspended_since())",
            )
        ]

    def __str__(self):
        return self.file_name
