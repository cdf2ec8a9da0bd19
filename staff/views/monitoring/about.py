"""What the pages of new notes and new actions share: about whom they are."""

from officials.institutions.models import Institution
from officials.names.choice import valid_keys
from officials.people.models import Official


class AboutSomebody:
    """A new record about the official or the institution in the address.

    `?official=` and `?institution=` name them by their keys.
    """

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        official = self.record_in_address(Official.objects.with_hints(), "official")
        place = self.record_in_address(Institution.objects.all(), "institution")
        self.about = official or place
        if self.about:
            initial = {"circle": self.about.circle_id}
            if official:
                initial["officials"] = [official.pk]
            if place:
                initial["institution"] = place.pk
            kwargs["initial"] = initial
        return kwargs

    def record_in_address(self, queryset, name):
        """The record of `queryset` whose key the address gives as `name`, or None."""
        key = self.request.GET.get(name, "")
        records = queryset.visible_to(self.request.user)
        return records.filter(pk__in=valid_keys([key])).first()

    def new(self, **fields):
        """An unsaved record in the circle of whom it is about."""
        circle = {"circle": self.about.circle} if self.about else {}
        return self.model(**fields, **circle)
