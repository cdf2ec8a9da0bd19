"""Institutions and the posts in them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateField
from officials.days import days_within_reach, planned_day
from officials.names.fold import FoldedField
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import NoLoop, NoWiderThan


def in_reader_language(english, native):
    """An expression in the reader's language: `native` in Russian where known."""
    if get_language() == "ru":
        return Coalesce(NullIf(F(native), Value("")), F(english))
    return F(english)


def in_other_language(english, native):
    """What `in_reader_language` leaves out; empty when there is only one."""
    if get_language() == "ru":
        return Case(When(**{native: ""}, then=Value("")), default=F(english))
    return F(native)


class Bilingual(models.Model):
    """Something named in English and in the language of its own country."""

    class Meta:
        abstract = True

    name_fields = ("name", "native_name")

    def __str__(self):
        english, native = (getattr(self, name) for name in self.name_fields)
        return (get_language() == "ru" and native) or english


BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT unnest(%s::uuid[]) UNION
        SELECT i.id FROM officials_institution i JOIN below ON i.parent_id = below.id)
    SELECT id FROM below
"""
ABOVE = """
    WITH RECURSIVE above(id, parent_id) AS (
        SELECT id, parent_id FROM officials_institution WHERE id = ANY (%s::uuid[])
        UNION
        SELECT i.id, i.parent_id FROM officials_institution i
        JOIN above ON i.id = above.parent_id)
    SELECT id FROM above
"""
RENAMED = """
    WITH RECURSIVE back(id, renamed_from_id) AS (
        SELECT id, renamed_from_id FROM officials_post WHERE id = %s UNION
        SELECT p.id, p.renamed_from_id FROM officials_post p
        JOIN back ON p.id = back.renamed_from_id
    ), onward(id) AS (
        SELECT %s::uuid UNION
        SELECT p.id FROM officials_post p JOIN onward ON p.renamed_from_id = onward.id
    ) SELECT id FROM back UNION SELECT id FROM onward
"""


def kinds_in_words(kinds):
    """The kinds of institutions with these codes, in the reader's language."""
    return ", ".join(str(Institution.Kind(kind).label) for kind in kinds)


def functions_in_words(functions):
    """The functions of posts with these codes, in the reader's language."""
    return ", ".join(str(Post.Function(function).label) for function in functions)


class InstitutionQuerySet(RecordQuerySet):
    def below(self, institution):
        """`institution` and everything that belongs to it, however far down.

        A part is never wider than its whole, so whoever sees the part sees the way.
        """
        return self.below_any([institution.pk])

    def below_any(self, keys):
        """The institutions with these keys and everything that belongs to them."""
        return self.filter(pk__in=RawSQL(BELOW, [list(keys)]))  # noqa: S611

    def above_any(self, keys):
        """The institutions with these keys and everything that they belong to."""
        return self.filter(pk__in=RawSQL(ABOVE, [list(keys)]))  # noqa: S611


