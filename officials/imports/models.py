"""Rows of files that wait to be imported, each beside what is on record."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateField
from officials.security.row_security import ShownTo, Unlogged


class StagedRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows that `user` brought."""
        return self.filter(brought_by=user.pk)


class StagedRow(models.Model):
    """A row of a file on its way in, and what it is beside what is on record.

    Written by COPY and thrown away after; a crash of the database may empty the table
    (it is unlogged), and then it is made anew from the file. `file` is the number under
    which the interface keeps the file. `problems` are sentences about its cells,
    `faults` about what it says beside other rows and records, `why` codes of
    `sentences`; `candidates` are officials that may be the same person.
    """

    class Status(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("The same")
        DOUBT = "doubt", _("Who is it?")
        WRONG = "wrong", _("Wrong")

    IMPORTABLE = (Status.NEW, Status.CHANGED)

    file = models.BigIntegerField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    staged_at = models.DateTimeField(db_default=Now())
    number = models.IntegerField(_("row"))
    who = models.TextField(blank=True)
    words = models.TextField(blank=True)
    name = models.TextField(_("name"), blank=True)
    folded = models.TextField(blank=True)
    sort_key = models.TextField(blank=True)
    given = models.TextField(blank=True)
    patronymic = models.TextField(blank=True)
    family = models.TextField(blank=True)
    script = models.TextField(blank=True)
    gender = models.TextField(blank=True)
    born = PartialDateField(null=True)
    died = PartialDateField(null=True)
    identifiers = ArrayField(models.TextField(), default=list)
    names = models.JSONField(default=list)
    contacts = models.JSONField(default=list)
    themes = ArrayField(models.TextField(), default=list)
    institution = models.TextField(blank=True)
    above = models.TextField(blank=True)
    country = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    post = models.TextField(blank=True)
    post_folded = models.TextField(blank=True)
    started = PartialDateField(null=True)
    ended = PartialDateField(null=True)
    acting = models.BooleanField(default=False)
    term = models.TextField(blank=True)
    source = models.TextField(blank=True)
    extra = models.JSONField(default=dict)
    problems = ArrayField(models.TextField(), default=list)
    faults = ArrayField(models.TextField(), default=list)
    status = models.CharField(max_length=10, choices=Status)
    why = ArrayField(models.TextField(), default=list)
    official = models.UUIDField(null=True)
    candidates = models.JSONField(default=list)

    objects = StagedRowQuerySet.as_manager()

    class Meta:
        ordering = ["file", "number"]
        verbose_name = _("row to import")
        verbose_name_plural = _("rows to import")
        constraints = [
            ShownTo(
                name="stagedrow_of_its_bringer",
                who="brought_by_id = (SELECT app_person())"
                " AND staged_at >= (SELECT app_suspended_since())",
            ),
            Unlogged(name="stagedrow_unlogged"),
            models.CheckConstraint(
                name="stagedrow_status_known",
                condition=Q(status__in=("new", "changed", "same", "doubt", "wrong")),
            ),
        ]
        indexes = [
            models.Index(fields=["file", "status", "number"], name="stagedrow_of_file")
        ]

    def __str__(self):
        return f"{self.number}: {self.name or self.institution}"
