"""Officials, their names and their themes."""

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateField, that_has_begun
from officials.institutions.models.appointments import Appointment
from officials.institutions.models.institutions import in_reader_language
from officials.names.candidates import suggestions
from officials.names.fold import FoldedField, ScriptField, SortKeyField, SoundsField
from officials.names.names import is_blank, split_name
from officials.people.models.official_names import ChosenName
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import FollowsParent
from officials.sets import OfSet
from officials.themes.models import Theme

DIED_FIRST = _("Died before being born: mend one of the dates.")


def of_the_living(day):
    """The expression for `day` of a row while its official lives; else nothing."""
    return Case(When(official__died=None, then=day))


class OfficialQuerySet(RecordQuerySet):
    def search(self, text):
        """Officials one of whose names holds every word of `text`, in any script."""
        names = OfficialName.objects.filter(official=OuterRef("pk")).search(text)
        return self.filter(Exists(names)) if text.strip() else self

    def exactly(self, text):
        """Officials one of whose names holds `text` spelled just so."""
        names = OfficialName.objects.filter(official=OuterRef("pk")).exactly(text)
        return self.filter(Exists(names)) if text.strip() else self

    def suggested(self, text, limit):
        return (
            suggestions(text, self, limit)
            if text.strip()
            else super().suggested(text, limit)
        )

    def with_post(self):
        """Adds `post_title`, `institution_name` and `place_id` of the post held today.

        The leading one when several are held; the latest among equals.
        """
        appointments = Appointment.objects.current().order_by(
            "-post__is_leading", "-started", "pk"
        )
        title = in_reader_language("post__title", "post__native_title")
        place = in_reader_language(
            "post__institution__name", "post__institution__native_name"
        )
        appointments = appointments.annotate(
            post_title=title, institution_name=place, place_id=F("post__institution")
        )
        return self.annotate(
            **{
                name: OfSet(appointments, name, key="official", name="posts")
                for name in ("post_title", "institution_name", "place_id")
            }
        )

    with_hints = with_post

    def with_posts_told(self):
        """Adds `posts_told`: the words of the posts held today, in both languages."""
        appointments = Appointment.objects.current().filter(official=OuterRef("pk"))
        title = Concat(
            "post__title",
            Value(" "),
            "post__native_title",
            Value(" "),
            "post__institution__name",
            Value(" "),
            "post__institution__native_name",
        )
        titles = appointments.values("official").annotate(told=StringAgg(title, " "))
        return self.annotate(posts_told=Subquery(titles.values("told")))

    def now_in(self, **place):
        """Those whose post today is in an institution that `place` describes.

        `place` are lookups of Post: `institution`, `institution__side` ...
        """
        appointments = Appointment.objects.current().filter(
            official=OuterRef("pk"),
            **{f"post__{lookup}": value for lookup, value in place.items()},
        )
        return self.filter(Exists(appointments))

    def without_post(self):
        """Those who are not known to hold any post today."""
        appointments = Appointment.objects.current().filter(official=OuterRef("pk"))
        return self.filter(~Exists(appointments))

    def with_identifier(self, scheme):
        """Adds the number in the register `scheme`, as an attribute of that name."""
        identifiers = self.model.identifiers.rel.related_model.objects
        numbers = identifiers.filter(scheme=scheme).annotate(number=F("value"))
        number = OfSet(numbers, "number", key="official", name=scheme)
        return self.annotate(**{scheme: number})

    def with_themes(self):
        """Adds `theme_names`, separated by commas."""
        label = in_reader_language("theme__name", "theme__name_ru")
        themes = OfficialTheme.objects.values("official").annotate(
            names=StringAgg(label, ", ", order_by=label)
        )
        return self.annotate(
            theme_names=OfSet(themes, "names", key="official", name="themes")
        )


