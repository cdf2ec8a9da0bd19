"""What an institution goes through: a new name, another place, a merger."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.institutions.forms import ChangeForm, MergeForm, MoveForm, RenameForm
from officials.institutions.models import Institution, InstitutionChange
from staff.addresses import address
from staff.pages import CreatePart, FormPage, RecordPage, UpdatePage


class ChangeAdd(CreatePart):
    title = gettext_lazy("Earlier change")
    model = Institution
    part = InstitutionChange
    form_class = ChangeForm


class ChangeEdit(UpdatePage):
    model = InstitutionChange
    form_class = ChangeForm


class NewChange(RecordPage, FormPage):
    """A change of today: the institution follows, and keeps what it was."""

    model = Institution

    def get_permission_required(self):
        return [self.permission("change")]

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.record}


class Rename(NewChange):
    form_class = RenameForm
    title = gettext_lazy("Rename")

    def get_context_data(self, **context):
        context["intro"] = _("The name until now is kept, with the date.")
        return super().get_context_data(**context)


class MoveUnder(NewChange):
    form_class = MoveForm
    title = gettext_lazy("Move under another institution")


class MergeInto(NewChange):
    form_class = MergeForm
    title = gettext_lazy("Merge into another institution")

    def get_context_data(self, **context):
        context["intro"] = _(
            "It ceases to exist on that day. Whoever still holds a post in it will "
            "stand on “To mend”."
        )
        return super().get_context_data(**context)
