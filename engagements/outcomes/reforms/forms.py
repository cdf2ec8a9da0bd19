"""Forms of reforms and of recommendations to the State."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements.approach.models import Approach
from engagements.monitoring.models import Recommendation
from engagements.outcomes.models import Reform, ReformCopy, ReformStep
from engagements.outcomes.reforms import workflow as reform_steps
from officials.dates import PartialDateFormField
from officials.days import that_has_come
from officials.forms import RecordForm, WebAddressField
from officials.names.choice import ChooseOne


def begun(day):
    """A partial date that has come, at least its first day."""
    that_has_come(day and day.first)
    return day


class ReformForm(RecordForm):
    folded = ("theme", "circle")

    class Meta:
        model = Reform
        fields = ["title", "institution", "what_it_changes", "theme", "circle"]
        field_classes = {"institution": ChooseOne}
        widgets = {"what_it_changes": forms.Textarea(attrs={"rows": 4})}


class NewReformForm(ReformForm):
    """A reform that we begin to follow, wherever it stands by now."""

    stands_at = forms.ChoiceField(
        label=_("How far it has come"), choices=Reform.State, initial="proposal"
    )
    since = PartialDateFormField(label=_("Since"))

    field_order = ["title", "institution", "what_it_changes", "stands_at", "since"]

    def clean_since(self):
        return begun(self.cleaned_data["since"])

    def save(self, commit=True):
        reform = super().save(commit)
        return reform_steps.move(
            reform,
            self.cleaned_data["stands_at"],
            by=self.user,
            happened_on=self.cleaned_data["since"],
            first=True,
        )


class ReformStepForm(RecordForm):
    """Where the reform came to: one or more on, or back with a reason."""

    class Meta:
        model = ReformStep
        fields = ["to_state", "happened_on", "words", "file"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = self.instance.reform.state
        legal = reform_steps.NEXT[here]
        self.fields["to_state"].choices = [
            choice for choice in Reform.State.choices if choice[0] in legal
        ]

    def clean_happened_on(self):
        return begun(self.cleaned_data["happened_on"])

    def clean_file(self):
        upload = self.cleaned_data["file"]
        self.instance.sha256 = reform_steps.digest_of(upload) if upload else ""
        return upload

    def save(self, commit=True):
        return reform_steps.take(self.instance, by=self.user)


class ReformCopyForm(RecordForm):
    """Where else it was taken over."""

    class Meta:
        model = ReformCopy
        fields = ["institution", "place", "copied_on", "evidence"]
        field_classes = {"institution": ChooseOne}
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3})}

    def clean_copied_on(self):
        return begun(self.cleaned_data["copied_on"])


class RecommendationForm(RecordForm):
    folded = (
        "cycle",
        "session",
        "year",
        "paragraph",
        "action",
        "issues",
        "source_url",
        "circle",
    )

    class Meta:
        model = Recommendation
        fields = [
            "text",
            "response",
            "recommended_by",
            "theme",
            "institution",
            "body",
            "cycle",
            "session",
            "year",
            "paragraph",
            "action",
            "issues",
            "source_url",
            "circle",
        ]
        field_classes = {"institution": ChooseOne, "source_url": WebAddressField}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def clean_response(self):
        response = self.cleaned_data["response"]
        rests = Approach.objects.in_circles_of(self.user).filter(
            recommendation=self.instance
        )
        if response not in Recommendation.ACCEPTED and rests.exists():
            raise ValidationError(
                _("An approach rests on what the State accepted, at least in part.")
            )
        return response


class RecommendationFileForm(forms.Form):
    """A list of recommendations, as UPR Info exports it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A table in CSV, its first line with Text, From, Response, Issue."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class RestForm(forms.Form):
    """An approach that rests on a recommendation: one of those still being written."""

    approach = forms.ModelChoiceField(
        label=_("Approach"), queryset=Approach.objects.none()
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        drafts = Approach.objects.in_circles_of(user).select_related("official")
        self.fields["approach"].queryset = drafts.filter(review=None)
