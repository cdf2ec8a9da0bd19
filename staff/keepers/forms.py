"""The forms of keepers, and of what needs a second person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from staff.keepers.models import Keeper


class PersonField(forms.ModelChoiceField):
    """A colleague, chosen by name."""

    def __init__(self, people, **kwargs):
        super().__init__(people, label=_("Person"), empty_label=_("Choose"), **kwargs)


class KeeperForm(forms.Form):
    """`people` are those who may be named; `user` is the manager who names."""

    def __init__(self, *args, user, people, files=None, **kwargs):
        super().__init__(*args, **kwargs)
        current = Keeper.objects.current().values("person")
        free = people.filter(is_active=True, is_external=False)
        free = free.exclude(pk=user.pk).exclude(pk__in=current)
        self.fields["person"] = PersonField(free)


class FactorForm(forms.Form):
    """Whose second factor is to be taken off; not one's own."""

    def __init__(self, *args, user, people, files=None, **kwargs):
        super().__init__(*args, **kwargs)
        with_factor = people.filter(authenticator__isnull=False).distinct()
        self.fields["person"] = PersonField(with_factor.exclude(pk=user.pk))


class RescueForm(forms.Form):
    """The code that the server printed."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, user, files=None, **kwargs):
        super().__init__(*args, **kwargs)
