"""Circles: who may see a record; and who saw one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from officials.security.row_security import AppendOnly, ShownTo
from officials.security.walls import Wall


class CircleQuerySet(models.QuerySet):
    def open_to(self, user):
        """The circles whose records `user` sees; none for strangers and externals.

        All staff is every active person but external translators. Managers see all
        circles that are not sealed. Whoever is suspended in one is not in it, and whom
        a lock keeps out sees none.
        """
        if not (user and user.is_authenticated and user.is_active):
            return self.none()
        if user.is_external:
            return self.none()
        condition = Q(everyone=True)
        condition |= Q(memberships__person=user, memberships__suspended_at=None)
        if user.has_perm("officials.see_open_circles"):
            condition |= Q(sealed=False)
        mine = self.filter(pk__in=Circle.objects.filter(condition).values("pk"))
        return user.unless_locked_out(mine)

    def closed_to(self, user):
        """The sealed ones closed to `user`, also where they only have a job."""
        suspended = Q(memberships__person=user, memberships__suspended_at__isnull=False)
        return self.filter(suspended | Q(closures__person=user))

    def keys_open_to(self, user):
        """The keys of those, for a condition; a list where this request asked already.

        See `officials.security.context.reading_as`.
        """
        asked = getattr(user, "open_circles", None)
        return self.open_to(user).values("pk") if asked is None else asked


class Circle(models.Model):
    """A named group of people; every record belongs to exactly one.

    A sealed circle is not open to managers either: they see that it exists and who
    is in it, and nothing of what it holds.
    """

    ALL_STAFF = 1

    name = models.CharField(
        pgettext_lazy("of a thing", "name"), max_length=100, unique=True
    )
    sealed = models.BooleanField(
        _("sealed"), default=False, help_text=_("Not open to managers either.")
    )
    everyone = models.BooleanField(default=False, editable=False)
    accountability = models.BooleanField(
        _("accountability track"),
        default=False,
        help_text=_(
            "Its people work on cases and reports about institutions, and see no plan "
            "of how an official is approached."
        ),
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="Membership",
        related_name="circles",
        verbose_name=_("people"),
    )

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["-everyone", "name"]
        verbose_name = _("circle")
        verbose_name_plural = _("circles")
        permissions = [("see_open_circles", _("Can see all circles but sealed ones"))]
        constraints = [
            models.UniqueConstraint(
                "everyone", condition=Q(everyone=True), name="circle_one_for_everyone"
            ),
            models.CheckConstraint(
                name="circle_for_everyone_is_no_track",
                condition=~Q(everyone=True, accountability=True),
                violation_error_message=_("All staff are of both tracks."),
            ),
            models.CheckConstraint(
                name="circle_for_everyone_is_open",
                condition=~Q(everyone=True, sealed=True),
                violation_error_message=_("All staff cannot be sealed."),
            ),
            Wall(
                name="circle_sealed",
                function="app_circle_sealed",
                moment="BEFORE INSERT OR UPDATE",
            ),
        ]

    def __str__(self):
        return str(_("All staff")) if self.everyone else self.name


class MembershipQuerySet(models.QuerySet):
    def in_force(self):
        """Those that open their circle."""
        return self.filter(suspended_at=None)

    def suspended(self):
        """Those that do not, until a colleague has spoken with their person."""
        return self.exclude(suspended_at=None)


class Membership(models.Model):
    """A person is in a circle; signatories let others into a sealed one.

    In a sealed circle it is suspended from the moment when somebody else changed how
    the person gets in or what they may do, or put them in without being a signatory,
    until another member confirms that they spoke with them (staff/keepers).
    """

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    is_signatory = models.BooleanField(
        _("signatory"),
        default=False,
        help_text=_("May let other people into a sealed circle."),
    )
    suspended_at = models.DateTimeField(_("suspended"), null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "person"],
                name="membership_once",
                violation_error_message=_("This person is in the circle already."),
            ),
            Wall(
                name="membership_by_rule",
                function="app_membership_by_rule",
                moment="BEFORE UPDATE",
            ),
            Wall(
                name="membership_let_in",
                function="app_let_in",
                moment="BEFORE INSERT",
            ),
            Wall(
                name="membership_taken_out",
                function="app_taken_out",
                moment="AFTER DELETE",
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.circle})"


class Closure(models.Model):
    """A sealed circle is closed to somebody who is not in it.

    Somebody else took them out of it, or changed how they get in: what they wrote
    down before is hidden, and so are their jobs of it. Triggers write it; a member
    lifts it, or it goes on in the membership when they are let in.
    """

    # It outlives both: whose circle is gone may still hold what was typed there.
    circle = models.ForeignKey(
        Circle, models.DO_NOTHING, db_constraint=False, related_name="closures"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="closures",
    )
    since = models.DateTimeField()
    taken_out = models.BooleanField()
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    way_changed = models.BooleanField()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("sealed circle closed")
        verbose_name_plural = _("sealed circles closed")
        default_permissions = ()
        constraints = [
            ShownTo(
                name="closure_of_its_person",
                who="pg_trigger_depth() > 0",
                also="person_id = (SELECT app_uid())"
                " OR circle_id = ANY ((SELECT app_circles())::bigint[])",
            ),
            models.UniqueConstraint(fields=["circle", "person"], name="closure_once"),
        ]

    def __str__(self):
        return f"{self.person} ({self.circle})"


class AccessQuerySet(models.QuerySet):
    def keep(self, model, keys, *, by, page, in_file):
        """Writes that the person `by` saw the records of `model` with these keys.

        `page` is the URL name of where, `in_file` whether they took it with them.
        """
        kind = model._meta.db_table
        self.bulk_create(
            self.model(person=by, kind=kind, key=key, page=page, in_file=in_file)
            for key in keys
        )

    def keep_look(self, record, *, by, page):
        """Writes that `by` saw `record` on a page, if it is of a sealed circle."""
        if record.circle_id != Circle.ALL_STAFF and record.circle.sealed:
            self.keep(type(record), [record.pk], by=by, page=page, in_file=False)

    def of(self, record, former_keys=()):
        """Who saw `record`, the latest first; whoever asks must see it themselves.

        `former_keys` are those of records that were merged into it.
        """
        kind, keys = record._meta.db_table, [record.pk, *former_keys]
        return self.filter(kind=kind, key__in=keys)


class Access(models.Model):
    """One record that one person saw: a sealed one on a page, or any in a file.

    `kind` is the table of the record. Nobody changes it; it shows to that person, and
    to colleagues while they may see the record.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="accesses",
        verbose_name=_("person"),
    )
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=63)
    key = models.UUIDField()
    page = models.CharField(_("page"), max_length=100)
    in_file = models.BooleanField(default=False)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        default_permissions = ()
        constraints = [
            ShownTo(
                name="access_of_its_person",
                who="person_id = (SELECT app_person())",
                also="(SELECT app_colleague()) AND app_sees(kind, key)",
            ),
            AppendOnly(name="access_stays", moment="at", minutes=0),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="access_of_record")]

    def __str__(self):
        return self.page
