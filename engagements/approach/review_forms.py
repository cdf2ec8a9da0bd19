"""What the steps of a second signature ask for, whatever is signed."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """Whom we ask for a signature; nobody named means anybody who may sign."""

    asked_of = forms.ModelChoiceField(
        label=_("Whom we ask"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=_("Anybody who may sign"),
    )
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.filter(is_active=True, is_external=False)
        people = people.filter(groups__permissions__codename="change_reviewrequest")
        self.fields["asked_of"].queryset = people.order_by("full_name").distinct()


class AnswerForm(forms.Form):
    """What has to change before it is signed."""

    answer = forms.CharField(
        label=_("What has to change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RemarkForm(forms.Form):
    """A word with the signature, if there is one to say."""

    answer = forms.CharField(label=_("Remark"), required=False, max_length=1000)
