"""Where the rows of a file go."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from officials.institutions.models import Institution, Post
from officials.security.models import Circle
from officials.security.row_security import NoWiderThan


@dataclass
class Destination:
    """A circle, and the institution of posts whose row names none.

    The institution is on record, or still to be made, or None where every row says its
    own. `source` is stamped on every appointment whose row has none; `country` is that
    of institutions to be made; `one_seat` tells that each new post has one seat; `post`
    is the title for rows that name none.
    """

    institution: Institution | None
    circle: Circle
    source: str
    country: str = ""
    one_seat: bool = False
    post: str = ""

    @property
    def is_new(self):
        return self.institution is not None and self.institution._state.adding

    @property
    def circles(self):
        """Keys of the circles whose posts the records of this one may name."""
        return {self.circle.pk, Circle.ALL_STAFF}

    @classmethod
    def of(cls, settings, *, user):
        """From what `as_settings` kept, as `user` sees it now.

        Raises ValidationError when the circle or the institution is closed to them, or
        the institution is known to another circle than the one chosen.
        """
        circle = Circle.objects.open_to(user).filter(pk=settings["circle"]).first()
        if circle is None:
            raise ValidationError(_("That circle is no longer open to you."))
        to = cls(
            None,
            circle,
            settings["source"],
            settings["country"],
            settings.get("one_seat", False),
            settings.get("post", ""),
        )
        visible = Institution.objects.visible_to(user)
        if settings["institution"]:
            to.institution = visible.filter(pk=settings["institution"]).first()
            if to.institution is None:
                raise ValidationError(_("That institution is no longer on record."))
        elif settings["name"]:
            to.institution = to.named(visible, settings)
        if to.institution is not None:
            to.check_width()
        return to

    def named(self, visible, settings):
        """The institution typed by name: one on record, or a new one."""
        fields = {name: settings[name] for name in ("name", "country")} | {
            "parent": None
        }
        namesakes = list(visible.filter(**fields, circle__in=self.circles))
        if not namesakes:
            return Institution(**fields, kind=settings["kind"], circle=self.circle)
        return max(namesakes, key=lambda each: each.circle_id == self.circle.pk)

    def check_width(self):
        """ValidationError on `institution` when posts of this circle cannot name it."""
        post = Post(institution=self.institution, circle=self.circle)
        for rule in Post._meta.constraints:
            if isinstance(rule, NoWiderThan):
                rule.validate(Post, post, exclude={"renamed_from"})

    def names_elsewhere(self, user, query):
        """What `query` finds of the user's other circles, for a word of warning."""
        others = Circle.objects.open_to(user).exclude(pk=self.circle.pk)
        keys = list(others.values_list("pk", flat=True))
        if not keys:
            return []
        with connection.cursor() as cursor:
            cursor.execute(query, {"others": keys})
            return cursor.fetchone()[0]

    def as_settings(self):
        """Everything that `of` needs, as JSON can hold it."""
        institution = self.institution
        return {
            "institution": None
            if institution is None or self.is_new
            else str(institution.pk),
            "name": institution.name if institution else "",
            "kind": institution.kind if institution else Institution.Kind.OTHER,
            "country": self.country,
            "circle": self.circle.pk,
            "source": self.source,
            "one_seat": self.one_seat,
            "post": self.post,
        }
