"""The form with which a manager names a keeper."""

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
