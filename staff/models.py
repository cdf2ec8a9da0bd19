"""The people who use Rapport, and what the interface remembers of their work."""

import datetime

import pghistory
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from officials.security.context import acting_as
from officials.security.records import KEY
from officials.security.row_security import AppendOnly, HistoryOfRecord, ShownTo
from staff.keepers.models import Assurance, Keeper, KeyRequest, Tenure, WayChange
from staff.locks.lockable import MayBeLocked
from staff.locks.models import HouseKey, HouseLock, Lock
from staff.locks.traces import Farewell, SignIn

__all__ = [
    "AccessChange",
    "Assurance",
    "Draft",
    "Export",
    "Farewell",
    "HouseLock",
    "HouseKey",
    "ImportFile",
    "ImportMapping",
    "Keeper",
    "KeyRequest",
    "Lock",
    "SavedView",
    "SignIn",
    "Tenure",
    "User",
    "WayChange",
]

HISTORY = HistoryOfRecord(
    name="staff_user_history",
    who="pgh_obj_id = (SELECT app_person())"
    " OR (SELECT app_holds('staff', 'change_user'))",
)


@pghistory.track(
    exclude=["password", "last_login", "password_set_by_other_at"],
    meta={"constraints": [HISTORY]},
)
class User(MayBeLocked, AbstractUser):
    """A person who signs in; what they may do is in their groups (`staff/roles.py`).

    `is_superuser` is never used.
    """

    first_name = None
    last_name = None
    full_name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)
    is_external = models.BooleanField(
        _("external translator"),
        default=False,
        help_text=_("Sees the jobs assigned to them, and nothing else."),
    )
    must_use_second_factor = models.BooleanField(
        _("second factor required"),
        default=False,
        help_text=_("Always so for managers and administrators."),
    )
    password_set_by_other_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["full_name", "username"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [
            ("see_history", _("Can see who changed what, when")),
            ("lock_user", _("Can lock a colleague, and lift such a lock")),
        ]

    def __str__(self):
        return self.full_name or self.username

    def check_password(self, raw_password):
        """Whether it is theirs; one that is hashed anew is saved in their own name.

        It is so at the sign-in, before anybody has spoken, and no change of a way in.
        """

        def hash_anew(password):
            if self.password_set_by_other_at:
                return  # in their name it would count as one they chose
            self.set_password(password)
            self._password = None  # nobody is told of a new one
            with acting_as(self):
                self.save(update_fields=["password"])

        return check_password(raw_password, self.password, hash_anew)

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)


class Export(models.Model):
    """A file that left the house: who took it, from which page, with what filter.

    It shows to them, and to whoever reads the log, and so holds no key of a record:
    which records it was about, `Access` keeps for those who see them.
    """

    taken_by = models.ForeignKey(
        User, models.PROTECT, related_name="exports", verbose_name=_("taken by")
    )
    taken_at = models.DateTimeField(_("taken at"), auto_now_add=True)
    page = models.CharField(_("page"), max_length=100)
    filters = models.JSONField(_("filters"), default=dict)
    rows = models.PositiveIntegerField(_("rows"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-taken_at"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            ShownTo(
                name="export_of_its_taker",
                who="taken_by_id = (SELECT app_person())",
                also="(SELECT app_holds('staff', 'view_export'))",
            ),
            AppendOnly(
                name="export_stays", moment="taken_at", minutes=0, free=("rows",)
            ),
            models.CheckConstraint(
                name="export_holds_no_key",
                condition=~Q(filters__iregex=KEY.pattern),
            ),
        ]

    def __str__(self):
        return f"{self.page} ({self.rows})"


class ImportFile(models.Model):
    """A file that a person is looking over before it is imported.

    It waits in the database until it is imported or dropped; nobody else sees it.
    `work` is what the background does with one that takes long to read (see
    `staff.slow_files`), `choices` are what they decided of rows in doubt, by number;
    what is decided or imported in part is kept until `kept_until`, and the name stays
    after the import.
    """

    brought_by = models.ForeignKey(User, models.CASCADE, related_name="import_files")
    brought_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    kind = models.CharField(max_length=10, blank=True)
    settings = models.JSONField(default=dict)
    work = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    kept_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-brought_at"]
        verbose_name = _("file to import")
        verbose_name_plural = _("files to import")
        permissions = [("import", _("Can import files"))]
        constraints = [
            ShownTo(
                name="importfile_of_its_bringer",
                who="brought_by_id = (SELECT app_person())"
                " AND brought_at >= (SELECT app_suspended_since())",
            )
        ]

    def __str__(self):
        return self.name


class SavedViewQuerySet(models.QuerySet):
    def kept(self):
        """Those that nobody removed."""
        return self.filter(removed_at=None)

    def rested(self):
        """Those removed so long ago that nobody takes that back any more."""
        return self.filter(removed_at__lt=timezone.now() - SavedView.RESTS)

    def shown_to(self, user):
        """What `user` finds above their lists: their own, and what is shared.

        External translators share nothing and find nothing shared. What somebody
        shared goes with them when they leave.
        """
        mine, shared = Q(owner=user), Q(shared=True, owner__is_active=True)
        return self.kept().filter(mine if user.is_external else mine | shared)


