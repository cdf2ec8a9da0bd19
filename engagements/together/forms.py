"""The form of a comment: the words, and whom to tell."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from engagements.together.models import Comment
from officials.security.readers import readers_of


class CommentForm(forms.ModelForm):
    """What is said about `record`; only those who may see it can be told."""

    told = forms.ModelMultipleChoiceField(
        label=_("Tell"),
        queryset=get_user_model().objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They find it on their desk. Only who may see this is offered."),
        error_messages={
            "invalid_choice": _("This person may not see the record."),
            "invalid_pk_value": _("This person may not see the record."),
        },
    )

    class Meta:
        model = Comment
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, user, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        readers = readers_of(record).exclude(pk=user.pk)
        self.fields["told"].queryset = readers.order_by("full_name")
        if not self.instance._state.adding:
            self.initial["told"] = list(
                self.instance.told.values_list("person_id", flat=True)
            )
