"""Forms about the lists themselves: saved views, and what is changed in many rows."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.security.models import Circle
from officials.security.records import Record
from officials.themes.models import Theme
from staff.bulk_changes import CHANGES, open_changes
from staff.models import Export, SavedView, User
from staff.pages.saved import canonical

MOST_VIEWS = 30  # of one person and one list


class SavedViewForm(forms.ModelForm):
    """The name of a view, who finds it, and whether the list opens with it.

    `list_page` is the list as this person would open it.
    """

    class Meta:
        model = SavedView
        fields = ["name", "shared", "is_default"]

    def __init__(self, *, user, list_page, **kwargs):
        super().__init__(**kwargs)
        self.list_page = list_page
        if user.is_external:
            del self.fields["shared"]

    def clean(self):
        if self.instance._state.adding and self.others().count() >= MOST_VIEWS:
            message = _("You have %(most)s views of this list. Remove one first.")
            raise ValidationError(message % {"most": MOST_VIEWS})
        if self.cleaned_data.get("shared"):
            check_may_be_shared(self.list_page, self.instance.query)

    def others(self):
        """The views of the same person and list."""
        view = self.instance
        mine = SavedView.objects.kept().filter(owner=view.owner, page=view.page)
        return mine.exclude(pk=view.pk)

    def save(self):
        """Saves the view; when it opens first, no other does any more."""
        if self.instance.is_default:
            self.others().update(is_default=False)
        return super().save()


def check_may_be_shared(list_page, query):
    """ValidationError when `query` names a record that not all staff may see."""
    for record in list_page.records_in_filters(QueryDict(query)):
        circle = record if isinstance(record, Circle) else circle_of(record)
        if circle is not None and not circle.everyone:
            message = _(
                "It names a record of a circle, so it cannot be shared: %(what)s."
            )
            raise ValidationError({"shared": message % {"what": record}})


class NewSavedViewForm(SavedViewForm):
    """A new view of what the list shows, whose address has the query `query`."""

    query = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_query(self):
        self.instance.query = query_to_keep(self.cleaned_data["query"])
        return self.instance.query


def circle_of(record):
    """The circle of a record; None for what belongs to none, like a person."""
    return record.circle if isinstance(record, Record) else None


def query_to_keep(text):
    """What a saved view keeps of the query string `text`; ValidationError if nothing
    or too much."""
    query = canonical(QueryDict(text))
    if not query:
        raise ValidationError(_("Filter, search or sort first, then save."))
    if len(query) > SavedView.LONGEST_QUERY:
        raise ValidationError(_("This is more than a saved view can keep."))
    return query


class ReasonForm(forms.Form):
    """Why somebody takes so many rows with them."""

    reason = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=Export._meta.get_field("reason").max_length,
        help_text=gettext_lazy(
            "One sentence, without names: it stands in the log of files taken."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class BulkForm(forms.Form):
    """What to change in many officials, and to whom or to which theme."""

    what = forms.ChoiceField(label=gettext_lazy("What to do"))
    lead = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=gettext_lazy("Lead"),
        help_text=gettext_lazy("For “Set the lead”."),
    )
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.offered(),
        required=False,
        label=gettext_lazy("Theme"),
        help_text=gettext_lazy("For adding or removing a theme."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        changes = [(name, CHANGES[name].label) for name in open_changes(user)]
        self.fields["what"].choices = changes
        self.fields["lead"].queryset = User.objects.filter(
            is_active=True, is_external=False
        )

    def clean(self):
        what = self.cleaned_data.get("what")
        field = "lead" if what == "set_lead" else "theme"
        if what and field not in self.errors and not self.cleaned_data.get(field):
            message = (
                _("Choose the lead.") if field == "lead" else _("Choose the theme.")
            )
            self.add_error(field, message)

    @property
    def value(self):
        """The person or the theme that the change needs."""
        what = self.cleaned_data["what"]
        return self.cleaned_data["lead" if what == "set_lead" else "theme"]
