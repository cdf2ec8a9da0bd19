"""The form of a case, a report or a complaint of the accountability track."""

from django import forms

from engagements.relationships.accountability import open_work, tracks_of
from engagements.relationships.models import AccountabilityWork
from officials.days import DayField, that_has_come
from officials.forms import CheckedForm


class AccountabilityWorkForm(CheckedForm):
    """What it is about and which group works on it."""

    checks_new = False

    class Meta:
        model = AccountabilityWork
        fields = ["kind", "what", "since_on", "circle"]
        field_classes = {"since_on": DayField}
        widgets = {"what": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        tracks = tracks_of(user)
        self.fields["circle"].queryset = tracks
        self.fields["circle"].empty_label = None
        if self.instance._state.adding:
            self.instance.circle_id = None
            self.initial["circle"] = tracks.first()
        else:
            del self.fields["circle"]

    def clean_since_on(self):
        return that_has_come(self.cleaned_data["since_on"])

    def save(self, commit=True):
        if self.instance._state.adding:
            return open_work(self.instance, by=self.user)
        return super().save(commit)