class SavedView(models.Model):
    """The filters, search, sort and columns of one list, kept under a name.

    Its owner alone changes it. `query` is written by `staff.pages.saved.canonical`.
    One that is removed rests until its owner takes that back, or for 30 days.
    """

    LONGEST_QUERY = 2000
    RESTS = datetime.timedelta(days=30)

    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    page = models.CharField(_("list"), max_length=100)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY)
    shared = models.BooleanField(
        _("shared"), default=False, help_text=_("All staff find it above this list.")
    )
    is_default = models.BooleanField(
        _("opens first"),
        default=False,
        help_text=_("The list opens with it when you come from elsewhere."),
    )
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            ShownTo(
                name="savedview_of_its_owner",
                who="owner_id = (SELECT app_person())",
                also="shared AND (SELECT app_colleague())",
            ),
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                condition=Q(removed_at=None),
                name="savedview_named_once",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.UniqueConstraint(
                fields=["owner", "page"],
                condition=Q(is_default=True, removed_at=None),
                name="savedview_one_opens_first",
                violation_error_message=_("Another view opens first already."),
            ),
            models.CheckConstraint(
                name="savedview_named",
                condition=Q(name__regex=r"\S"),
                violation_error_message=_("Give it a name."),
            ),
            models.CheckConstraint(
                name="savedview_holds_something",
                condition=~Q(query=""),
                violation_error_message=_("Filter, search or sort first, then save."),
            ),
        ]

    def __str__(self):
        return self.name

    def address(self):
        """The list as this view has it."""
        return f"{reverse(self.page)}?{self.query}&view={self.pk}"


class ImportMapping(models.Model):
    """What the columns of one layout mean, as a person said: for the next such file."""

    kept_by = models.ForeignKey(User, models.CASCADE, related_name="import_mappings")
    signature = models.CharField(max_length=64)
    meanings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("meaning of columns")
        verbose_name_plural = _("meanings of columns")
        constraints = [
            ShownTo(
                name="importmapping_of_its_keeper",
                who="kept_by_id = (SELECT app_person())",
            ),
            models.UniqueConstraint(
                fields=["kept_by", "signature"], name="importmapping_once"
            ),
        ]

    def __str__(self):
        return ", ".join(filter(None, self.meanings))


class DraftQuerySet(models.QuerySet):
    def of(self, user):
        """What `user` typed and has not saved yet; nobody sees another's."""
        return self.lasting().filter(owner=user)

    def lasting(self):
        """Those that were typed within the last seven days."""
        return self.filter(saved_at__gt=timezone.now() - Draft.LASTS)

    def stale(self):
        """Those that nobody took up for seven days: to be deleted."""
        return self.filter(saved_at__lte=timezone.now() - Draft.LASTS)


class Draft(models.Model):
    """What somebody typed into the form of a page and has not saved yet.

    `page` is the address of the form; `data` its fields, each a list of texts, without
    files and keys. It shows to its owner only, lasts seven days and goes on saving.
    """

    LASTS = datetime.timedelta(days=7)

    owner = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=500)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            ShownTo(
                name="draft_of_its_owner",
                who="owner_id = (SELECT app_person())"
                " AND saved_at >= (SELECT app_suspended_since())",
            ),
            models.UniqueConstraint(
                fields=["owner", "page"], name="draft_once_for_a_page"
            ),
        ]
        indexes = [models.Index(fields=["saved_at"], name="draft_saved")]

    def __str__(self):
        return self.page

    @property
    def is_of_today(self):
        return timezone.localdate(self.saved_at) == timezone.localdate()


class AccessChangeQuerySet(models.QuerySet):
    def unseen_by(self, user):
        """Those of `user` that they have not said they saw; nobody sees another's."""
        return self.filter(person=user, seen_at=None)


class AccessChange(models.Model):
    """Somebody changed how a person gets in: what, who and when.

    It stands on that person's desk until they say that they saw it, whoever did it:
    what they did themselves may have been done by somebody else in their session.
    """

    class Kind(models.TextChoices):
        NAME = "name", _("Your user name was changed")
        ADDRESS = "address", _("Your e-mail address was changed")
        PASSPHRASE = "passphrase", _("Your password was changed")
        RESET = "reset", _("Your password was set anew with a link sent by e-mail")
        FACTOR_ON = "factor_on", _("A second factor was set up")
        FACTOR_OFF = "factor_off", _("The second factor was switched off")
        CODES = "codes", _("New recovery codes were made")

    person = models.ForeignKey(User, models.CASCADE, related_name="access_changes")
    kind = models.CharField(max_length=10, choices=Kind)
    changed_by = models.ForeignKey(
        User, models.PROTECT, related_name="access_changes_made"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, editable=False)

    objects = AccessChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change of a way in")
        verbose_name_plural = _("changes of ways in")
        constraints = [
            ShownTo(
                name="accesschange_of_its_person", who="person_id = (SELECT app_uid())"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_own(self):
        """Whether it was done in the name of the person themselves."""
        return self.changed_by_id == self.person_id
