"""What narrows a list: the filters in use, and the form that is fetched when opened."""

from django.db.models import Model
from django.utils.translation import gettext as _

from staff.pages.base import Page
from staff.pages.saved import FILTERS

LONGEST_SEARCH = 200


class Filtered(Page):
    """A page with filters and search; `filterset` is there once they were asked."""

    filterset_class = None
    filterset = None
    searchable = True

    def records_in_filters(self, query):
        """The records and circles that the filters in `query` (a QueryDict) name."""
        if not self.filterset_class:
            return []
        filterset = self.filterset_class(
            query, queryset=self.get_queryset(), request=self.request
        )
        filterset.form.is_valid()
        values = filterset.form.cleaned_data.values()
        return [value for value in values if isinstance(value, Model)]

    def filters(self):
        """What templates/components/filter_fields.html says."""
        return {
            "filter": self.filterset,
            "pills": self.pills(),
            "clear_url": self.saved_views.all_url(),
        }

    def filters_are_open(self):
        """Whether the filters stand on the page, and are not fetched when opened."""
        if self.filterset is None:
            return False
        return FILTERS in self.request.GET or not self.filterset.is_valid()

    def filters_kept(self):
        """The filters in use, for a form sent before they were opened."""
        if self.filterset is None:
            return []
        return [
            (name, value)
            for name in self.filterset.filters
            for value in self.request.GET.getlist(name)
            if value
        ]

    def pills(self):
        """What narrows the list, each with the address of the list without it."""
        pills = []
        if view := self.saved_views.open_view:
            pills.append(self.pill(_("Saved view"), view.name, "view"))
        if self.searchable and (text := self.request.GET.get("q", "").strip()):
            pills.append(self.pill(_("Search"), text[:LONGEST_SEARCH], "q"))
        return pills + self.filter_pills()

    def filter_pills(self):
        """The filters in use; while one of them is wrong, only the wrong ones."""
        if self.filterset is None:
            return []
        form = self.filterset.form
        if not self.filterset.is_valid():
            wrong = [name for name in form.errors if name in form.fields]
            pill_text = _("not to be found")
            return [
                self.pill(form.fields[name].label, pill_text, name) for name in wrong
            ]
        pills = []
        for name, field in form.fields.items():
            value = form.cleaned_data.get(name)
            if value in (None, "", []) or (hasattr(value, "exists") and not value):
                continue
            pills.append(self.pill(field.label, in_words(field, value), name))
        return pills

    def pill(self, label, value, name):
        """`value` of the parameter `name`, and the address of this list without it."""
        remove_url = self.here(**{name: None, "page": None})
        return {"label": label, "value": value, "remove_url": remove_url}


def in_words(field, value):
    """The value of a filter as a person reads it."""
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    choices = getattr(field, "choices", None)
    if isinstance(value, str) and choices is not None:
        return str(dict(choices).get(value, value))
    return str(value)