@keeps_history(in_bulk=True)
class Official(Record):
    """A person who holds, held or may hold public office, or a foreign counterpart.

    `name`, `native_name` and `sort_name` follow the person's names by triggers of
    `OfficialName`; nothing else writes them.
    """

    class Gender(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("gender", "Unknown")
        FEMALE = "f", _("Female")
        MALE = "m", _("Male")

    name = models.CharField(_("name"), max_length=300, editable=False, blank=True)
    native_name = models.CharField(max_length=300, editable=False, blank=True)
    sort_name = models.CharField(max_length=300, editable=False, blank=True)
    gender = models.CharField(
        _("gender"), max_length=1, choices=Gender, blank=True, default=""
    )
    born = PartialDateField(
        _("born"), null=True, blank=True, validators=[that_has_begun]
    )
    died = PartialDateField(
        _("died"), null=True, blank=True, validators=[that_has_begun]
    )
    themes = models.ManyToManyField(
        Theme,
        through="OfficialTheme",
        related_name="officials",
        blank=True,
        verbose_name=_("themes"),
    )

    objects = OfficialQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["sort_name", "pk"]
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        indexes = [
            models.Index(fields=["sort_name", "id"], name="official_sorted"),
            models.Index(
                fields=["sort_name"],
                opclasses=["text_pattern_ops"],
                name="official_begins",
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="official_born_before_died",
                condition=Q(born=None)
                | Q(died=None)
                | Q(died__endswith__gt=F("born__startswith")),
                violation_error_message=DIED_FIRST,
            ),
        ]
        permissions = [("merge_official", _("Can merge two records of one person"))]

    def __str__(self):
        return (get_language() == "ru" and self.native_name) or self.name or "…"

    @property
    def hint(self):
        """Post and institution of today, after `with_post`."""
        parts = (getattr(self, "post_title", ""), getattr(self, "institution_name", ""))
        return ", ".join(word for word in parts if word)

    @property
    def other_name(self):
        """The name in the other script, or nothing when there is only one."""
        other = self.name if str(self) == self.native_name else self.native_name
        return "" if other == str(self) else other


@keeps_history(in_bulk=True)
class OfficialName(Record):
    """One name of a person, as written in one script.

    `words` are those of the folded name in alphabetical order: the same whether the
    family name stands first or last.
    """

    class Kind(models.TextChoices):
        LEGAL = "legal", _("Legal name")
        NATIVE = "native", _("In their own language")
        ROMANISED = "romanised", _("In Latin letters")
        FORMER = "former", _("Former name")
        ALIAS = "alias", _("Also known as")

    official = models.ForeignKey(
        Official, models.CASCADE, related_name="names", verbose_name=_("official")
    )
    text = models.CharField(
        _("name as written"),
        max_length=300,
        help_text=_("The whole name, in any script."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LEGAL)
    family = models.CharField(_("family name"), max_length=100, blank=True)
    given = models.CharField(_("given name"), max_length=100, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("Like ru, uk, en.")
    )
    script = ScriptField("text")
    is_display = models.BooleanField(_("shown as the name"), default=False)
    valid_from = PartialDateField(_("from"), null=True, blank=True)
    valid_until = PartialDateField(_("until"), null=True, blank=True)
    salutation = models.CharField(
        _("salutation"),
        max_length=200,
        blank=True,
        help_text=_("Only if they wish to be addressed otherwise than is usual."),
    )
    folded = FoldedField("text")
    sort_key = SortKeyField("family", "given", "patronymic", otherwise="text")
    sounds = SoundsField("folded")
    words = models.GeneratedField(
        expression=Func("folded", function="app_words"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta(Record.Meta):
        ordering = ["-is_display", "kind", "pk"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="officialname_of_official", field="official"),
            ChosenName(name="officialname_chosen"),
            models.UniqueConstraint(
                fields=["official", "text"],
                name="officialname_once",
                violation_error_message=_("This person has that name already."),
            ),
            models.CheckConstraint(
                name="officialname_not_blank",
                condition=Q(text__regex=r"\S"),
                violation_error_message=_("Write the name."),
            ),
            models.CheckConstraint(
                name="officialname_ends_after_start",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__endswith__gt=F("valid_from__startswith")),
                violation_error_message=_("It cannot end before it began."),
            ),
        ]
        indexes = [
            GinIndex(
                fields=["folded"],
                opclasses=["gin_trgm_ops"],
                name="officialname_folded",
            ),
            GinIndex(fields=["sounds"], name="officialname_sounds"),
            models.Index(fields=["words"], name="officialname_words"),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        """Fills the parts from the whole when nobody told them apart."""
        self.text = " ".join(self.text.split())
        if is_blank(self.text):
            raise ValidationError({"text": _("Write the name.")})
        if not (self.family or self.given or self.patronymic):
            given, patronymic, family = split_name(self.text)
            self.given, self.patronymic, self.family = (
                given[:100],
                patronymic[:100],
                family[:100],
            )


class OfficialTheme(Record):
    """A theme that an official works on or cares about."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="official_links")

    class Meta(Record.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            *Record.Meta.constraints,
            FollowsParent(name="officialtheme_of_official", field="official"),
            models.UniqueConstraint(
                fields=["official", "theme"], name="officialtheme_once"
            ),
        ]

    def __str__(self):
        return str(self.theme)
