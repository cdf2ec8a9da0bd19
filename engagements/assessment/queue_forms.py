"""Forms of the identification queue: “not now”, and the bars of a rule."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.assessment.models import NotNow, QueueRule
from officials.forms import RecordForm

WAITS = datetime.timedelta(days=182)
FARTHEST = datetime.timedelta(days=3650)


class NotNowForm(RecordForm):
    """Why an official waits, and until when; half a year unless told."""

    class Meta:
        model = NotNow
        fields = ["because", "until", "circle"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["until"] = timezone.localdate() + WAITS

    def clean_until(self):
        """A day to come, and within ten years."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until <= today:
            raise ValidationError(_("Choose a day that is still to come."))
        if until > today + FARTHEST:
            raise ValidationError(_("Choose a day within ten years."))
        return until

    def save(self, commit=True):
        self.instance.decided_by = self.user
        return super().save(commit)


class QueueRuleForm(forms.ModelForm):
    """The switch of a rule and those of its bars that it has."""

    on = forms.BooleanField(label=_("Use this rule"), required=False)
    bar = forms.FloatField(
        label=_("The signal is at least"),
        min_value=0.05,
        max_value=2,
        help_text=_("From 0.25 on we say “mostly supportive”, from 1 on “very”."),
    )
    evidence = forms.FloatField(
        label=_("The weights of the notes sum up to at least"),
        min_value=0,
        max_value=1000,
        help_text=_("A new note of grade A1 weighs 1, of B2 0.64, of C3 0.36."),
    )
    days = forms.IntegerField(
        label=_("Within so many days"), min_value=1, max_value=3650
    )

    class Meta:
        model = QueueRule
        fields = ["on", "bar", "evidence", "days"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("bar", "evidence", "days"):
            if getattr(self.instance, name) is None:
                del self.fields[name]
