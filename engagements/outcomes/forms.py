"""Forms of outcomes, of who confirms them, and of what stands behind them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from engagements.approach.models import Approach
from engagements.outcomes import contribution_chain, rules
from engagements.outcomes.models import Outcome, OutcomeLink, Substantiation
from engagements.outcomes.reforms.workflow import digest_of
from officials.days import that_has_come
from officials.forms import RecordForm
from officials.names.choice import ChooseOne
from officials.safeguards.models import Switch
from translations.jobs.models import Translation

LONG = (
    "what_changed",
    "significance",
    "our_contribution",
    "others_contribution",
    "lessons",
    "effect_on_risk",
)
# What somebody who confirms it confirms.
WORDED = {
    "title",
    "kind",
    "direction",
    "setback",
    "official",
    "institution",
    "who_words",
    "what_changed",
    "changed_on",
    "significance",
    "our_contribution",
}


class OutcomeForm(RecordForm):
    """An outcome as it is being worded; a draft needs its first line only."""

    folded = (
        "place",
        "others_contribution",
        "intended",
        "theme",
        "reform",
        "recommendation",
        "lessons",
        "effect_on_risk",
        "circle",
    )

    class Meta:
        model = Outcome
        fields = [
            "title",
            "direction",
            "setback",
            "kind",
            "official",
            "institution",
            "who_words",
            "what_changed",
            "changed_on",
            "significance",
            "our_contribution",
            "others_contribution",
            "place",
            "intended",
            "theme",
            "reform",
            "recommendation",
            "lessons",
            "effect_on_risk",
            "circle",
        ]
        field_classes = dict.fromkeys(
            ("official", "institution", "reform", "recommendation"), ChooseOne
        )
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in LONG}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not Switch.objects.is_on(Switch.Name.RECOMMENDATIONS):
            self.fields.pop("recommendation", None)

    def clean_changed_on(self):
        day = self.cleaned_data["changed_on"]
        that_has_come(day and day.first)
        return day

    def save(self, commit=True):
        if WORDED & {*self.changed_data}:
            self.instance.worded_at = timezone.now()
        return super().save(commit)


class LaterOutcomeForm(OutcomeForm):
    """What may still be added once somebody has confirmed the outcome."""

    folded = ("circle",)

    class Meta(OutcomeForm.Meta):
        fields = [
            "lessons",
            "effect_on_risk",
            "place",
            "intended",
            "theme",
            "reform",
            "recommendation",
            "circle",
        ]


class SubstantiationForm(RecordForm):
    """Somebody who did not write the outcome says whether it is so."""

    class Meta:
        model = Substantiation
        fields = [
            "official",
            "person",
            "name",
            "role",
            "organisation",
            "said_on",
            "agreement",
            "words",
            "file",
        ]
        field_classes = {"official": ChooseOne}
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}

    def clean_file(self):
        upload = self.cleaned_data["file"]
        self.instance.sha256 = digest_of(upload) if upload else ""
        return upload

    def clean_said_on(self):
        return that_has_come(self.cleaned_data["said_on"])

    def clean_person(self):
        person = self.cleaned_data["person"]
        return self.independent(person, person=person)

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        return self.independent(name, name=name)

    def independent(self, value, **who):
        """`value`, unless the one it names wrote the outcome or led what is behind."""
        outcome = self.instance.outcome
        if value and (why := rules.dependent(outcome, **who)):
            raise ValidationError(why)
        return value

    def save(self, commit=True):
        self.instance.recorded_by = self.user
        return super().save(commit)


class OutcomeLinkForm(RecordForm):
    """One thing that stands behind an outcome, and how it contributed."""

    class Meta:
        model = OutcomeLink
        fields = [
            "note",
            "request",
            "action",
            "exchange",
            "translation",
            "approach",
            "how",
        ]
        field_classes = dict.fromkeys(
            ("note", "request", "action", "exchange"), ChooseOne
        )

    def limit(self, name, field):
        if name == "translation":
            field.queryset = Translation.objects.select_related("document")
        if name == "approach":
            field.queryset = Approach.objects.select_related("official")
            if about := self.instance.outcome.official_id:
                field.queryset = field.queryset.filter(official=about)
        super().limit(name, field)


class HowForm(RecordForm):
    """How something contributed, in words."""

    class Meta:
        model = OutcomeLink
        fields = ["how"]


class CandidatesForm(forms.Form):
    """What may stand behind an outcome, to tick."""

    def __init__(self, *args, user, outcome, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.candidates = contribution_chain.candidates(outcome, user)
        for name, records in self.candidates.items():
            if not records:
                continue
            model = contribution_chain.MODELS[name]
            self.fields[name] = forms.MultipleChoiceField(
                label=capfirst(model._meta.verbose_name_plural),
                choices=[(str(each.pk), described(each)) for each in records],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Nothing was ticked."))
        return cleaned

    def chosen(self):
        """{kind: [record]} of what was ticked."""
        return {
            name: [each for each in self.candidates[name] if str(each.pk) in ticked]
            for name, ticked in self.cleaned_data.items()
        }


def described(record):
    """“12 Nov 2026: what it is”."""
    return f"{contribution_chain.when(record)}: {contribution_chain.words(record)}"
