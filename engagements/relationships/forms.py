"""Forms of relationships, and of why something is done."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.relationships import new_post_steps
from engagements.relationships.models import NewPostAnswer, Relationship, Snooze
from officials.days import that_has_come
from officials.forms import RecordForm

LONGEST_SNOOZE = datetime.timedelta(days=366)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class RelationshipForm(RecordForm):
    """Who keeps in touch, and how often."""

    folded = (
        "deputy",
        "longest_days",
        "most_a_quarter",
        "began_on",
        "contact_before_on",
        "circle",
    )

    class Meta:
        model = Relationship
        fields = [
            "lead",
            "rhythm_days",
            "remarks",
            "deputy",
            "longest_days",
            "most_a_quarter",
            "began_on",
            "contact_before_on",
            "circle",
        ]
        widgets = {"remarks": forms.Textarea(attrs={"rows": 4})}

    def clean_began_on(self):
        return that_has_come(self.cleaned_data["began_on"])

    def clean_contact_before_on(self):
        return that_has_come(self.cleaned_data["contact_before_on"])


class NewPostForm(RecordForm):
    """Three questions of one change of post, the careful answers chosen."""

    class Meta:
        model = NewPostAnswer
        fields = ["appointment", "lead", "approach", "risk", "remark"]
        widgets = {
            "appointment": forms.HiddenInput,
            "lead": forms.RadioSelect,
            "approach": forms.RadioSelect,
            "risk": forms.RadioSelect,
        }

    def save(self, commit=True):
        return new_post_steps.answer(self.instance, by=self.user)


class SnoozeForm(RecordForm):
    """Until when the desk keeps quiet about a relationship, and why."""

    class Meta:
        model = Snooze
        fields = ["until", "reason"]

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until <= today:
            raise ValidationError(_("Choose a day that is still to come."))
        if until > today + LONGEST_SNOOZE:
            raise ValidationError(_("A year at most: then somebody looks again."))
        return until
