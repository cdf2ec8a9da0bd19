"""What the pages of new notes and new actions share: about whom they are."""

from officials.choosing import valid_keys
from officials.models import Official


class AboutSomebody:
    """A new record that may be about the official in the address (`?official=`)."""

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        key = self.request.GET.get("official", "")
        about = Official.objects.visible_to(self.request.user).with_hints()
        self.about = about.filter(pk__in=valid_keys([key])).first()
        if self.about:
            kwargs["initial"] = {
                "officials": [self.about.pk],
                "circle": self.about.circle_id,
            }
        return kwargs

    def new(self, **fields):
        """An unsaved record in the circle of the person it is about."""
        circle = {"circle": self.about.circle} if self.about else {}
        return self.model(**fields, **circle)
