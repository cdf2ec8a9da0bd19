"""Themes: the human-rights topics that notes, people and documents share."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

DEPTH = 4  # how far up a theme is told by the names of what stands above it


class ThemeQuerySet(models.QuerySet):
    def offered(self):
        """Those that forms and filters offer: all that are still in use."""
        return self.filter(deprecated=False)

    def with_path(self):
        """Adds `path`: the names from the broadest theme down, to sort the tree by."""
        path, above = Cast("name", models.TextField()), "parent__"
        for _step in range(DEPTH):
            path = Case(
                When(
                    **{f"{above}name__isnull": False},
                    then=Concat(
                        Cast(f"{above}name", models.TextField()),
                        Value(" › "),
                        path,
                        output_field=models.TextField(),
                    ),
                ),
                default=path,
                output_field=models.TextField(),
            )
            above += "parent__"
        return self.annotate(path=path)


class Theme(models.Model):
    """A human-rights topic, in a small tree: police accountability, fair trial ..."""

    name = models.CharField(
        pgettext_lazy("of a thing", "name"), max_length=100, unique=True
    )
    name_ru = models.CharField(_("name in Russian"), max_length=100, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("broader theme"),
    )
    deprecated = models.BooleanField(
        _("no longer used"),
        default=False,
        help_text=_("Not offered any more; it stays where it was given."),
    )
    use_instead = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="used_instead_of",
        verbose_name=_("use instead"),
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.CheckConstraint(
                name="theme_not_under_itself",
                condition=~Q(parent=F("id")),
                violation_error_message=_("A theme cannot be broader than itself."),
            ),
            models.CheckConstraint(
                name="theme_replaced_when_deprecated",
                condition=Q(use_instead=None)
                | (Q(deprecated=True) & ~Q(use_instead=F("id"))),
                violation_error_message=_(
                    "Name another theme to use instead only of one no longer used."
                ),
            ),
        ]

    def __str__(self):
        return (get_language() == "ru" and self.name_ru) or self.name

    def clean(self):
        """Nothing stands above itself, however long the way up."""
        above, visited = self.parent, set()
        while above is not None and above.pk not in visited:
            if above.pk == self.pk:
                sentence = _("That theme is narrower than this one.")
                raise ValidationError({"parent": sentence})
            visited.add(above.pk)
            above = above.parent
