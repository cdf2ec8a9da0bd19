"""Batches: many records written in one go, so that they can be undone as one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.security.records import new_key
from officials.security.row_security import ShownTo


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The batches that `user` wrote."""
        return self.filter(made_by=user.pk)


class Batch(models.Model):
    """An import, a merge, a bulk edit, what a death closed: who did it, and when.

    `undone_at` says whether it was undone.
    `details` are for the page that shows it and hold keys and counts, never names.
    """

    class Kind(models.TextChoices):
        IMPORT = "import", _("Import")
        MERGE = "merge", _("Merge")
        BULK = "bulk", _("Bulk edit")
        DEATH = "death", _("Closed after a death")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches"
    )
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    details = models.JSONField(default=dict)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        constraints = [
            ShownTo(
                name="batch_of_its_maker",
                who="made_by_id = (SELECT app_person())"
                " AND made_at >= (SELECT app_suspended_since())",
            ),
            models.CheckConstraint(
                name="batch_undone_by_somebody",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d %H:%M}"


class BatchRow(models.Model):
    """What a batch did to one record, as the database wrote it before and after.

    `step` numbers the writes of the batch: undoing goes through them backwards.
    """

    class Kind(models.TextChoices):
        MADE = "made"
        CHANGED = "changed"
        REMOVED = "removed"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    step = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    model = models.CharField(max_length=100)
    key = models.UUIDField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["batch", "step", "pk"]
        constraints = [
            ShownTo(
                name="batchrow_of_its_maker",
                who="batch_id IN (SELECT b.id FROM officials_batch b)",
            ),
        ]
        indexes = [models.Index(fields=["batch", "step"], name="batchrow_by_step")]

    def __str__(self):
        return f"{self.kind} {self.model} {self.key}"
