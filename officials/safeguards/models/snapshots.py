"""What somebody stands for: the text as it was seen, and its digest."""

from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """The words that somebody saw and stood for; the database makes the digest.

    SHA-256, in hexadecimal: whoever has the words can make it again.
    """

    snapshot = models.TextField(_("text as it was seen"), editable=False)
    digest = models.GeneratedField(
        expression=Func("snapshot", function="app_digest"),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )

    class Meta:
        abstract = True