@keeps_history
class Institution(Bilingual, Record):
    """A ministry, police force, court ..., or a counterpart abroad."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Ministry")
        POLICE = "police", _("Police")
        COURT = "court", _("Court")
        PROSECUTOR = "prosecutor", _("Prosecutor’s office")
        PRISON = "prison", _("Prison service")
        PARLIAMENT = "parliament", _("Parliament")
        OMBUDSMAN = "ombudsman", _("Ombudsman")
        LOCAL = "local_administration", _("Local administration")
        ACADEMY = "academy", _("Academy")
        INTERNATIONAL = "international", _("International organisation")
        NGO = "ngo", _("Non-governmental organisation")
        OTHER = "other", _("Other")

    class Side(models.TextChoices):
        DOMESTIC = "domestic", _("Domestic")
        FOREIGN = "foreign", _("Foreign")
        INTERNATIONAL = "international", pgettext_lazy("side", "International")

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        REGIONAL = "regional", _("Regional")
        LOCAL = "local", _("Local")
        INTERNATIONAL = "international", _("International")

    name = models.CharField(_("name in English"), max_length=250)
    native_name = models.CharField(
        _("name in its own language"), max_length=250, blank=True
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    side = models.CharField(
        _("side"), max_length=15, choices=Side, default=Side.DOMESTIC
    )
    level = models.CharField(
        _("level"), max_length=15, choices=Level, default=Level.NATIONAL
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters: RU, FI, NL."),
    )
    region = models.CharField(_("region"), max_length=100, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("belongs to"),
    )
    dissolved_on = PartialDateField(
        _("dissolved"),
        null=True,
        blank=True,
        help_text=_("When it ceased to exist, or became part of another."),
    )
    folded = FoldedField("name", "native_name", "region")

    objects = InstitutionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            *Record.Meta.constraints,
            NoWiderThan(name="institution_no_wider_than_parent", field="parent"),
            NoLoop(
                name="institution_without_loop",
                field="parent",
                message=_("That institution belongs to this one already."),
            ),
            models.UniqueConstraint(
                fields=["name", "country", "parent", "circle"],
                nulls_distinct=False,
                name="institution_named_once",
                violation_error_message=_(
                    "There is an institution of this name already."
                ),
            ),
            models.CheckConstraint(
                name="institution_not_under_itself",
                condition=~Q(parent=F("id")),
                violation_error_message=_("An institution cannot belong to itself."),
            ),
            models.CheckConstraint(
                name="institution_country_code",
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_(
                    "A country is two capital letters: RU, FI, NL."
                ),
            ),
        ]
        indexes = [
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                name="institution_folded",
            )
        ]

    @property
    def hint(self):
        return self.get_kind_display()


class PostQuerySet(RecordQuerySet):
    def with_hints(self):
        return self.select_related("institution")

    def existing(self, day):
        """Those not abolished by `day`, of institutions not dissolved by then."""
        institution = Q(institution__dissolved_on=None)
        return self.filter(
            Q(abolished_on=None) | Q(abolished_on__gt=day),
            institution | Q(institution__dissolved_on__endswith__gt=day),
        )

    def with_vacancy(self, user, day=None):
        """Adds `vacant`: whether nobody whom `user` sees may hold it on `day` (today).

        A post that no longer exists is not vacant.
        """
        day = day or timezone.localdate()
        appointments = self.model.appointments.rel.related_model.objects.visible_to(
            user
        )
        appointments = appointments.on(day).filter(post=OuterRef("pk"))
        existing = Post.objects.existing(day).filter(pk=OuterRef("pk"))
        return self.annotate(vacant=Q(Exists(existing)) & ~Exists(appointments))

    def vacant(self, user, day=None):
        """Posts that exist on `day` (today) and that nobody is known to hold."""
        return self.with_vacancy(user, day).filter(vacant=True)

    def renamed_along(self, post):
        """`post`, what it was called before, and what it was called after."""
        return self.filter(pk__in=RawSQL(RENAMED, [post.pk, post.pk]))  # noqa: S611


@keeps_history(in_bulk=True)
class Post(Bilingual, Record):
    """An office in an institution; it survives its holders.

    `single_seat` is true once one seat is confirmed; appointments carry a copy of it.
    """

    class Function(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("function", "Not said")
        HEAD = "head", _("Heads the institution")
        DEPUTY = "deputy", _("Deputy head")
        DEPARTMENT = "department", _("Heads a department")
        JUDGE = "judge", _("Judge")
        PROSECUTOR = "prosecutor", _("Prosecutor")
        LEGISLATOR = "legislator", _("Legislator")
        POLICING = "policing", _("Policing")
        DETENTION = "detention", _("Detention")
        OVERSIGHT = "oversight", _("Oversight, inspection")
        TRAINING = "training", _("Training")
        LEGAL = "legal", _("Legal department")
        INTERNATIONAL = "international", _("International relations")
        PRESS = "press", _("Press")
        ADVISER = "adviser", _("Adviser")
        OTHER = "other", pgettext_lazy("function", "Other")

    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="posts",
        verbose_name=_("institution"),
    )
    title = models.CharField(_("title in English"), max_length=250)
    native_title = models.CharField(
        _("title in its own language"), max_length=250, blank=True
    )
    is_leading = models.BooleanField(_("leading post"), default=False)
    seats = models.PositiveSmallIntegerField(
        _("seats"),
        null=True,
        blank=True,
        help_text=_("How many people hold it at one time; empty while unknown."),
    )
    single_seat = models.GeneratedField(
        expression=Coalesce(Q(seats=1), Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        null=True,
        blank=True,
        help_text=_("1 leads the institution, 2 stands next to it, and so on."),
    )
    function = models.CharField(
        _("function"), max_length=20, choices=Function, blank=True, default=""
    )
    renamed_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="renamed_to",
        verbose_name=_("renamed from"),
        help_text=_("The post that this one continues under another title."),
    )
    abolished_on = planned_day(_("abolished on"), null=True, blank=True)
    folded = FoldedField("title", "native_title")

    name_fields = ("title", "native_title")
    objects = PostQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-is_leading", "title", "pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("post", "abolished_on"),
            NoWiderThan(name="post_no_wider_than_institution", field="institution"),
            NoWiderThan(name="post_no_wider_than_renamed_from", field="renamed_from"),
            NoLoop(
                name="post_without_loop",
                field="renamed_from",
                message=_("That post was renamed from this one."),
            ),
            models.CheckConstraint(
                name="post_seats_at_least_one",
                condition=Q(seats=None) | Q(seats__gte=1),
                violation_error_message=_("A post has at least one seat."),
            ),
            models.UniqueConstraint(
                fields=["institution", "title", "circle"],
                name="post_titled_once",
                violation_error_message=_("This institution has a post of that title."),
            ),
        ]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="post_folded")
        ]

    @property
    def hint(self):
        return str(self.institution)
