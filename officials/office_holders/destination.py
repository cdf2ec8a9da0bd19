"""Where the rows of a file of office-holders go."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from officials.models import Circle, Institution, Post
from officials.row_security import NoWiderThan


@dataclass
class Destination:
    """An institution, on record or still to be made, and a circle.

    The posts of the file are those of that institution, because the file holds only
    their titles and every country has a “President”. `source` is stamped on every
    appointment.
    """

    institution: Institution
    circle: Circle
    source: str

    @property
    def is_new(self):
        return self.institution._state.adding

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
        to = cls(None, circle, settings["source"])
        visible = Institution.objects.visible_to(user)
        if settings["institution"]:
            to.institution = visible.filter(pk=settings["institution"]).first()
        else:
            to.institution = to.named(visible, settings)
        if to.institution is None:
            raise ValidationError(_("That institution is no longer on record."))
        to.check_width()
        return to

    def named(self, visible, settings):
        """The institution typed by name: one on record, or a new one."""
        named = {name: settings[name] for name in ("name", "country")} | {
            "parent": None
        }
        found = list(visible.filter(**named, circle__in=self.circles))
        if not found:
            return Institution(**named, kind=settings["kind"], circle=self.circle)
        return max(found, key=lambda each: each.circle_id == self.circle.pk)

    def check_width(self):
        """ValidationError on `institution` when posts of this circle cannot name it."""
        post = Post(institution=self.institution, circle=self.circle)
        for rule in Post._meta.constraints:
            if isinstance(rule, NoWiderThan):
                rule.validate(Post, post)

    def as_settings(self):
        """Everything that `of` needs, as JSON can hold it."""
        made = self.institution
        return {
            "institution": None if self.is_new else str(made.pk),
            "name": made.name,
            "kind": made.kind,
            "country": made.country,
            "circle": self.circle.pk,
            "source": self.source,
        }
