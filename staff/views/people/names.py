"""Pages of the names of officials."""

from django.utils.translation import gettext_lazy

from officials.people.forms import OfficialNameForm
from officials.people.models import Official, OfficialName
from staff.pages import CreatePart, UpdatePage


class NameAdd(CreatePart):
    title = gettext_lazy("New name")
    model = Official
    part = OfficialName
    form_class = OfficialNameForm


class NameEdit(UpdatePage):
    model = OfficialName
    form_class = OfficialNameForm
